import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNearEdge, windowAround, withWindow } from '../../../web/editor/large/text-window.ts';
import { linesOf } from '../../../web/editor/lines.ts';

const text = fc.array(fc.constantFrom('a\n', 'bc', '\n', 'def\n'), { maxLength: 3000 }).map((parts) => parts.join(''));

describe('the window of a large text', () => {
  it('holds whole lines, those of the screen among them, and gives the text back', () => {
    fc.assert(
      fc.property(text, fc.nat(4000), fc.nat(60), (all, top, height) => {
        const lines = linesOf(all);
        const window = windowAround(lines, all.length, top, top + height);
        const inside = all.slice(window.start, window.end);
        expect(inside.split('\n').length).toBe(window.to - window.from);
        expect(window.start === 0 || all[window.start - 1] === '\n').toBe(true);
        const line = Math.min(top, lines.starts.length - 1);
        expect(window.from <= line && line < window.to).toBe(true);
        expect(withWindow(all, window, inside)).toBe(all);
      }),
    );
  });

  it('moves before its edge is seen, and not at the ends of the text', () => {
    const lines = linesOf('\n'.repeat(5000));
    const at = (top: number) => windowAround(lines, 5000, top, top + 40);
    expect(isNearEdge(at(1000), 5001, 1000, 1040)).toBe(false);
    expect(isNearEdge(at(1000), 5001, 860, 900)).toBe(true);
    expect(isNearEdge(at(1000), 5001, 1140, 1180)).toBe(true);
    expect(isNearEdge(at(0), 5001, 0, 40)).toBe(false);
    expect(isNearEdge(at(5000), 5001, 4960, 5000)).toBe(false);
  });
});
