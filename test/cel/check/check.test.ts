// What the checker infers, as typed printouts; what it refuses, with the advice that it gives.
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/cel/check/check.ts';
import { expand } from '../../../src/cel/expand/expand.ts';
import { cel } from '../../../src/cel/profiles/cel.ts';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import type { Expr } from '../../../src/cel/syntax/ast.ts';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { printType } from '../../../src/cel/types/print.ts';
import { INT, object, STRING } from '../../../src/cel/types/type.ts';
import { type Setting, setting } from './setting.ts';
import { typedText } from './typed-text.ts';

const variables = {
  i: 'int',
  u: 'uint',
  d: 'double',
  s: 'string',
  b: 'bool',
  x: 'dyn',
  ls: 'list(string)',
  m: 'map(string, int)',
  'a.b.c': 'int',
  o: 'optional_type(string)',
};

const checked = (text: string, more: Setting = {}) => {
  const parsed = parse(text, cel.profile.syntax);
  expect(parsed.issues).toEqual([]);
  return check(parsed.expr, setting({ variables, ...more }));
};

describe('typed printout', () => {
  it.each([
    ['i', 'i~int^i'],
    ['i + 1', '_+_(i~int^i,1~int)~int^add_int64'],
    ['a.b.c', 'a.b.c~int^a.b.c'],
    ['m.k', 'm~map(string, int)^m.k~int'],
    ['x.k.l', 'x~dyn^x.k~dyn.l~dyn'],
    ['has(m.k)', 'm~map(string, int)^m.k~test-only~~bool'],
    ['s.size()', 's~string^s.size()~int^string_size'],
    ['[1, 2u]', '[1~int,2u~uint]~list(dyn)'],
    ['b ? [] : [i]', '_?_:_(b~bool^b,[]~list(int),[i~int^i]~list(int))~list(int)^conditional'],
    ['o.?x', null],
    ['!b || b', '_||_(!_(b~bool^b)~bool^logical_not,b~bool^b)~bool^logical_or'],
    ['google.protobuf.Int32Value{value: 1}', 'google.protobuf.Int32Value{value:1~int}~wrapper(int)^google.protobuf.Int32Value'],
  ])('%s', (text, printed) => {
    const found = checked(text);
    if (printed === null) expect(found.issues).not.toEqual([]);
    else expect(typedText(expand(found.expr, found))).toBe(printed);
  });
});

describe('types', () => {
  it.each([
    ['ls.map(v, v.size())', 'list(int)'],
    ['ls.filter(v, v != "")', 'list(string)'],
    ['m.map(k, k)', 'list(string)'],
    ['m.all(k, v, v > 0)', 'bool'],
    ['ls.transformMap(i, v, v)', 'map(int, string)'],
    ['ls.transformMapEntry(i, v, {v: i})', 'map(string, int)'],
    ['m.transformList(k, v, [k])', 'list(list(string))'],
    ['cel.bind(v, ls, v[0])', 'string'],
    ['[[]]', 'list(list(dyn))'],
    ['{}', 'map(dyn, dyn)'],
    ['o.orValue("")', 'string'],
    ['o.optMap(v, v.size())', 'optional_type(int)'],
    ['[?o]', 'list(string)'],
    ['{?"a": o}', 'map(string, string)'],
    ['m[?"k"]', 'optional_type(int)'],
    ['type(1)', 'type(int)'],
    ['dyn(1) + 1', 'int'],
    ['[1].map(i, i).map(i, [i, i])', 'list(list(int))'],
    ['x.map(v, v)', 'list(dyn)'],
    ['google.protobuf.Value{}', 'dyn'],
    ['int', 'type(int)'],
    ['i == 1 ? google.protobuf.Int64Value{} : null', 'wrapper(int)'],
    ['[1, google.protobuf.Int64Value{}]', 'list(wrapper(int))'],
    // What is free takes the first row that fits, in cel-go's order of them.
    ['[].filter(n, n < 2u)', 'list(int)'],
    ['[].filter(n, 2u < n)', 'list(uint)'],
    ['[2, 1].sortBy(n, google.protobuf.Int64Value{value: n})', 'list(int)'],
  ])('%s is %s', (text, type) => {
    const found = checked(text);
    expect(found.issues).toEqual([]);
    expect(printType(found.type)).toBe(type);
  });
});

describe('names', () => {
  const inContainer = {
    container: 'com.example',
    variables: { 'com.example.y': 'int', 'com.z': 'string', y: 'bool', 'a.b': 'int', a: 'map(string, string)' },
  };
  it.each([
    ['y', 'int'],
    ['.y', 'bool'],
    ['z', 'string'],
    ['[true].exists(y, y)', 'bool'],
    ['[0].map(y, .y)', 'list(bool)'],
    ['a.b', 'int'],
    ['a.c', 'string'],
    ['["x"].map(a, a.size())', 'list(int)'],
  ])('%s is %s', (text, type) => {
    expect(printType(checked(text, inContainer).type)).toBe(type);
  });

  it('gives a qualified variable its reference on the whole select', () => {
    const found = checked('a.b.c + 1');
    const sum = found.expr as Expr & { kind: 'call' };
    expect(found.references.get((sum.args[0] as Expr).id)).toEqual({ kind: 'variable', name: 'a.b.c' });
  });
});

