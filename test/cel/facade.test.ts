// The public face of the engine, as its documentation shows it.
import { describe, expect, it } from 'vitest';
import { check, compile, evaluate, evaluateOp, explain, format, formatOp, loadProfile, parse, pretty } from '../../src/cel/index.ts';

const cel = (await loadProfile('cel')) ?? expect.fail('the profile cel is missing');

describe('evaluate', () => {
  it.each([
    ['size(name) > 3', { name: 'gateway' }, {}, 'bool', 'true'],
    ['1 + 2', {}, {}, 'int', '3'],
    ['x * 2.5', { x: 2 }, { x: 'double' }, 'double', '5.0'],
    ['x', { x: 9007199254740993n }, {}, 'dyn', '9007199254740993'],
    ['x + 1u', { x: '18446744073709551614' }, { x: 'uint' }, 'uint', '18446744073709551615u'],
    ['t - duration("1h")', { t: '2026-01-01T00:00:00Z' }, { t: 'timestamp' }, 'timestamp', 'timestamp("2025-12-31T23:00:00Z")'],
    ['b', { b: 'AP8=' }, { b: 'bytes' }, 'bytes', 'b"\\x00\\xff"'],
    ['m[1]', { m: { 1: 'a' } }, { m: 'map(int, string)' }, 'string', '"a"'],
    ['o.hasValue()', { o: null }, { o: 'optional_type(int)' }, 'bool', 'false'],
    ['a.b.c', { 'a.b.c': 1 }, { 'a.b.c': 'int' }, 'int', '1'],
    ['{"__proto__": 1}.__proto__', {}, {}, 'int', '1'],
    ['x.constructor', { x: { constructor: 'ours' } }, {}, 'dyn', '"ours"'],
    ['has(x.toString)', { x: {} }, {}, 'bool', 'false'],
  ])('%s', (text, vars, types, type, printed) => {
    expect(evaluate(cel, text, vars, { types })).toMatchObject({ ok: true, type, text: printed });
  });

  it.each([
    ['1 +', {}, {}, 'parse', undefined],
    ['1 + "a"', {}, {}, 'check', 'no_matching_overload'],
    ['missing', {}, {}, 'check', 'undeclared_reference'],
    ['1 / 0', {}, {}, 'eval', 'divide_by_zero'],
    ['{"a": 1}.b', {}, {}, 'eval', 'no_such_key'],
    ['x', { x: 'no' }, { x: 'int' }, 'input', 'bad_variable'],
    ['x', { x: 1 }, { x: 'list(' }, 'input', 'bad_type'],
    ['[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, '.repeat(4).concat('true', '))'.repeat(4)), {}, {}, 'eval', 'limit_exceeded'],
  ])('%s fails at its stage', (text, vars, types, stage, code) => {
    const answer = evaluate(cel, text, vars, { types });
    expect(answer).toMatchObject(code === undefined ? { ok: false, stage } : { ok: false, stage, code });
  });

  it('points at the failing part in code points', () => {
    expect(evaluate(cel, '"😀" == "x" || 1 / 0 > 1')).toMatchObject({ span: { start: 14, end: 19 } });
  });

  it('says the type beside an evaluation error', () => {
    expect(evaluate(cel, '1 / 0')).toMatchObject({ ok: false, type: 'int' });
  });

  it('runs unchecked', () => {
    expect(evaluate(cel, 'x + 1', { x: 1 }, { check: false })).toMatchObject({ ok: true, type: 'int', text: '2' });
    expect(evaluate(cel, '1 + "a"', {}, { check: false })).toMatchObject({ ok: false, stage: 'eval', code: 'no_such_overload' });
  });
});

describe('parse, check, compile, format', () => {
  it('parses with issues and a whole tree', () => {
    expect(parse(cel, 'a.b(').issues).not.toEqual([]);
    expect(parse(cel, 'a.b').expr.kind).toBe('select');
  });

  it('checks without running', () => {
    expect(check(cel, '[x, x]', { variables: { x: 'map(string, int)' } })).toMatchObject({ ok: true, type: 'list(map(string, int))' });
    expect(check(cel, 'nope')).toMatchObject({ ok: false, type: '!error!' });
    expect(check(cel, '(')).toMatchObject({ ok: false, type: undefined });
  });

  it('compiles once and runs many times', () => {
    const { run } = compile(cel, 'x * x', { variables: { x: 'int' } });
    expect([1, 2, 3].map((x) => run?.({ x }))).toEqual([1, 4, 9]);
  });

  it('explains', () => {
    const explanation = explain(cel, 'a == 1 || b == 2', { a: 0, b: 2 });
    expect(explanation.answer).toMatchObject({ ok: true, value: true });
    expect(explanation.root?.children.map((child) => [child.text, child.decided])).toEqual([
      ['false', false],
      ['true', true],
    ]);
    expect(explanation.reads).toEqual(['a', 'b']);
  });

  it('formats', () => {
    expect(format(cel, "a  &&(b||'c'==d)")).toEqual({ ok: true, text: 'a && (b || "c" == d)' });
    expect(format(cel, 'a &&')).toMatchObject({ ok: false, stage: 'parse' });
    expect(pretty(cel, 'alpha && beta', 10)).toEqual({ ok: true, text: 'alpha\n  && beta' });
    expect(pretty(cel, 'a &&')).toMatchObject({ ok: false, stage: 'parse' });
  });
});

describe('the ops', () => {
  it('answers for a profile by its name', async () => {
    expect(await evaluateOp({ expr: '1' })).toMatchObject({ ok: true, text: '1' });
    expect(await evaluateOp({ expr: '1', profile: 'nope' })).toMatchObject({ ok: false, stage: 'input', code: 'unsupported_profile' });
    expect(await formatOp({ expr: "'a'" })).toEqual({ ok: true, text: '"a"' });
  });

  it.each([
    ['20,000 parentheses', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`, 'parse'],
    ['20,000 terms', `${'1 + '.repeat(20_000)}1`, 'parse'],
    ['a string that never ends', `"${'a'.repeat(90_000)}`, 'parse'],
    ['nothing', '', 'parse'],
    ['not text at all', '\u0000\ud800\uffff', 'parse'],
  ])('survives %s', async (_, expr, stage) => {
    expect(await evaluateOp({ expr })).toMatchObject({ ok: false, stage });
  });

  it('evaluates 10,000 terms of && and 250 levels', async () => {
    expect(await evaluateOp({ expr: `${'true && '.repeat(9_999)}true` })).toMatchObject({ ok: true, value: true });
    expect(await evaluateOp({ expr: `${'['.repeat(200)}${']'.repeat(200)} == []` })).toMatchObject({ ok: true, value: false });
  });
});
