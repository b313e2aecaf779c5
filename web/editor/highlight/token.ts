// Coloured pieces of a line. Columns are offsets in the line; what no token covers has the colour of the text.
export type TokenKind = 'key' | 'string' | 'number' | 'word' | 'comment' | 'mark' | 'cel' | 'cel-root' | 'cel-call';

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

/** Columns of a line that are coloured; beyond them a line is data, not something a person reads. */
export const COLOURED = 2000;
