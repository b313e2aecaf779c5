// Places inside a scalar. A CEL expression in a configuration is the value of a YAML or JSON string; a fault at its tenth
// character is shown at the right place of the file, whatever quoting, escapes, folding and indentation lie between.
import type { Span } from '../base/span.ts';
import { type Decoded, decodeBlock, decodeDouble, decodePlain, decodeSingle } from './decode-scalar.ts';
import type { ScalarNode } from './syntax.ts';

/** Turns offsets in a scalar's `raw` (UTF-16 units) into spans of the written text. */
export interface ScalarPlaces {
  /** False where a place is always the whole scalar. */
  readonly exact: boolean;
  readonly spanOf: (start: number, end: number) => Span;
}

/**
 * Places of a scalar of `text`, the written text. Where the value cannot be followed back (a variable was expanded in it), every
 * place is the whole scalar.
 */
export function placesIn(text: string, node: ScalarNode): ScalarPlaces {
  const decoded = decode(text, node);
  if (decoded === undefined || decoded.value !== node.raw) return { exact: false, spanOf: () => node.span };
  const { offsets } = decoded;
  const offsetOf = (index: number): number => offsets[Math.max(0, Math.min(index, offsets.length - 1))] ?? node.span.end;
  /** Where the character at `index` ends. */
  const endOf = (index: number): number => {
    const at = offsetOf(index);
    return Math.min(offsetOf(index + 1), at + Math.max(1, widthAt(text, at, node.style)));
  };
  return {
    exact: true,
    spanOf: (start, end) => {
      // Behind the last character, and not behind the line breaks and blanks that end a block.
      const isEnd = start === end && start > 0 && start >= node.raw.length;
      const from = isEnd ? endOf(node.raw.length - 1) : offsetOf(start);
      const to = end > start ? endOf(end - 1) : from;
      return { start: from, end: Math.max(from, to) };
    },
  };
}

/** The same for offsets in code points, which is how CEL counts. */
export function codePointPlacesIn(text: string, node: ScalarNode): ScalarPlaces {
  const places = placesIn(text, node);
  const unit = (points: number): number => unitsOf(node.raw, points);
  return { exact: places.exact, spanOf: (start, end) => places.spanOf(unit(start), unit(end)) };
}

const FLOW = /[[\]{},]/;

/** A piece of a scalar's value as the file would have it there; undefined where the style cannot hold it. */
export function writtenIn({ style, raw }: ScalarNode, piece: string): string | undefined {
  switch (style) {
    case 'single':
      return piece.replaceAll("'", "''");
    case 'double':
      return JSON.stringify(piece).slice(1, -1);
    case 'plain':
      // Brackets and commas end a plain scalar only in flow form, where it can have none.
      return /: |:$| #|^#|[\n\r\t]/.test(piece) || (FLOW.test(piece) && !FLOW.test(raw)) ? undefined : piece;
    case 'literal':
      return /[\n\r]/.test(piece) ? undefined : piece;
    case 'folded':
      return /[\n\r]|^ /.test(piece) ? undefined : piece;
  }
}

/** The UTF-16 offset of a code-point offset. */
export function unitsOf(text: string, points: number): number {
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left--) units += (text.codePointAt(units) as number) > 0xffff ? 2 : 1;
  return units;
}

/** How many characters of the file the character of the value at `offset` takes: escapes take several. */
function widthAt(text: string, offset: number, style: ScalarNode['style']): number {
  if (style === 'double' && text[offset] === '\\')
    return /^\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[\s\S])/.exec(text.slice(offset, offset + 10))?.[0].length ?? 1;
  if (style === 'single' && text.startsWith("''", offset)) return 2;
  return 1;
}

function decode(text: string, { style, span, raw }: ScalarNode): Decoded | undefined {
  switch (style) {
    case 'plain':
      return decodePlain(text, span);
    case 'single':
      return decodeSingle(text, span);
    case 'double':
      return decodeDouble(text, span);
    case 'literal':
    case 'folded':
      return decodeBlock(text, span, style, raw);
  }
}
