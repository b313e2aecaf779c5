// The words of a text that is being typed, broken or not: the scanner's tokens with the bracket each one closes. Everything here that
// looks at a text looks at these and never at a tree, since a half-written expression has none worth the name.
import { Reporter } from '../syntax/reporter.ts';
import { Scanner } from '../syntax/scanner.ts';
import * as T from '../syntax/token.ts';

/** Longer texts get no help: nobody types them by hand. */
const LONGEST = 100_000;

/** UTF-16 offsets. `contentStart` and `contentEnd` are those of a string or a back-quoted name. */
export interface Token {
  readonly kind: T.TokenKind;
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
}

export interface Tokens {
  readonly text: string;
  readonly list: readonly Token[];
  /** For a closing bracket the index of the one that it closes. */
  readonly openerOf: ReadonlyMap<number, number>;
}

export function tokensOf(text: string): Tokens {
  const list: Token[] = [];
  const openerOf = new Map<number, number>();
  if (text.length > LONGEST) return { text, list, openerOf };
  // Faults are the parser's to report; the empty text makes a reporter that counts nothing.
  const scanner = new Scanner(text, new Reporter(''));
  const open: number[] = [];
  for (scanner.advance(); scanner.kind !== T.END; scanner.advance()) {
    const { kind, start, end, contentStart, contentEnd } = scanner;
    if (T.isOpener(kind)) open.push(list.length);
    else if (T.isCloser(kind)) {
      const opener = open.pop();
      if (opener !== undefined) openerOf.set(list.length, opener);
    }
    const hasContent = kind === T.STRING || kind === T.BYTES || kind === T.BACKQUOTED;
    list.push({ kind, start, end, contentStart: hasContent ? contentStart : start, contentEnd: hasContent ? contentEnd : end });
  }
  return { text, list, openerOf };
}

export const kindAt = ({ list }: Tokens, index: number): T.TokenKind => list[index]?.kind ?? T.END;

export const wordAt = ({ text, list }: Tokens, index: number): string => {
  const token = list[index];
  return token === undefined ? '' : text.slice(token.start, token.end);
};

const WORDS: ReadonlySet<T.TokenKind> = new Set([T.NAME, T.IN, T.TRUE, T.FALSE, T.NULL]);

/** A name, or a word that the language took: all of them are being typed at one time. */
export const isWord = (kind: T.TokenKind): boolean => WORDS.has(kind);

/** Whether an operand can end with this token. */
export const endsOperand = (kind: T.TokenKind): boolean => T.isCloser(kind) || (kind >= T.NAME && kind !== T.IN);

/**
 * Where the operand that ends with the token at `index` begins: `request.headers["x"]`, `f(1).g`, `"a"`. Undefined when there is
 * none. `last` must end an operand.
 */
export function operandStart(tokens: Tokens, last: number): number | undefined {
  let at = last;
  for (;;) {
    const kind = kindAt(tokens, at);
    if (!endsOperand(kind)) return undefined;
    if (T.isCloser(kind)) {
      const opener = tokens.openerOf.get(at);
      if (opener === undefined) return undefined;
      const before = kindAt(tokens, opener - 1);
      const isSuffix = kind === T.CLOSE_BRACKET ? endsOperand(before) : before === T.NAME;
      if (!isSuffix) return opener;
      at = opener - 1;
      if (kind === T.CLOSE_BRACKET) continue;
    }
    const previous = kindAt(tokens, at - 1);
    const dot = previous === T.DOT ? at - 1 : previous === T.QUESTION && kindAt(tokens, at - 2) === T.DOT ? at - 2 : undefined;
    if (dot === undefined || (kindAt(tokens, at) !== T.NAME && kindAt(tokens, at) !== T.BACKQUOTED)) return at;
    if (!endsOperand(kindAt(tokens, dot - 1))) return dot;
    at = dot - 1;
  }
}

/** The last token of the operand that begins at `first`: the way forward of `operandStart`. */
export function operandEnd(tokens: Tokens, first: number): number | undefined {
  if (!endsOperand(kindAt(tokens, first)) || T.isCloser(kindAt(tokens, first))) return undefined;
  const closerOf = new Map([...tokens.openerOf].map(([closer, opener]) => [opener, closer]));
  let at = first;
  for (;;) {
    const next = kindAt(tokens, at + 1);
    if (next === T.DOT && kindAt(tokens, at + 2) === T.NAME) at += 2;
    else if (next === T.OPEN_BRACKET || (next === T.OPEN_PAREN && kindAt(tokens, at) === T.NAME)) {
      const closer = closerOf.get(at + 1);
      if (closer === undefined) return at;
      at = closer;
    } else return at;
  }
}
