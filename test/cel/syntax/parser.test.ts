import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { Double, Uint } from '../../../src/cel/values/value.ts';
import { AGENTGATEWAY, CEL } from './switches.ts';

const literal = (text: string, switches = CEL) => {
  const { expr, issues } = parse(text, switches);
  expect(issues).toEqual([]);
  return expr.kind === 'literal' ? expr.value : expr;
};
const bytes = (...values: number[]) => Uint8Array.from(values);

describe('a number right before `in`', () => {
  it.each(['1in [1]', '0x1Fin [1]', '2.5in [1]', '7uin [1]'])('%s', (text) => {
    expect(parse(text, CEL)).toMatchObject({ issues: [], expr: { kind: 'call', name: '@in' } });
  });
});

describe('literals', () => {
  it.each<[string, unknown]>([
    ['01', 1],
    ['0xFF', 255],
    ['-0', 0],
    ['-  1', -1],
    ['--1', 1],
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['-0x8000000000000000', -9223372036854775808n],
    ['42u', new Uint(42)],
    ['0xFFFFFFFFFFFFFFFFu', new Uint(18446744073709551615n)],
    ['.5', 0.5],
    ['2.0', new Double(2)],
    ['1e3', new Double(1000)],
    ['-0.0', new Double(-0)],
    ['1e300', 1e300],
    ['true', true],
    ['null', null],
    [`"it's"`, "it's"],
    [`'a\\tb\\u00e9\\U0001F600\\x41\\101'`, 'a\tbé😀AA'],
    [`'''a\r\nb'''`, 'a\nb'],
    [`"""say "hi" now"""`, 'say "hi" now'],
    [`r'\\d'`, '\\d'],
    [`R"""a"b\\"""`, 'a"b\\'],
    [`b'é\\xff\\377'`, bytes(0xc3, 0xa9, 0xff, 0xff)],
    [`br'\\x'`, bytes(92, 120)],
    ['1 // one', 1],
  ])('%s', (text, value) => {
    expect(literal(text)).toEqual(value);
  });
});

describe('literals of the Rust fork', () => {
  it.each<[string, unknown]>([
    [`"Hello \\'"`, "Hello \\'"],
    [`'a\\"b'`, 'a\\"b'],
    [`'''abc'''`, 'abc'],
    [`"""a'b"""`, "a'b"],
    [`r'\\\\'`, '\\\\'],
    [`b'''abc'''`, bytes(39, 39, 97, 98, 99, 39, 39)],
    [`br'abc'`, bytes(39, 97, 98, 99)],
  ])('%s', (text, value) => {
    expect(literal(text, AGENTGATEWAY)).toEqual(value);
  });

  it.each([`'''it's'''`, `"""a"b"""`, `'\\X41'`, `b'\\n'`, `b'\\u0041'`])('refuses %s', (text) => {
    expect(parse(text, AGENTGATEWAY).issues[0]?.code).toBe('invalid_escape');
  });

  it('takes reserved words as names', () => {
    expect(parse('as + namespace', AGENTGATEWAY).issues).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['!!a', { kind: 'not', operand: { name: 'a' } }, 'agentgateway reads !! as a single !: put the inner one in parentheses.'],
    ['--1', { name: '-_', args: [{ value: 1 }] }, 'agentgateway reads -- as a single -: put the inner one in parentheses.'],
    ['a.`b-c`', { kind: 'select', field: '`b-c`' }, 'agentgateway takes the back-quotes for a part of the name: write ["b-c"].'],
  ])('warns where %s is not what it seems', (text, shape, message) => {
    const { expr, issues } = parse(text, AGENTGATEWAY);
    expect(expr).toMatchObject(shape);
    expect(issues).toMatchObject([{ severity: 'warning', message }]);
  });

  it('refuses a sign before a hexadecimal number', () => {
    expect(parse('-0x10', AGENTGATEWAY).issues).toMatchObject([{ severity: 'error', fix: { text: '-(0x10)' } }]);
    expect(parse('1 - 0x10', AGENTGATEWAY).issues).toEqual([]);
  });

  it('takes any name for the variable of a loop', () => {
    expect(parse('[1].map(__result__, 5)', AGENTGATEWAY).issues).toEqual([]);
    expect(parse('[1].map(__result__, 5)', CEL).issues).toHaveLength(1);
  });

  it('reads a macro without a name as a plain call, which fails when it runs', () => {
    expect(parse('x.with(1, 2)', AGENTGATEWAY).expr).toMatchObject({ kind: 'call', name: 'with', form: 'receiver' });
    expect(parse('x.with(a, a)', AGENTGATEWAY).expr).toMatchObject({ kind: 'bind', spelling: 'with', variable: 'a' });
  });
});

