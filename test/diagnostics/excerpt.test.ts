import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, visible, widthOf } from '../../src/diagnostics/excerpt.ts';

const draw = (text: string, start: number, end: number, width?: number): string[] =>
  excerptOf({ name: 'x', text }, { start, end }, width).rows.map((row) =>
    row.kind === 'source' ? `${row.line}|${row.text}` : ` |${' '.repeat(row.indent)}${'^'.repeat(row.length)}`,
  );

describe('an excerpt', () => {
  it('shows the line before, the line and the carets', () => {
    expect(draw('a: 1\n  b: two\nc: 3\n', 10, 13)).toEqual(['1|a: 1', '2|  b: two', ' |     ^^^']);
  });
  it('shows at least one caret, also at the end', () => {
    expect(draw('ab', 2, 2)).toEqual(['1|ab', ' |  ^']);
    expect(draw('', 0, 0)).toEqual([]);
  });
  it('shows three lines of a long span', () => {
    expect(draw('a\nb b\n  c\nd\ne', 2, 13)).toEqual(['1|a', '2|b b', ' |^^^', '3|  c', ' |  ^', '4|d', ' |^']);
  });
  it('cuts a long line around the span', () => {
    const rows = draw(`${'x'.repeat(500)}bad${'y'.repeat(500)}`, 500, 503);
    expect(rows[0]).toBe(`1|…${'x'.repeat(20)}bad${'y'.repeat(97)}…`);
    expect(rows[1]).toBe(` |${' '.repeat(21)}^^^`);
  });
  it('cuts by columns, to the width of a terminal, and through no character', () => {
    expect(draw('0123456789 bad 0123456789', 11, 14, 15)).toEqual(['1|…6789 bad 012345…', ` |${' '.repeat(6)}^^^`]);
    const text = `${'😀'.repeat(50)}bad${'日'.repeat(50)}`;
    for (const width of [20, 21, 22, 23]) {
      const [line = '', marks = ''] = draw(text, 100, 103, width);
      expect(line).not.toMatch(/\ud83d(?!\ude00)|(?<!\ud83d)\ude00/);
      expect(widthOf(line)).toBeLessThanOrEqual(width + 4);
      expect(widthOf(line.slice(0, line.indexOf('bad')))).toBe(marks.indexOf('^'));
    }
  });
  it('puts its carets under the span, wherever it is and however wide', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '日', '😀', 'e\u0301', '\t', '⭐', '\u200b'), { maxLength: 200 }),
        fc.integer({ min: 28, max: 60 }),
        (before, width) => {
          const lead = before.join('');
          const [line = '', marks = ''] = draw(`${lead}#${lead}`, lead.length, lead.length + 1, width);
          expect(widthOf(line.slice(0, line.indexOf('#')))).toBe(marks.indexOf('^'));
          expect(widthOf(line)).toBeLessThanOrEqual(width + 4);
        },
      ),
    );
  });
  it('counts wide characters as two columns, tabs as two, combining ones as none', () => {
    expect(draw('日本\te\u0301 x', 6, 7)).toEqual(['1|日本  e\u0301 x', ` |${' '.repeat(8)}^`]);
    expect(widthOf('😀é')).toBe(3);
    // A star, a keycap's digit, a flag of two letters, a thermometer that is drawn narrow, a blank without width.
    expect(['⭐', '1', '🇩🇪', '🌡', '\u200b', '\ufeff', '한', '─'].map(widthOf)).toEqual([2, 1, 2, 1, 0, 0, 2, 1]);
  });
  it('lets no text move the cursor or change colours', () => {
    expect(visible('a\x1b[31mb\u202ec\r')).toBe('a␛[31mb\ufffdc␍');
  });
});
