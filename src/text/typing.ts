// Where a person is typing: the path of keys at an offset of YAML or JSON that need not be whole yet. A parser gives up on half a line, so
// this follows indentation and brackets only, in one pass over the text, and guesses well where the text is broken.
//
//   placeAt('routes:\n- na', 12)   →   { path: ['routes', 0], at: 'either', word: 10–12, … }
import type { Span } from '../base/span.ts';
import type { ScalarNode } from './syntax.ts';
import { Scanner, type TypedScalar, type TypingPlace, unquoted } from './typing-scanner.ts';
import { placesIn } from './within-scalar.ts';

export type { MapAround, PathPart, TypedScalar, TypingPlace } from './typing-scanner.ts';

/** The place of an offset (UTF-16); undefined inside a comment. `watch`: keys whose scalars are given with the maps around it. */
export function placeAt(text: string, offset: number, watch?: ReadonlySet<string>): TypingPlace | undefined {
  const scanner = new Scanner(text, Math.max(0, Math.min(offset, text.length)), undefined, watch);
  scanner.run();
  return scanner.place();
}

/** Hands out every scalar that is the value of a key or an item of a list, in the order of the text. */
export function scalarsOf(text: string, visit: (scalar: TypedScalar) => void): void {
  new Scanner(text, -1, visit).run();
}

/** The value of the scalar that is typed, the offset within it, and the way back into the text. */
export function scalarAt(
  text: string,
  place: TypingPlace,
  offset: number,
): { readonly value: string; readonly offset: number; readonly spanOf: (start: number, end: number) => Span } {
  const written = { kind: 'scalar', span: place.word, value: null, style: place.style } as const;
  const value = readValue(text, place.word, place.style);
  const places = placesIn(text, { ...written, raw: value });
  let inside = 0;
  while (inside < value.length && places.spanOf(inside, inside).start < offset) inside++;
  return { value, offset: inside, spanOf: places.spanOf };
}

function readValue(text: string, span: Span, style: ScalarNode['style']): string {
  const raw = text.slice(span.start, span.end);
  if (style === 'single') return unfold(unquoted(raw, "'")).replaceAll("''", "'");
  if (style === 'double') return unfold(unquoted(raw, '"')).replace(/\\(["\\/])/g, '$1');
  if (style === 'plain') return unfold(raw);
  const lines = raw.split('\n').slice(1);
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length), 1000);
  const body = lines.map((line) => line.slice(indent)).join('\n');
  const head = raw.slice(0, raw.indexOf('\n') + 1);
  const chomped = head.includes('+') ? body : body.replace(/\n+$/, head.includes('-') ? '' : '\n');
  return style === 'literal' ? chomped : chomped.replace(/([^\n])\n(?=[^\n])/g, '$1 ');
}

const unfold = (raw: string): string => raw.replace(/[ \t]*\r?\n[ \t]*/g, ' ');
