// What the rules ask of a piece of an expression again and again.
import type { Span } from '../../base/span.ts';
import type { CelIssue } from '../result.ts';
import type { Call, Expr, Literal } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';

/** A literal text, with its value. */
export type TextLiteral = Literal & { readonly value: string };

export const isText = (expr: Expr | undefined): expr is TextLiteral => expr?.kind === 'literal' && typeof expr.value === 'string';

/** `a == b` and `a != b` as subject and object: the literal last. Undefined for everything else. */
export function equality(expr: Expr): { readonly subject: Expr; readonly object: Expr; readonly equal: boolean } | undefined {
  if (expr.kind !== 'call' || (expr.name !== '_==_' && expr.name !== '_!=_')) return undefined;
  const [a, b] = expr.args;
  if (a === undefined || b === undefined) return undefined;
  const [subject, object] = a.kind === 'literal' && b.kind !== 'literal' ? [b, a] : [a, b];
  return { subject, object, equal: expr.name === '_==_' };
}

/** The texts that a path is compared with by ==, != or `in [...]`; none when it is not the one asked for. */
export function comparedTexts(expr: Expr, isSubject: (expr: Expr) => boolean): readonly TextLiteral[] {
  const sides = equality(expr);
  if (sides !== undefined) return isSubject(sides.subject) && isText(sides.object) ? [sides.object] : [];
  if (expr.kind !== 'call' || expr.name !== '@in') return [];
  const [subject, list] = expr.args;
  if (subject === undefined || list?.kind !== 'list' || !isSubject(subject)) return [];
  return list.elements.map((element) => element.value).filter(isText);
}

/** A method with one literal text: `path.startsWith('/a')`. */
export function textMethod(
  expr: Expr,
  names: ReadonlySet<string>,
): { readonly target: Expr; readonly text: TextLiteral; readonly call: Call } | undefined {
  if (expr.kind !== 'call' || expr.form !== 'receiver' || !names.has(expr.name) || expr.target === undefined) return undefined;
  const [text] = expr.args;
  return isText(text) && expr.args.length === 1 ? { target: expr.target, text, call: expr } : undefined;
}

/** A text literal as it would be written with another value. */
export const writtenText = (literal: TextLiteral, value: string): string => print({ ...literal, value });

/** The change of a span to a text, titled by what is written. */
export const rewrite = (span: Span, text: string): NonNullable<CelIssue['fix']> => ({ title: `Write ${text}`, span, text });

const TIGHT: ReadonlySet<Expr['kind']> = new Set(['literal', 'ident', 'select', 'has', 'list', 'map', 'struct', 'comprehension', 'bind']);

/** The expression's text, in parentheses where an operator beside it could take a part of it. */
export function operandText(expr: Expr): string {
  const isTight = TIGHT.has(expr.kind) || (expr.kind === 'call' && (expr.form !== 'operator' || expr.name === '_[_]'));
  return isTight ? print(expr) : `(${print(expr)})`;
}
