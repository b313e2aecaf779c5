// The binary operators, by binding power; all are left-associative.
import * as T from './token.ts';

export const RELATION = 1;
export const SUM = 2;
export const PRODUCT = 3;

interface Operator {
  readonly power: number;
  readonly name: string;
}

/** Binary operators by the kind of their token. */
export const OPERATORS: ReadonlyMap<T.TokenKind, Operator> = new Map([
  [T.LESS, { power: RELATION, name: '_<_' }],
  [T.LESS_EQUALS, { power: RELATION, name: '_<=_' }],
  [T.GREATER, { power: RELATION, name: '_>_' }],
  [T.GREATER_EQUALS, { power: RELATION, name: '_>=_' }],
  [T.EQUALS, { power: RELATION, name: '_==_' }],
  [T.NOT_EQUALS, { power: RELATION, name: '_!=_' }],
  [T.IN, { power: RELATION, name: '@in' }],
  [T.PLUS, { power: SUM, name: '_+_' }],
  [T.MINUS, { power: SUM, name: '_-_' }],
  [T.STAR, { power: PRODUCT, name: '_*_' }],
  [T.SLASH, { power: PRODUCT, name: '_/_' }],
  [T.PERCENT, { power: PRODUCT, name: '_%_' }],
]);

/** Words of other languages for operators, and how CEL writes them. */
export const WORD_OPERATORS: ReadonlyMap<string, { readonly kind: T.TokenKind; readonly sign: string }> = new Map([
  ['and', { kind: T.AND, sign: '&&' }],
  ['AND', { kind: T.AND, sign: '&&' }],
  ['or', { kind: T.OR, sign: '||' }],
  ['OR', { kind: T.OR, sign: '||' }],
]);
