import { describe, expect, it } from 'vitest';
import { excerptOf, visible, widthOf } from '../../src/diagnostics/excerpt.ts';

const draw = (text: string, start: number, end: number): string[] =>
  excerptOf({ name: 'x', text }, { start, end }).rows.map((row) =>
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
  it('counts wide characters as two columns, tabs as two, combining ones as none', () => {
    expect(draw('日本\te\u0301 x', 6, 7)).toEqual(['1|日本  e\u0301 x', ` |${' '.repeat(8)}^`]);
    expect(widthOf('😀é')).toBe(3);
  });
  it('lets no text move the cursor or change colours', () => {
    expect(visible('a\x1b[31mb\u202ec\r')).toBe('a␛[31mb\ufffdc␍');
  });
});
