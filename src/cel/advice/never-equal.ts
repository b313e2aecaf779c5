// `status == '200'` with a number on the left: values of different types are never equal.
import { isText, rewrite } from '../lints/shape.ts';
import type { Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { printType } from '../types/print.ts';
import type { Type } from '../types/type.ts';
import type { Advisor } from './advice.ts';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'uint', 'double']);

export const neverEqual: Advisor = ({ issue, node, checked, profile }) => {
  if (issue.code !== 'no_matching_overload' || node.kind !== 'call' || (node.name !== '_==_' && node.name !== '_!=_')) return undefined;
  const [a, b] = node.args;
  const [left, right] = [a, b].map((side) => (side === undefined ? undefined : checked.types.get(side.id)));
  if (a === undefined || b === undefined || left === undefined || right === undefined) return undefined;
  if (NUMBERS.has(left.kind) && NUMBERS.has(right.kind)) return undefined;
  const text = retyped(b, left) ?? retyped(a, right);
  const runs = profile.checker === 'required' ? '' : `: this is always ${node.name === '_!=_'}`;
  const always = `${capital(withArticle(left))} never equals ${withArticle(right)}${runs}`;
  if (text !== undefined) return { hint: `${always}. Write ${text.text}.`, fix: rewrite(text.expr.span, text.text) };
  if (left.kind === 'null' || right.kind === 'null') return { hint: `${always}. To ask whether a field is there, write has(…).` };
  return { hint: `${always}.` };
};

const withArticle = (type: Type): string => {
  const name = printType(type);
  return type.kind === 'null' ? 'null' : `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A literal as the other side's type would have it: `"200"` beside an int is 200. */
function retyped(expr: Expr, wanted: Type): { readonly expr: Expr; readonly text: string } | undefined {
  if (expr.kind !== 'literal') return undefined;
  if (isText(expr)) {
    const { value } = expr;
    if ((wanted.kind === 'int' && /^-?\d{1,15}$/.test(value)) || (wanted.kind === 'bool' && /^(true|false)$/.test(value)))
      return { expr, text: value };
    if (wanted.kind === 'uint' && /^\d{1,15}$/.test(value)) return { expr, text: `${value}u` };
    return wanted.kind === 'bytes' ? { expr, text: `b${print(expr)}` } : undefined;
  }
  const isPlain = typeof expr.value === 'number' || typeof expr.value === 'boolean';
  return wanted.kind === 'string' && isPlain ? { expr, text: `"${print(expr)}"` } : undefined;
}
