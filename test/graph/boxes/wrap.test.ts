import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mono, sans, widthOf, wrap } from '../../../src/graph/boxes/wrap.ts';

/** A face in which every character takes one. */
const one = () => 1;

describe('wrap', () => {
  it.each<[string, number, number, string]>([
    ['short', 10, 2, 'short'],
    ['two words', 5, 2, 'two |words'],
    ['assets.internal:80', 16, 2, 'assets.internal|:80'],
    ['shop/orders.shop.svc', 12, 3, 'shop/orders.|shop.svc'],
    ['responseHeaderModifier', 16, 2, 'responseHeader|Modifier'],
    ['abcdefghij', 4, 3, 'abcd|efgh|ij'],
    ['abcdefghij', 4, 2, 'abcd|efg…'],
    ['', 4, 2, ''],
  ])('%s in %i: %i lines', (text, room, most, lines) => expect(wrap(text, one, room, most).join('|')).toBe(lines));

  it('loses nothing that has room, and lets no line grow beyond it', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 30, max: 200 }), (text, room) => {
        const lines = wrap(text, sans(12), room, 200);
        expect(lines.join('')).toBe(text);
        for (const line of lines) if ([...line.trimEnd()].length > 1) expect(widthOf(line.trimEnd(), sans(12))).toBeLessThanOrEqual(room);
      }),
    ));

  it('ends in bounded time on a text without end', () => {
    const lines = wrap('x'.repeat(1_000_000), mono, 100, 3);
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)?.endsWith('…')).toBe(true);
  });

  it('gives letters of two cells their room', () => expect(widthOf('网关', mono)).toBeGreaterThan(widthOf('ab', mono) * 1.9));
});
