import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/text/json.ts';
import { lenientJson } from '../../src/text/json-options.ts';
import { plainOf } from '../../src/text/syntax.ts';
import { scalarsOf, spanFaults } from './nodes.ts';

const read = (text: string, options = {}): unknown => {
  const node = parseJson(text, options).documents[0]?.root;
  return node && plainOf(node);
};
const codes = (text: string, options = {}): string[] => parseJson(text, options).problems.map(({ code, span }) => `${code}@${span.start}`);

describe('what is not JSON', () => {
  it.each<[string, string[]]>([
    ['', ['json/empty@0']],
    ['{', ['json/unclosed-map@0']],
    ['[[1', ['json/unclosed-list@1']],
    ['{"a"', ['json/colon-expected@4', 'json/unclosed-map@0']],
    ['[1 2]', ['json/comma-expected@3']],
    ['{a:1}', ['json/unquoted-key@1']],
    ["{'a':1}", ['json/single-quotes@1']],
    ['[1,]', ['json/trailing-comma@2']],
    ['["a\tb"]', ['json/control-character@3']],
    ['["\\x"]', ['json/bad-escape@2']],
    ['["\\u12"]', ['json/bad-escape@2']],
    ['"abc', ['json/unclosed-string@0']],
    ['01', ['json/value-expected@0']],
    ['NaN', ['json/value-expected@0']],
    ['True', ['json/value-expected@0']],
    ['+1', ['json/value-expected@0']],
    ['1.', ['json/value-expected@0']],
    ['// c\n{}', ['json/comment@0']],
    ['{} x', ['json/trailing-text@3']],
    ['\ufeff{}', ['json/byte-order-mark@0']],
    ['[1,,2]', ['json/value-expected@3']],
  ])('%j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('is partly read', () => {
    expect(read('{"a": 1, "b": [1, 2, "c": 3}')).toMatchObject({ a: 1 });
    expect(read('{"a": 1 "b": 2}')).toEqual({ a: 1, b: 2 });
    expect(read('{"a":, "b": 2}')).toMatchObject({ b: 2 });
  });
});

describe("protobuf's reader", () => {
  it.each<[string, unknown]>([
    ["{'a': 'it\\'s'}", { a: "it's" }],
    ['{a: 1, _b$2: 2,}', { a: 1, _b$2: 2 }],
    ['[1, 2,]', [1, 2]],
    ['["a\nb\u0001"]', ['a\nb\u0001']],
  ])('accepts %j', (text, expected) => {
    expect(codes(text, lenientJson)).toEqual([]);
    expect(read(text, lenientJson)).toEqual(expected);
  });

  it.each(['{a-b: 1}', '{true: 1}', '{1: 1}', '[01]', '[NaN]', '[True]', '// c\n{}', '/* c */ {}', '\ufeff{}', '{"a": 1} {}'])(
    'refuses %j',
    (text) => {
      expect(codes(text, lenientJson)).not.toEqual([]);
    },
  );
});

describe('any text', () => {
  it('reads what JSON.parse reads, with every scalar at its place', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 2, '\t'), (text, indent) => {
        const spread = JSON.stringify(JSON.parse(text), null, indent);
        const parsed = parseJson(spread);
        expect(parsed.problems).toEqual([]);
        const node = parsed.documents[0]?.root;
        if (node === undefined) throw new Error('no tree');
        expect(JSON.parse(JSON.stringify(plainOf(node), (_, v) => (typeof v === 'bigint' ? Number(v) : v)))).toEqual(JSON.parse(spread));
        expect(spanFaults(node, spread)).toEqual([]);
        for (const { span, style, raw } of scalarsOf(node)) {
          const written = spread.slice(span.start, span.end);
          expect(style === 'double' ? JSON.parse(written) : written).toBe(raw);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with JSON.parse on whether it is JSON, and never throws', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      "'",
      '1',
      '-',
      '.',
      'e',
      '0',
      'true',
      'null',
      ' ',
      '\n',
      '\\',
      '\\u0041',
      'x',
      '/',
      '//',
      '\u00a0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect([text, parseJson(text).problems.length === 0]).toEqual([text, valid]);
        parseJson(text, lenientJson);
      }),
      { numRuns: 5000 },
    );
  });

  it('takes linear time on deep and broken texts', () => {
    for (const text of [
      '['.repeat(500_000),
      '{"a":'.repeat(300_000),
      '"'.repeat(500_001),
      `[${'1 '.repeat(300_000)}`,
      '\\'.repeat(300_000),
      `{${'"a" '.repeat(200_000)}`,
    ]) {
      expect(parseJson(text, lenientJson).problems.length).toBeGreaterThan(0);
    }
  });
});
