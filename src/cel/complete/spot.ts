// What the caret stands in: a member after a dot, a key in an index, a text that something is compared with, or a name of its own; and
// the calls around it.
import type { Span } from '../../base/span.ts';
import * as T from '../syntax/token.ts';
import { endsOperand, isWord, kindAt, operandStart, type Token, type Tokens, tokensOf } from './tokens.ts';

/** An open bracket around the caret. */
export interface Frame {
  /** The bracket's token. */
  readonly open: number;
  readonly kind: T.TokenKind;
  /** The function's name, for the arguments of a call. */
  readonly callee: number | undefined;
  /** The first token of each argument so far; an argument without tokens has that of what follows. */
  readonly args: readonly number[];
}

export type Spot =
  /** `operand.` and the beginning of a name. `dot` is where the dot begins, `optional` whether it is `.?`. */
  | {
      readonly kind: 'member';
      readonly word: Span;
      readonly typed: string;
      readonly dot: Span;
      readonly optional: boolean;
      readonly last: number;
    }
  /** In the quotes of `operand["…"]`. */
  | { readonly kind: 'key'; readonly word: Span; readonly typed: string; readonly quote: string; readonly last: number }
  /** In the quotes of another string. */
  | { readonly kind: 'text'; readonly word: Span; readonly typed: string; readonly quote: string; readonly token: number }
  /** Where an operand may begin. `absolute`: after a dot that nothing stands before. `index`: the operand that it is an index into. */
  | { readonly kind: 'name'; readonly word: Span; readonly typed: string; readonly absolute: boolean; readonly index: number | undefined }
  /** After an operand: only an operator may follow. */
  | { readonly kind: 'operator'; readonly word: Span; readonly typed: string }
  /** In a comment, a number, bytes: nothing can be said. */
  | { readonly kind: 'none' };

export interface Place {
  readonly tokens: Tokens;
  readonly offset: number;
  readonly spot: Spot;
  /** Outermost first. */
  readonly frames: readonly Frame[];
}

export function placeAt(text: string, offset: number): Place {
  const tokens = tokensOf(text);
  const found = tokens.list.findIndex((token) => token.end >= offset);
  const at = found < 0 ? tokens.list.length : found;
  const here = tokens.list[at];
  const inside = here !== undefined && here.start < offset ? here : undefined;
  // A sign or a bracket that ends at the caret is behind it; a word or a string there is the one being typed.
  const isPassed = inside !== undefined && inside.kind < T.NAME;
  return { tokens, offset, spot: spotOf(tokens, offset, at, inside), frames: framesBefore(tokens, isPassed ? at + 1 : at) };
}

/** `first`: the token that the caret is in, or the one after it. */
function spotOf(tokens: Tokens, offset: number, first: number, inside: Token | undefined): Spot {
  if (inside === undefined)
    return isInComment(tokens, offset, first) ? { kind: 'none' } : wordSpot(tokens, first, { start: offset, end: offset }, '');
  if (inside.kind === T.STRING) return stringSpot(tokens, offset, first, inside);
  if (isWord(inside.kind))
    return wordSpot(tokens, first, { start: inside.start, end: inside.end }, tokens.text.slice(inside.start, offset));
  const isQuiet = inside.kind >= T.BACKQUOTED;
  // At the end of a sign or a bracket the next word begins.
  return isQuiet ? { kind: 'none' } : wordSpot(tokens, first + 1, { start: offset, end: offset }, '');
}

/** Whether a comment runs from the token before the caret to it. */
function isInComment({ text, list }: Tokens, offset: number, first: number): boolean {
  const gap = text.slice(list[first - 1]?.end ?? 0, offset);
  const comment = gap.lastIndexOf('//');
  return comment >= 0 && !gap.includes('\n', comment);
}

/** A word at or before token `next`. */
function wordSpot(tokens: Tokens, next: number, word: Span, typed: string): Spot {
  const before = kindAt(tokens, next - 1);
  const isOptional = before === T.QUESTION && kindAt(tokens, next - 2) === T.DOT;
  if (before === T.DOT || isOptional) {
    const dotAt = isOptional ? next - 2 : next - 1;
    const dot = { start: (tokens.list[dotAt] as Token).start, end: (tokens.list[next - 1] as Token).end };
    if (!endsOperand(kindAt(tokens, dotAt - 1))) return { kind: 'name', word, typed, absolute: true, index: undefined };
    return { kind: 'member', word, typed, dot, optional: isOptional, last: dotAt - 1 };
  }
  if (endsOperand(before)) return { kind: 'operator', word, typed };
  const isIndex = before === T.OPEN_BRACKET && endsOperand(kindAt(tokens, next - 2));
  return { kind: 'name', word, typed, absolute: false, index: isIndex ? next - 2 : undefined };
}

/** Characters of header names, claims and values: what follows the caret and is not one of them is not part of the word. */
const KEY_PART = /^[\w\-./:@]*/;

function stringSpot(tokens: Tokens, offset: number, index: number, token: Token): Spot {
  const { text } = tokens;
  if (offset < token.contentStart || offset > token.contentEnd) {
    return offset > token.contentEnd ? { kind: 'operator', word: { start: offset, end: offset }, typed: '' } : { kind: 'none' };
  }
  const rest = KEY_PART.exec(text.slice(offset, token.contentEnd))?.[0] ?? '';
  const word = { start: token.contentStart, end: offset + rest.length };
  const typed = text.slice(token.contentStart, offset);
  const quote = text.charAt(token.contentStart - 1);
  const isKey = kindAt(tokens, index - 1) === T.OPEN_BRACKET && endsOperand(kindAt(tokens, index - 2));
  return isKey ? { kind: 'key', word, typed, quote, last: index - 2 } : { kind: 'text', word, typed, quote, token: index };
}

/** The brackets that are open before token `end`. */
function framesBefore(tokens: Tokens, end: number): readonly Frame[] {
  const frames: { open: number; kind: T.TokenKind; callee: number | undefined; args: number[] }[] = [];
  for (let i = 0; i < end && i < tokens.list.length; i++) {
    const kind = kindAt(tokens, i);
    if (T.isOpener(kind)) {
      const isCall = kind === T.OPEN_PAREN && kindAt(tokens, i - 1) === T.NAME;
      frames.push({ open: i, kind, callee: isCall ? i - 1 : undefined, args: [i + 1] });
    } else if (T.isCloser(kind)) frames.pop();
    else if (kind === T.COMMA) frames.at(-1)?.args.push(i + 1);
  }
  return frames;
}

/** The text of the operand that ends with a token, and where it begins. */
export function operandBefore(tokens: Tokens, last: number): { readonly text: string; readonly first: number } | undefined {
  const first = operandStart(tokens, last);
  if (first === undefined) return undefined;
  return { text: tokens.text.slice((tokens.list[first] as Token).start, (tokens.list[last] as Token).end), first };
}
