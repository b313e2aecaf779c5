// The kinds of token. A one-character token is its own character code; the others stand above the ASCII range, so a kind
// is one small integer and the parser compares integers only.
export type TokenKind = number;

export const END: TokenKind = 0;
export const BANG: TokenKind = 33;
export const PERCENT: TokenKind = 37;
export const OPEN_PAREN: TokenKind = 40;
export const CLOSE_PAREN: TokenKind = 41;
export const STAR: TokenKind = 42;
export const PLUS: TokenKind = 43;
export const COMMA: TokenKind = 44;
export const MINUS: TokenKind = 45;
export const DOT: TokenKind = 46;
export const SLASH: TokenKind = 47;
export const COLON: TokenKind = 58;
export const LESS: TokenKind = 60;
export const GREATER: TokenKind = 62;
export const QUESTION: TokenKind = 63;
export const OPEN_BRACKET: TokenKind = 91;
export const CLOSE_BRACKET: TokenKind = 93;
export const OPEN_BRACE: TokenKind = 123;
export const CLOSE_BRACE: TokenKind = 125;

export const LESS_EQUALS: TokenKind = 128;
export const GREATER_EQUALS: TokenKind = 129;
export const EQUALS: TokenKind = 130;
export const NOT_EQUALS: TokenKind = 131;
export const AND: TokenKind = 132;
export const OR: TokenKind = 133;
export const NAME: TokenKind = 134;
export const BACKQUOTED: TokenKind = 135;
export const INT: TokenKind = 136;
export const UINT: TokenKind = 137;
export const DOUBLE: TokenKind = 138;
export const STRING: TokenKind = 139;
export const BYTES: TokenKind = 140;
export const IN: TokenKind = 141;
export const TRUE: TokenKind = 142;
export const FALSE: TokenKind = 143;
export const NULL: TokenKind = 144;
/** A name that is reserved: a NAME with `reserved` set on the scanner. */
export const RESERVED_WORD: TokenKind = 145;

/** Words that the language keeps for later; they are fine as field names, not as variables or functions. */
const RESERVED = 'as break const continue else for function if import let loop package namespace return var void while'.split(' ');

const WORDS: ReadonlyMap<string, TokenKind> = new Map([
  ['in', IN],
  ['true', TRUE],
  ['false', FALSE],
  ['null', NULL],
  ...RESERVED.map((word) => [word, RESERVED_WORD] as const),
]);
const LONGEST_WORD = 9;

/** The kind of a word: a keyword's own, RESERVED_WORD, else NAME. */
export const kindOfWord = (word: string): TokenKind => (word.length > LONGEST_WORD ? NAME : (WORDS.get(word) ?? NAME));

/** Whether a token can begin an expression. */
export function startsExpression(kind: TokenKind): boolean {
  return kind >= NAME ? kind !== IN && kind !== BACKQUOTED : STARTERS.has(kind);
}
const STARTERS: ReadonlySet<TokenKind> = new Set([BANG, MINUS, DOT, OPEN_PAREN, OPEN_BRACKET, OPEN_BRACE]);

export const isCloser = (kind: TokenKind): boolean => kind === CLOSE_PAREN || kind === CLOSE_BRACKET || kind === CLOSE_BRACE;
export const isOpener = (kind: TokenKind): boolean => kind === OPEN_PAREN || kind === OPEN_BRACKET || kind === OPEN_BRACE;
