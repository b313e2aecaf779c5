import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseJson } from '../../src/text/json.ts';
import { findValue, type ScalarNode } from '../../src/text/syntax.ts';
import { codePointPlacesIn, placesIn, writtenIn } from '../../src/text/within-scalar.ts';
import { parseYaml } from '../../src/text/yaml.ts';

const scalar = (text: string): ScalarNode => {
  const node = findValue(parseYaml(text).documents[0]?.root, 'a');
  if (node?.kind !== 'scalar') throw new Error('no scalar at a');
  return node;
};
/** What stands in the text where `part` stands in the value. */
const under = (text: string, part: string): string => {
  const node = scalar(text);
  const start = node.raw.indexOf(part);
  const span = placesIn(text, node).spanOf(start, start + part.length);
  return text.slice(span.start, span.end);
};

describe('a part of a value in the text', () => {
  it.each<[string, string, string]>([
    ['a: x + bad', 'bad', 'bad'],
    ["a: 'it''s bad'", 'bad', 'bad'],
    ["a: 'it''s bad'", "it's", "it''s"],
    ['a: "x\\n\\u0041bad\\t"', 'bad', 'bad'],
    ['a: "x\\n\\u0041bad\\t"', 'A', '\\u0041'],
    ['a: |\n  one &&\n    bad\n', 'bad', 'bad'],
    ['a: |2-\n  one\n\n  bad', 'bad', 'bad'],
    ['a: >\n  one\n  two bad\n\n  three\n', 'bad', 'bad'],
    ['a: >\n  one\n\n\n  bad\n   more\n  last\n', 'bad', 'bad'],
    ['a: one\n  two\n  bad', 'bad', 'bad'],
    ['a: "one\n  two \\\n  bad"', 'bad', 'bad'],
    ['a: |\r\n  one\r\n  bad\r\n', 'bad', 'bad'],
  ])('%j: %s', (text, part, written) => {
    expect(under(text, part)).toBe(written);
  });

  it.each<[string, string]>([
    ['a: >-\n  one &&\n  bad\nb: 1\n', 'a: >-\n  one &&\n  bad'],
    ['a: |-\n  bad\n\n\nb: 1\n', 'a: |-\n  bad'],
    ["a: 'it''s bad' # more", "a: 'it''s bad"],
    ['a: bad # more', 'a: bad'],
    ['a: "😀"', 'a: "😀'],
  ])('%j: its end is behind its last character', (text, before) => {
    const node = scalar(text);
    const { start, end } = placesIn(text, node).spanOf(node.raw.length, node.raw.length);
    expect([text.slice(0, start), end]).toEqual([before, start]);
  });

  it('counts code points for CEL', () => {
    const text = 'a: "\'😀\' + bad"';
    const node = scalar(text);
    const { start, end } = codePointPlacesIn(text, node).spanOf(6, 9);
    expect(text.slice(start, end)).toBe('bad');
  });

  it('works for JSON', () => {
    const text = '{"a": "x\\"y\\u0041 bad"}';
    const node = findValue(parseJson(text).documents[0]?.root, 'a') as ScalarNode;
    const at = node.raw.indexOf('bad');
    const { start, end } = placesIn(text, node).spanOf(at, at + 3);
    expect(text.slice(start, end)).toBe('bad');
  });

  it('is the whole scalar where the value cannot be followed back', () => {
    const node: ScalarNode = { kind: 'scalar', span: { start: 3, end: 8 }, value: 'aval + bad', raw: 'aval + bad', style: 'plain' };
    expect(placesIn('a: $Abcd', node).spanOf(7, 10)).toEqual({ start: 3, end: 8 });
  });

  it('is found for every text that a writer makes', () => {
    const words = fc.array(fc.constantFrom('alpha', 'b', "it's", '"q"', '\\', 'é', '😀', '#x', '&&', '\n', '\n\n', ' ', '  '), {
      minLength: 1,
      maxLength: 20,
    });
    const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    fc.assert(
      fc.property(words, style, (parts, defaultStringType) => {
        const value = `${parts.join(' ')} needle`;
        const text = stringify({ a: value }, { defaultStringType, defaultKeyType: 'PLAIN', lineWidth: 40 } as never);
        // A writer may break a double-quoted line within a word: a backslash, the line's end and the indentation stand for nothing.
        expect(under(text, 'needle').replace(/\\\n */, '')).toBe('needle');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a piece that is put in place of another', () => {
  it.each<[string, string, string, string]>([
    ["a: 'x == y'", 'y', "it's", "a: 'x == it''s'"],
    ['a: "x == y"', 'y', '"z\\"', 'a: "x == \\"z\\\\\\""'],
    ['a: x == y', 'y', '"z"', 'a: x == "z"'],
    ['a: |\n  x == y\n', 'y', 'b # c', 'a: |\n  x == b # c\n'],
    ['a: x[0] == y', 'y', 'z["b"]', 'a: x[0] == z["b"]'],
  ])('%s', (text, part, piece, expected) => {
    const node = scalar(text);
    const start = node.raw.indexOf(part);
    const span = placesIn(text, node).spanOf(start, start + part.length);
    const changed = text.slice(0, span.start) + writtenIn(node, piece) + text.slice(span.end);
    expect(changed).toBe(expected);
    expect(scalar(changed).raw).toBe(node.raw.replace(part, piece));
  });

  it.each(['b: c', 'b #c', '{b}'])('is refused where a plain scalar would end at it: %s', (piece) => {
    expect(writtenIn(scalar('a: x == y'), piece)).toBeUndefined();
  });
});