describe('trees', () => {
  it('flattens chains of && and ||', () => {
    expect(parse('a && b && c || d', CEL).expr).toMatchObject({
      kind: 'or',
      terms: [{ kind: 'and', terms: { length: 3 } }, { name: 'd' }],
    });
  });

  it('counts spans in code points', () => {
    const { expr } = parse('"😀😀" + bé', CEL);
    expect(parse('"😀😀" + b', CEL).expr).toMatchObject({
      span: { start: 0, end: 8 },
      args: [{ span: { start: 0, end: 4 } }, { span: { start: 7, end: 8 } }],
    });
    expect(expr.span.end).toBeLessThanOrEqual(9);
  });

  it('gives parentheses to what is around them', () => {
    expect(parse('(a + b).c', CEL).expr).toMatchObject({
      kind: 'select',
      span: { start: 0, end: 9 },
      operand: { span: { start: 1, end: 6 } },
    });
  });

  it('gives every node an id of its own', () => {
    const ids: number[] = [];
    JSON.stringify(parse('[1, {a: b.c(d)}].map(x, x > 1 ? cel.bind(y, 2, y) : 3)', CEL).expr, (key, value) => {
      if (key === 'id') ids.push(value as number);
      return value as unknown;
    });
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each<[string, object]>([
    ['has(a.b)', { kind: 'has', field: 'b' }],
    ['m.exists(k, v, v > 1)', { kind: 'comprehension', macro: 'exists', first: 'k', second: 'v' }],
    ['l.map(x, x > 1, x * 2)', { kind: 'comprehension', macro: 'map', filter: { name: '_>_' } }],
    ['l.sortBy(x, -x)', { kind: 'comprehension', macro: 'sortBy' }],
    ['cel.bind(x, 1, x)', { kind: 'bind', spelling: 'cel.bind', variable: 'x' }],
    ['cel.block([1], cel.index(0))', { kind: 'block', body: { kind: 'ident', name: '@index0' } }],
    ['o.optMap(x, x)', { kind: 'optionalMap', flat: false }],
    ['o.optFlatMap(x, x)', { kind: 'optionalMap', flat: true }],
    ['proto.getExt(m, a.b.c)', { kind: 'select', field: 'a.b.c', extension: true }],
    ['proto.hasExt(m, a.b)', { kind: 'has', field: 'a.b', extension: true }],
    ['math.least(1, x)', { kind: 'call', name: 'least', form: 'receiver' }],
    [
      '.a.b.C{`x-y`: 1, ?z: w}',
      { kind: 'struct', name: 'a.b.C', absolute: true, fields: [{ name: 'x-y' }, { name: 'z', optional: true }] },
    ],
    ['[?a, b,]', { kind: 'list', elements: [{ optional: true }, { optional: false }] }],
    ['{?k: v}', { kind: 'map', entries: [{ optional: true }] }],
    ['a.?b[?0]', { kind: 'call', name: '_[?_]', args: [{ kind: 'select', optional: true }, { value: 0 }] }],
    ['as{}', { kind: 'struct', name: 'as' }],
    ['x.if', { kind: 'select', field: 'if' }],
    ['-1.x', { kind: 'select', operand: { value: -1 } }],
  ])('%s', (text, shape) => {
    const { expr, issues } = parse(text, CEL);
    expect(issues).toEqual([]);
    expect(expr).toMatchObject(shape);
  });
});
