// Where a person is typing, marked with | in texts that are whole or not.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAt, scalarAt, scalarsOf } from '../../src/text/typing.ts';

function at(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const place = placeAt(text, offset);
  if (place === undefined) return 'nothing';
  const word = text.slice(place.word.start, place.word.end);
  return `${place.at} /${place.path.join('/')} ‹${word}›${place.keys.length === 0 ? '' : ` beside ${place.keys.join(' ')}`}`;
}

describe('a block of YAML', () => {
  it.each([
    ['|', 'key / ‹›'],
    ['ga|', 'key / ‹ga›'],
    ['binds: []\nro|', 'key / ‹ro› beside binds'],
    ['ro|\nbackends: []', 'key / ‹ro› beside backends'],
    ['a:\n  b: 1\n  |\nc: 2', 'key /a ‹› beside b'],
    ['a:\n  b: 1\n|', 'key / ‹› beside a'],
    ['a:\n  |', 'either /a ‹›'],
    ['a:\n  b|', 'either /a ‹b›'],
    ['a: |', 'value /a ‹›'],
    ['a: tr|ue # yes', 'value /a ‹true›'],
    ['a|: 1\nb: 2', 'key / ‹a› beside b'],
    ['a:\n- |', 'either /a/0 ‹›'],
    ['a:\n- x: 1\n- y|', 'either /a/1 ‹y›'],
    ['a:\n- x: 1\n  y|\n  z: 3', 'key /a/0 ‹y› beside x z'],
    ['a:\n  - - b: |', 'value /a/0/0/b ‹›'],
    ["a:\n  b: 'it''s |so'", "value /a/b ‹'it''s so'›"],
    ['a: "x\nb: |', 'value /b ‹›'],
    ['a: |\n  text', 'value /a ‹›'],
    ['a: # |\nb: 1', 'nothing'],
    ['a:\n  |\n  b: 1', 'key /a ‹› beside b'],
    ['a:\n  x|\nb:\n  c: 1', 'either /a ‹x›'],
    ['a:\n- x|\n  b: 1', 'key /a/0 ‹x› beside b'],
    ['---\na: 1\n---\nb|', 'key / ‹b›'],
  ])('%j is %s', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it('knows texts of several lines', () => {
    const text = 'a: >-\n  one\n  two\nb: 1';
    const place = placeAt(text, text.indexOf('two'));
    expect(place?.path).toEqual(['a']);
    expect(place?.style).toBe('folded');
    const scalar = scalarAt(text, place as NonNullable<typeof place>, text.indexOf('two') + 1);
    expect(scalar.value).toBe('one two');
    expect(scalar.value.slice(scalar.offset)).toBe('wo');
    expect(at('a: x\n  && |y\nb: 1')).toBe('value /a ‹x\n  && y›');
  });
});

describe('brackets', () => {
  it.each([
    ['{"a": 1, |}', 'key / ‹› beside a'],
    ['{"a": |}', 'value /a ‹›'],
    ['{"a": {"b|": 1, "c": 2}}', 'key /a ‹"b"› beside c'],
    ['{"a": [1, {"b": "x|"', 'value /a/1/b ‹"x"'],
    ['a: {b: c|, d: e}', 'value /a/b ‹c›'],
    ['a: {b: 1, |', 'key /a ‹› beside b'],
    ['a:\n  b: [1, |\nc: 2', 'value /a/b/1 ‹›'],
    ['a: [x,\n  y|]', 'value /a/1 ‹y›'],
    ['a:\n  b: [1,\nc: |', 'value /c ‹›'],
  ])('%j is %s', (marked, expected) => {
    expect(at(marked).slice(0, expected.length)).toBe(expected);
  });
});

it('hands out scalars with their paths', () => {
  const seen: string[] = [];
  scalarsOf('a: 1\nb:\n- c: "x"\n- [y, {z: w}]\n', ({ path, value }) => seen.push(`${path.join('/')}=${value}`));
  expect(seen).toEqual(['a=1', 'b/0/c=x', 'b/1/0=y', 'b/1/1/z=w']);
});

it('never fails, whatever the text', () => {
  const piece = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '\n  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '|',
    '>',
    '#',
    '&x ',
    '\t',
    '---\n',
    '\\',
  );
  void fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(120), (pieces, offset) => {
      const text = pieces.join('');
      const place = placeAt(text, offset);
      if (place === undefined) return;
      expect(place.word.start).toBeLessThanOrEqual(Math.min(offset, text.length));
      expect(place.word.end).toBeGreaterThanOrEqual(Math.min(offset, text.length));
      scalarAt(text, place, offset);
    }),
    { numRuns: 2000 },
  );
});

it('gives the watched scalars of the maps around the offset, also those below it', () => {
  const around = (marked: string): readonly string[] => {
    const offset = marked.indexOf('|');
    const place = placeAt(marked.slice(0, offset) + marked.slice(offset + 1), offset, new Set(['type']));
    return (place?.around ?? []).map((map) => `${map.depth}:${map.scalars.get('type') ?? '-'}`);
  };
  expect(around('type: a\nb:\n  c:\n  - d: |\n    type: "x"\n  type: y')).toEqual(['0:a', '1:y', '3:x']);
  expect(around('{"type": "a", "b": [{"c|": 1, "type": "x"}]}')).toEqual(['0:a', '2:x']);
  expect(around('b:\n  |\n  type: y')).toEqual(['0:-', '1:y']);
});
