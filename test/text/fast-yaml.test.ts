// The fast reader and the library give the same trees.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readFastYaml } from '../../src/text/fast-yaml/reader.ts';
import type { SyntaxNode } from '../../src/text/syntax.ts';
import { parseWithLibrary } from '../../src/text/yaml-library.ts';
import { inRoot } from '../tools/paths.mjs';

/** Every field of a tree, getters read. */
function plain(node: SyntaxNode | undefined): unknown {
  switch (node?.kind) {
    case 'scalar':
      return [node.span, node.value, node.raw, node.style, node.tag];
    case 'list':
      return [node.span, node.items.map(plain)];
    case 'map':
      return [node.span, node.entries.map((entry) => [entry.key, entry.keySpan, plain(entry.keyNode), plain(entry.value)])];
    default:
      return undefined;
  }
}

/** Fails on a difference; says whether the fast reader read the text. */
function compare(text: string): boolean {
  const fast = readFastYaml(text);
  if (fast === undefined) return false;
  const { documents, problems } = parseWithLibrary(text);
  expect([text, problems]).toEqual([text, []]);
  expect([text, fast.map(({ root }) => plain(root))]).toEqual([text, documents.map(({ root }) => plain(root))]);
  return true;
}

describe('the fast reader', () => {
  it.each([
    'a: 1\nb:\n  - x\n  - "y"\n  - c: d\n    e: f\n  - - g\n    - h\nz:\n- 1\n- 2\n',
    'a: {b: [1, "2", {c: d}], "e":f}\nb: [\n  x,  # comment\n  y, ]\n',
    '# head\n---\na: x # c\n\n# c\nb: |\n  one\n    two\n\n  three\nc: >-\n  four\n  five\n\n  six\nd:\n',
    "k: 'it''s'\n\"q\\\"\": \"\\u0041\\n\"\nurl: http://a.test:80/x#y\nm: a:b\nn: -1\no: '#'\np: ?x\n",
    'root',
    'a: 1\r\nb:\r\n  - x # c\r\n  - "y"\r\n\r\nc: |\r\n  one\r\n\r\n  two\r\nd: {e: 1,\r\n  f: 2}\r\n',
    '[1, 2]\n',
    '- a\n- b: c\n',
  ])('reads %j', (text) => {
    expect(compare(text)).toBe(true);
  });

  it.each([
    'a: &x 1',
    'a: *x',
    'a: !t 1',
    'a: b\n  c',
    'a: "b\n  c"',
    '\ta: 1',
    'a:\t1',
    '? a\n: b',
    'a: b: c',
    'a: |2\n  x\n',
    '%YAML 1.2\n---\na',
    'a: [b\n]',
    '',
    '# c',
    'a: 1\rb',
    'a: 1\n--- b',
    'a\nb: c',
    '[a: b]',
    '{a}',
    '{a: }',
    '- a\nb: c',
    'a:\n  - b\n - c',
    'a: 1\n b: 2',
    'x: [1, 2',
  ])('leaves %j', (text) => {
    expect(readFastYaml(text)).toBeUndefined();
  });

  it('agrees with the library on what writers write', () => {
    const styles = fc.record({
      defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      indentSeq: fc.boolean(),
      lineWidth: fc.constantFrom(0, 40),
    } as const);
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', ':', '#', '-', ',', '[', '"', "'", '\n', '1', '.', 'é', '😀', '\\', '|', '&'),
      maxLength: 12,
    });
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(word, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    let read = 0;
    fc.assert(
      fc.property(value, styles, (given, style) => {
        if (compare(stringify(given, style as never))) read++;
      }),
      { numRuns: 1500 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it('agrees with the library on mangled text', () => {
    const piece = fc.constantFrom(
      'a',
      'b:',
      ': ',
      ' c',
      '- ',
      '\n',
      '\n  ',
      '\n    ',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      ', ',
      '"',
      "'",
      '"q"',
      "'s'",
      '|',
      '>',
      '|-',
      '#',
      ' # c',
      '---',
      '\n---\n',
      '...',
      '?',
      '\t',
      '\\',
      '1',
      'x: y',
      '\n- z',
      'k:\n',
      '-',
      ':',
      '\u00a0',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 25 }),
        fc.boolean(),
        (pieces, crlf) => void compare(crlf ? pieces.join('').replaceAll('\n', '\r\n') : pieces.join('')),
      ),
      { numRuns: 20_000 },
    );
  });

  const cases = inRoot('../shared/cases');
  it.skipIf(!existsSync(cases))(
    'agrees with the library on real configurations (../shared/cases; skipped where it is not checked out)',
    () => {
      const walk = (folder: string): string[] =>
        readdirSync(folder).flatMap((name) => {
          const path = join(folder, name);
          return statSync(path).isDirectory() ? walk(path) : [path];
        });
      const files = walk(cases)
        .filter((path) => /\.ya?ml$/.test(path) && statSync(path).size < 100_000)
        .filter((_, i) => i % 10 === 0);
      const read = files.filter((file) => compare(readFileSync(file, 'utf8')));
      expect(read.length / files.length).toBeGreaterThan(0.5);
      console.log(`fast reader: ${read.length} of ${files.length} files`);
    },
    240_000,
  );
});
