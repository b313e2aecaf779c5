// What an expression has made sure of before it reads something: `has(jwt.sub) && jwt.sub == 'a'`, `jwt != null ? … : …`,
// `default(jwt.sub, '')`. Only what is written in front counts, as only that is evaluated before.
import type { Call, Expr, Has, Select } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { childrenOf } from '../syntax/visit.ts';

/** Paths that are known to be there (`jwt.sub`), or not to be null (`jwt`). */
export type Safe = ReadonlySet<string>;

/** Functions of which the first argument may fail. */
const CATCHING: ReadonlySet<string> = new Set(['default', 'coalesce']);

/** Visits every node that may fail the expression, with what is safe there. A visitor that gives false does not go below. */
export function walkGuarded(expr: Expr, visit: (node: Expr, safe: Safe) => boolean, safe: Safe = new Set()): void {
  if (!visit(expr, safe)) return;
  switch (expr.kind) {
    case 'and':
    case 'or': {
      let known = safe;
      for (const term of expr.terms) {
        walkGuarded(term, visit, known);
        known = union(known, sureWhen(term, expr.kind === 'and'));
      }
      return;
    }
    case 'conditional':
      walkGuarded(expr.condition, visit, safe);
      walkGuarded(expr.then, visit, union(safe, sureWhen(expr.condition, true)));
      walkGuarded(expr.otherwise, visit, union(safe, sureWhen(expr.condition, false)));
      return;
    case 'has':
      // has() of something null or missing is false; only what is before it may fail.
      if (expr.operand.kind !== 'ident') walkGuarded(expr.operand, visit, safe);
      return;
    case 'call':
      if (CATCHING.has(expr.name)) return;
      break;
    default:
  }
  for (const child of childrenOf(expr)) walkGuarded(child, visit, safe);
}

const union = (a: Safe, b: readonly string[]): Safe => (b.length === 0 ? a : new Set([...a, ...b]));

/** What is sure once a condition came out as `outcome`. */
function sureWhen(expr: Expr, outcome: boolean): readonly string[] {
  switch (expr.kind) {
    case 'has':
      return outcome ? pathsOf(expr) : [];
    case 'not':
      return sureWhen(expr.operand, !outcome);
    case 'and':
      return outcome ? expr.terms.flatMap((term) => sureWhen(term, true)) : [];
    case 'or':
      return outcome ? [] : expr.terms.flatMap((term) => sureWhen(term, false));
    case 'call':
      return sureOfCall(expr, outcome);
    default:
      return [];
  }
}

function sureOfCall(expr: Call, outcome: boolean): readonly string[] {
  const [a, b] = expr.args;
  if (a === undefined || b === undefined) return [];
  if (expr.name === '@in' && outcome && a.kind === 'literal' && typeof a.value === 'string') return [`${print(b)}.${a.value}`, print(b)];
  if (expr.name !== '_!=_' && expr.name !== '_==_') return [];
  const other = isNull(a) ? b : isNull(b) ? a : undefined;
  return other !== undefined && outcome === (expr.name === '_!=_') ? [print(other)] : [];
}

const isNull = (expr: Expr): boolean => expr.kind === 'literal' && expr.value === null;

/** A path and everything it goes through: `a.b.c`, `a.b`, `a`. */
function pathsOf(expr: Has | Select): readonly string[] {
  const paths = [`${print(expr.operand)}.${expr.field}`];
  for (let node = expr.operand; ; node = node.operand) {
    paths.push(print(node));
    if (node.kind !== 'select') return paths;
  }
}

/** The path that a field or a literal index reads: `a.b`, also for `a['b']`; undefined for other nodes. */
export function pathOf(expr: Expr): string | undefined {
  if (expr.kind === 'select') return `${print(expr.operand)}.${expr.field}`;
  if (expr.kind !== 'call' || expr.name !== '_[_]') return undefined;
  const [operand, key] = expr.args;
  return operand !== undefined && key?.kind === 'literal' && typeof key.value === 'string' ? `${print(operand)}.${key.value}` : undefined;
}
