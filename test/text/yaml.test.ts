import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { findEntry, type MapNode, plainOf, repeatedEntries } from '../../src/text/syntax.ts';
import { parseYaml } from '../../src/text/yaml.ts';
import { scalarsOf, spanFaults } from './nodes.ts';

const root = (text: string) => parseYaml(text).documents[0]?.root;
const values = (text: string): unknown[] => parseYaml(text).documents.map((document) => document.root && plainOf(document.root));
const codes = (text: string): string[] => parseYaml(text).problems.map(({ code, span }) => `${code}@${span.start}`);

describe('values by the core schema', () => {
  it.each<[string, unknown]>([
    ['a: 1', { a: 1 }],
    ['a: -0x1F', { a: '-0x1F' }],
    ['a: 0x1F', { a: 31 }],
    ['a: 0o17', { a: 15 }],
    ['a: 017', { a: 17 }],
    ['a: 1.5e3', { a: 1500 }],
    ['a: .inf', { a: Number.POSITIVE_INFINITY }],
    ['a: -.INF', { a: Number.NEGATIVE_INFINITY }],
    ['a: 9007199254740993', { a: 9007199254740993n }],
    ['a: yes', { a: 'yes' }],
    ['a: True', { a: true }],
    ['a: ~', { a: null }],
    ['a:', { a: null }],
    ['a: "1"', { a: '1' }],
    ["a: 'it''s'", { a: "it's" }],
    ['a: !!str 5', { a: '5' }],
    ['a: |\n  x\n  y\n', { a: 'x\ny\n' }],
    ['a: >-\n  x\n  y\n', { a: 'x y' }],
    ['<<: {a: 1}', { '<<': { a: 1 } }],
    ['{a: 1, b: [x, y]}', { a: 1, b: ['x', 'y'] }],
    ['{"a":1}', { a: 1 }],
    ['%YAML 1.1\n---\na: yes', { a: 'yes' }],
    ['\ufeffa: 1', { a: 1 }],
    ['a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
  ])('%j', (text, expected) => {
    expect(values(text)).toEqual([expected]);
    expect(codes(text)).toEqual([]);
  });

  it('keeps names that surprise in JavaScript as plain keys', () => {
    const [value] = values('__proto__: {a: 1}\nconstructor: 2\ntoString: 3\n') as [Record<string, unknown>];
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('reads several documents, and nothing where nothing is written', () => {
    expect(values('--- a\n--- b\n')).toEqual(['a', 'b']);
    expect(values('')).toEqual([undefined]);
    expect(values('# only a comment\n')).toEqual([undefined]);
    expect(values('null')).toEqual([null]);
  });
});

describe('how scalars are written', () => {
  it('keeps style, characters and tag', () => {
    const text = 'a: !ignore 0x10\nb: "\\u0041"\n!ignore c: |\n  d\n';
    const map = root(text) as MapNode;
    expect(findEntry(map, 'a')?.value).toMatchObject({ raw: '0x10', style: 'plain', tag: '!ignore', value: 16 });
    expect(findEntry(map, 'b')?.value).toMatchObject({ raw: 'A', style: 'double' });
    expect(findEntry(map, 'c')).toMatchObject({ keyNode: { tag: '!ignore' }, value: { style: 'literal', raw: 'd\n' } });
  });

  it('keeps both entries of a repeated key', () => {
    const map = root('a: 1\nb: 2\na: 3\n') as MapNode;
    expect(map.entries.map((entry) => entry.key)).toEqual(['a', 'b', 'a']);
    expect(repeatedEntries(map).map((entry) => entry.keySpan.start)).toEqual([10]);
    expect(findEntry(map, 'a')?.value).toMatchObject({ value: 3 });
  });
});

describe('what is wrong', () => {
  it.each<[string, string[]]>([
    ['a: "x', ['yaml/unclosed-quote@3']],
    ["a: 'x\nb: 2\n", ['yaml/unclosed-quote@3']],
    ['a: [1, 2', ['yaml/unclosed-bracket@3']],
    ['@x: 1', ['yaml/bad-scalar-start@0']],
    ['a:\n\t- b', ['yaml/tab-as-indent@3']],
    ['a: {{ x }}', ['yaml/complex-key@4']],
    ['a: *nope', ['yaml/unresolved-alias@3']],
    ['a: &x [*x]', ['yaml/recursive-alias@7']],
    ['a: b: c', ['yaml/block-as-implicit-key@3']],
  ])('%j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('still gives the rest of the tree', () => {
    expect(values('a: 1\nb: [1, 2\nc: 3\n')).toEqual([expect.objectContaining({ a: 1 })]);
    expect(values('a: &x {b: 1}\nc: *x\nd: *y\n')).toEqual([{ a: { b: 1 }, c: { b: 1 }, d: null }]);
  });

  it('bounds nesting', () => {
    for (const text of ['['.repeat(20_000), '{a: '.repeat(20_000), '- '.repeat(20_000), `a:\n${' '.repeat(1)}`.repeat(3)])
      expect(() => parseYaml(text)).not.toThrow();
    expect(codes('['.repeat(20_000))[0]).toBe('text/too-deep@250');
  });

  it('bounds what aliases expand to', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) =>
        `a${i}: &a${i} [${Array(10)
          .fill(i === 0 ? 'x' : `*a${i - 1}`)
          .join(', ')}]`,
    );
    const { problems } = parseYaml(levels.join('\n'));
    expect(problems[0]).toMatchObject({ code: 'yaml/alias-bomb', severity: 'error' });
  });

  it('refuses what is too long', () => {
    expect(codes('x'.repeat(33 * 1024 * 1024))).toEqual(['text/too-long@0']);
  });
});

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>;
const styles = fc.record({
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  indent: fc.constantFrom(2, 4),
} as const);

describe('any text', () => {
  it('reads back what was written, with every scalar at its place', () => {
    fc.assert(
      fc.property(json, styles, (value, style) => {
        const text = stringify(value, { version: '1.2', schema: 'core', ...style, aliasDuplicateObjects: false });
        const { documents, problems } = parseYaml(text);
        const node = documents[0]?.root;
        expect(problems).toEqual([]);
        if (node === undefined) return;
        expect(JSON.parse(JSON.stringify(plainOf(node), (_, v) => (typeof v === 'bigint' ? Number(v) : v)))).toEqual(
          // The writer does not keep every blank in block scalars; what its own reader makes of the text is what is meant.
          JSON.parse(JSON.stringify(parse(text, { version: '1.2', schema: 'core' }))),
        );
        expect(spanFaults(node, text)).toEqual([]);
        for (const scalar of scalarsOf(node)) {
          const written = text.slice(scalar.span.start, scalar.span.end);
          if (scalar.style === 'plain' && !/[\r\n]/.test(written)) expect(written).toBe(scalar.raw);
          if (scalar.style === 'double') expect(written).toMatch(/^".*"$/s);
          if (scalar.style === 'single') expect(written).toMatch(/^'.*'$/s);
          if (scalar.style === 'literal') expect(written).toMatch(/^\|/);
          if (scalar.style === 'folded') expect(written).toMatch(/^>/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and every span is one of the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '|',
      '>',
      '&x ',
      '*x',
      '!t ',
      '#',
      '---\n',
      '...',
      '%',
      '?',
      '\t',
      '<<',
      '~',
      '\\',
      '\u0000',
      '1',
      '😀',
      '\r\n',
      '@',
      '`',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const { documents, problems } = parseYaml(text);
        for (const { span } of problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
        }
        for (const { root: node } of documents) for (const { span } of scalarsOf(node)) expect(span.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
