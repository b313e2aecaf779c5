// Of a long line the light editor draws what is around the screen, where it can know which characters those are.
import { describe, expect, it } from 'vitest';
import { drawnColumns, isDrawn, linesOf } from '../../../web/editor/lines.ts';

describe('the columns that are drawn', () => {
  it('of a line of usual length are all', () => {
    expect(drawnColumns(0, 0.5, 10)).toEqual({ start: 0, end: 0 });
    expect(drawnColumns(4000, 0.9, 1_000_000)).toEqual({ start: 0, end: 4000 });
  });

  it.each([0, 0.25, 0.5, 0.999])('of a long line are those around %d of its width, and few', (left) => {
    const { start, end } = drawnColumns(1_000_000, left, 1_000_000);
    const seen = left * 1_000_000;
    expect(start).toBeLessThanOrEqual(Math.max(0, seen - 100));
    expect(end).toBeGreaterThanOrEqual(Math.min(1_000_000, seen + 2000));
    expect(end - start).toBeLessThan(4000);
  });

  it('of a long line that ends before the screen begins are none', () => {
    expect(drawnColumns(5000, 0.5, 1_000_000)).toEqual({ start: 5000, end: 5000 });
  });
});

describe('a text', () => {
  it.each([
    ['with a long line of plain characters', `a\n${'x'.repeat(5000)}`, true],
    ['with a long line and a character that may be wider', `\u4e2d\n${'x'.repeat(5000)}`, false],
    ['with a long line and a tab', `\t\n${'x'.repeat(5000)}`, false],
    ['of short lines of any characters', '\t\u4e2d', true],
  ])('%s', (_, text, expected) => {
    expect(isDrawn(text, linesOf(text))).toBe(expected);
  });
});
