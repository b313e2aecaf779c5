import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffRow, diffLines } from '../../src/text/line-diff.ts';

/** Rows as a patch shows them. */
const sketch = (rows: readonly DiffRow[] | undefined): string[] | undefined =>
  rows?.map((row) => (row.kind === 'gap' ? `@${row.lines}` : `${{ same: ' ', removed: '-', added: '+' }[row.kind]}${row.text}`));

const lines = (...numbers: number[]) => numbers.join('\n');

describe('diffLines', () => {
  it.each<[string, string, string, string[]]>([
    ['nothing', '', '', []],
    ['a change', 'a\nb\nc\n', 'a\nB\nc\n', [' a', '-b', '+B', ' c']],
    ['an added text', '', 'a\nb', ['+a', '+b']],
    ['a removed text', 'a\n', '', ['-a']],
    [
      'what is far from a change as a count',
      lines(1, 2, 3, 4, 5, 6, 7, 8, 9),
      lines(1, 2, 3, 4, 5, 6, 7, 8, 0),
      ['@5', ' 6', ' 7', ' 8', '-9', '+0'],
    ],
  ])('shows %s', (_, before, after, expected) => expect(sketch(diffLines(before, after))).toEqual(expected));

  it('counts lines on both sides', () =>
    expect(diffLines('a\nb', 'x\na\nb')).toContainEqual({ kind: 'same', before: 2, after: 3, text: 'b' }));

  it('gives up on texts that have too little in common', () => {
    const text = (sign: string) => Array.from({ length: 5000 }, (_, i) => `${sign}${i}`).join('\n');
    expect(diffLines(text('a'), text('b'))).toBeUndefined();
  });

  it('tells both texts, but for what it leaves out', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((list) => list.join('\n'));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const rows = diffLines(before, after) ?? [];
        const size = (text: string) => (text === '' ? 0 : text.replace(/\n$/, '').split('\n').length);
        const count = (kind: 'removed' | 'added') =>
          rows.reduce((sum, row) => sum + (row.kind === 'gap' ? row.lines : row.kind === 'same' || row.kind === kind ? 1 : 0), 0);
        expect([count('removed'), count('added')]).toEqual([size(before), size(after)]);
      }),
    );
  });
});