describe('what does not check', () => {
  it.each([
    ['1 + "a"', "found no matching overload for '_+_' applied to '(int, string)'"],
    ['"a".int(1)', "found no matching overload for 'int' applied to 'string.(int)'"],
    ['nope', "undeclared reference to 'nope'"],
    ['nope.f.g', "undeclared reference to 'nope'"],
    ['s.x', "type 'string' does not support field selection"],
    ['i.map(v, v)', "expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)"],
    ['i && b', "expected type 'bool' but found 'int'"],
    ['ls.all(v, 1)', "expected type 'bool' but found 'int'"],
    ['ls.filter(v, 1)', "found no matching overload for '_?_:_' applied to '(int, list(string), list(string))'"],
    ['b ? 1 : "a"', "found no matching overload for '_?_:_' applied to '(bool, int, string)'"],
    ['!i', "found no matching overload for '!_' applied to '(int)'"],
    ['1 == 1.0', "found no matching overload for '_==_' applied to '(int, double)'"],
    ['google.protobuf.Int64Value{value: "x"}', "expected type of field 'value' is 'int' but provided type is 'string'"],
    ['google.protobuf.Int64Value{valu: 1}', "undefined field 'valu'"],
    ['Msg{}', "undeclared reference to 'Msg'"],
    ['int{}', "'int' is not a message type"],
    ["'%d'.format(['x'])", 'error during formatting: decimal clause can only be used on ints, uints, and doubles, was given string'],
    ["'%s'.format([])", 'index 0 out of range'],
    ["'%s'.format([1, 2])", 'too many arguments supplied to string.format (expected 1, got 2)'],
    ["'%q'.format([1])", 'could not parse formatting clause: unrecognized formatting clause "q"'],
    ["'%'.format([1])", 'unexpected end of string'],
  ])('%s', (text, message) => {
    const { issues } = checked(text);
    expect(issues.map((issue) => issue.message)).toContain(message);
    for (const { span, severity } of issues) {
      expect(severity).toBe('error');
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual([...text].length);
    }
  });

  it('counts an undeclared receiver and its method as two', () => {
    expect(checked('nope.frobnicate(1)').issues.map((issue) => issue.message)).toEqual([
      "undeclared reference to 'nope'",
      "undeclared reference to 'frobnicate'",
    ]);
  });

  it('goes on after the first', () => {
    expect(checked('[nope1, 1 + "a", nope2]').issues).toHaveLength(3);
  });
});

describe('advice', () => {
  const fixed = (text: string): string | undefined => {
    const fix = checked(text).issues[0]?.fix;
    if (fix === undefined) return undefined;
    const points = [...text];
    return [...points.slice(0, fix.span.start), fix.text, ...points.slice(fix.span.end)].join('');
  };

  it.each([
    ['d / 100', 'd / 100.0'],
    ['100 * d', '100.0 * d'],
    ['u + 1', 'u + 1u'],
    ['u == 1', 'u == 1u'],
    ['i + 1u', undefined],
    ['i + u', undefined],
    ['"é" + (d / 100 > 1.0 ? "a" : "b")', '"é" + (d / 100.0 > 1.0 ? "a" : "b")'],
    ['s.startWith("a")', 's.startsWith("a")'],
    ['google.protobuf.Int64Value{valu: 1}', 'google.protobuf.Int64Value{value: 1}'],
  ])('%s', (text, mended) => {
    expect(fixed(text)).toBe(mended);
  });

  it('says what to do where no fix is certain', () => {
    expect(checked('i + u').issues[0]?.hint).toMatch(/convert one side/);
    expect(checked('s + i').issues[0]?.hint).toMatch(/string\(…\)/);
  });
});

describe('host objects, phases and programs without a checker', () => {
  const request = object('request', { method: STRING, size: INT });
  const profile: Profile = {
    ...cel.profile,
    checker: 'advisory',
    variables: [
      { name: 'request', type: request, doc: 'The request.' },
      { name: 'response', type: object('response', { code: INT }), doc: 'The response.', phases: ['response', 'log'] },
    ],
  };

  it.each([
    ['request.method', 'string', undefined],
    ['request["method"]', 'string', undefined],
    ['request.metod', 'dyn', "Did you mean 'method'?"],
    ['request["siz"]', 'dyn', "Did you mean 'size'?"],
    ['request.map(k, k)', 'list(string)', undefined],
    ['size(request)', 'int', undefined],
    ['requst.method', 'dyn', "Did you mean 'request'?"],
    ['request.__proto__', 'dyn', undefined],
  ])('%s', (text, type, hint) => {
    const found = checked(text, { profile });
    expect(printType(found.type)).toBe(type);
    expect(found.issues.every((issue) => issue.severity === 'warning')).toBe(true);
    if (hint !== undefined) expect(found.issues[0]?.hint).toBe(hint);
  });

  it('names a variable that does not exist in the phase', () => {
    const parsed = parse('response.code', profile.syntax);
    const env = { ...setting({ profile }), phase: 'request' };
    expect(check(parsed.expr, env).issues.map((issue) => issue.code)).toEqual(['absent_in_phase']);
  });
});

describe('size', () => {
  it.each([
    ['a long sum', `${'i + '.repeat(9_999)}i`],
    ['a long chain of fields', `x${'.f'.repeat(10_000)}`],
    ['a long chain of calls', `ls${'.map(v, v)'.repeat(5_000)}`],
    ['a long chain of terms', `${'b && '.repeat(9_999)}b`],
    ['deep lists', `${'['.repeat(200)}${']'.repeat(200)}`],
    ['types that double', `${'cel.bind(v, {v: v}, '.repeat(60)}v${')'.repeat(60)}`.replace('{v: v}', '{1: 1}')],
  ])('%s', (_, text) => {
    const { expr } = parse(text, { ...cel.profile.syntax, maxChain: 1e9 });
    const found = check(expr, setting({ variables }));
    expect(printType(found.type).length).toBeLessThan(100_000);
  });
});
