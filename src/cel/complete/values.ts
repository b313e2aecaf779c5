// Values for a text that is compared with something: what that is for the present request, what a list holds, and usual ones.
import * as T from '../syntax/token.ts';
import { isList, listAt, listSize } from '../values/kind.ts';
import type { Value } from '../values/value.ts';
import type { Row } from './items.ts';
import { knownOf, type World } from './known.ts';
import { operandBefore, type Place } from './spot.ts';
import { kindAt, operandEnd, type Token, wordAt } from './tokens.ts';
import { USUAL_VALUES } from './usual.ts';

const MOST = 50;

const isComparison = (kind: T.TokenKind): boolean => kind === T.EQUALS || kind === T.NOT_EQUALS;

/** Methods that compare a text with the one in their brackets. */
const COMPARING: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains', 'matches']);

/** Values for the string token at `index`. */
export function comparedRows(world: World, place: Place, index: number): readonly Row[] {
  const operand = operandOf(place, index);
  if (operand === undefined) return [];
  const texts = textsOf(knownOf(world, operand)?.value);
  const last = /(\w+)$/.exec(operand)?.[1] ?? '';
  const usual = Object.hasOwn(USUAL_VALUES, last) ? (USUAL_VALUES[last] ?? []) : [];
  return [
    ...texts.map((text): Row => ({ kind: 'value', label: text, insert: text, note: 'in this request' })),
    ...usual.filter((text) => !texts.includes(text)).map((text): Row => ({ kind: 'value', label: text, insert: text })),
  ];
}

/** What the text is compared with, as text. */
function operandOf({ tokens, frames }: Place, index: number): string | undefined {
  const before = kindAt(tokens, index - 1);
  if (isComparison(before)) return operandBefore(tokens, index - 2)?.text;
  const after = kindAt(tokens, index + 1);
  if (isComparison(after) || after === T.IN) return operandAfter(tokens, index + 2);
  const frame = frames.at(-1);
  // operand in ["…"]
  if (frame?.kind === T.OPEN_BRACKET && kindAt(tokens, frame.open - 1) === T.IN) return operandBefore(tokens, frame.open - 2)?.text;
  // operand.startsWith("…")
  const { callee } = frame ?? {};
  if (callee === undefined || !COMPARING.has(wordAt(tokens, callee)) || kindAt(tokens, callee - 1) !== T.DOT) return undefined;
  return operandBefore(tokens, callee - 2)?.text;
}

function operandAfter(tokens: Place['tokens'], first: number): string | undefined {
  const last = operandEnd(tokens, first);
  return last === undefined ? undefined : tokens.text.slice((tokens.list[first] as Token).start, (tokens.list[last] as Token).end);
}

function textsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  if (!isList(value)) return [];
  const items = Array.from({ length: Math.min(listSize(value), MOST) }, (_, i) => listAt(value, i));
  return [...new Set(items.filter((item): item is string => typeof item === 'string'))];
}
