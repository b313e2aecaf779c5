import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { pretty } from '../../../src/cel/syntax/pretty.ts';
import { format, print } from '../../../src/cel/syntax/print.ts';
import { fuzzing } from '../fuzzing.ts';
import { expressionText } from './generated.ts';
import { shapeOf } from './shape.ts';
import { CEL } from './switches.ts';

const formatted = (text: string) => format(parse(text, CEL).expr);

describe('format', () => {
  it.each([
    ["a.b['c'] == b'\\x00é'", 'a.b["c"] == b"\\000\\303\\251"'],
    ['1e20+0xFF', '1e+20 + 255'],
    ['a && (b && c)', 'a && b && c'],
    ['(a || b) && c', '(a || b) && c'],
    ['a - (b - c)', 'a - (b - c)'],
    ['(a - b) - c', 'a - b - c'],
    ['a ? b : (c ? d : e)', 'a ? b : (c ? d : e)'],
    ['-(-1)', '-(-1)'],
    ['!(!a)', '!(!a)'],
    ['a ? f(1, 2) : c', 'a ? (f(1, 2)) : c'],
    ['!x.optMap(y, y)', '!(x.optMap(y, y))'],
    ['x.y.optMap(y, y).value()', 'x.y.optMap(y, y).value()'],
    ['[1].map(x, a.optMap(y, y).value())', '[1].map(x, a.optMap(y, y).value())'],
    ['a.`b-c`', 'a.b-c'],
    ['"\\u00ad\\u0001é\\n"', '"\\u00ad\\x01é\\n"'],
    ['cel.block([1], cel.index(0) + cel.iterVar(0, 1))', 'cel.block([1], cel.index(0) + cel.iterVar(0, 1))'],
    ['proto.hasExt(m, a.b)', 'proto.hasExt(m, a.b)'],
    ['.a.B{c: 1, ?d: e}', '.a.B{c: 1, ?d: e}'],
  ])('%s', (text, canonical) => {
    expect(formatted(text)).toBe(canonical);
  });

  it('breaks lines after && and || beyond 80 bytes', () => {
    const long = Array.from({ length: 8 }, (_, i) => `request.headers["x-${i}"] == "é"`).join(' && ');
    expect(formatted(long).split('\n').length).toBeGreaterThan(1);
    expect(formatted(long).replaceAll('\n', ' ')).toBe(long);
  });
});

describe('print', () => {
  it.each([
    'a.`b-c`',
    'a.`in`',
    '(-a).b',
    '-(2)',
    'a && (b && c)',
    '(a ? b : c) ? d : e',
    'a ? b : c ? d : e',
    '(a + b)[0]',
    '(!a).b()',
    '-1.x',
    '(-x)[0]',
    '-((1).f)',
    '-((-1).f)',
    '-((1)[0])',
  ])('%s reads back', (text) => {
    const { expr } = parse(text, CEL);
    expect(shapeOf(parse(print(expr), CEL).expr)).toEqual(shapeOf(expr));
  });

  it('reads back whatever was parsed', () => {
    fc.assert(
      fc.property(expressionText, (text) => {
        const { expr, issues } = parse(text, CEL);
        fc.pre(issues.length === 0);
        const again = parse(print(expr), CEL);
        expect(again.issues).toEqual([]);
        expect(shapeOf(again.expr)).toEqual(shapeOf(expr));
      }),
      fuzzing(2000),
    );
  });
});

describe('pretty', () => {
  const lines = (text: string, width?: number) => pretty(parse(text, CEL).expr, width).split('\n');

  it('leaves alone what fits', () => {
    expect(lines("a == 'x' && b")).toEqual(['a == "x" && b']);
  });

  it('breaks chains, conditionals and brackets', () => {
    expect(lines('request.method == "GET" && has(jwt.groups) && (a || b)', 30)).toEqual([
      'request.method == "GET"',
      '  && has(jwt.groups)',
      '  && (a || b)',
    ]);
    expect(lines('condition ? one_value : another_value', 20)).toEqual(['condition', '  ? one_value', '  : another_value']);
    expect(lines('[alpha, beta, gamma]', 10)).toEqual(['[', '  alpha,', '  beta,', '  gamma', ']']);
    expect(lines('things.exists(t, t.name == "a")', 20)).toEqual(['things.exists(', '  t,', '  t.name == "a"', ')']);
  });

  it('reads back whatever was parsed', () => {
    fc.assert(
      fc.property(expressionText, fc.integer({ min: 5, max: 60 }), (text, width) => {
        const { expr, issues } = parse(text, CEL);
        fc.pre(issues.length === 0);
        const again = parse(pretty(expr, width), CEL);
        expect(again.issues).toEqual([]);
        expect(shapeOf(again.expr)).toEqual(shapeOf(expr));
      }),
      fuzzing(1000),
    );
  });
});
