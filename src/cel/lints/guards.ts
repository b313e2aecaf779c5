// What an expression has made sure of where it reads something: `has(jwt.sub) && jwt.sub == 'a'`, `jwt != null ? … : …`,
// `default(jwt.sub, '')`. In a chain of && or || the order does not matter: an error on one side gives way to a side that decides.
import type { Call, Expr, Has, Select } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { childrenOf } from '../syntax/visit.ts';

/** Paths that are known to be there (`jwt.sub`), or not to be null (`jwt`). */
export interface Safe {
  readonly has: (path: string) => boolean;
}

/** Functions of which the first argument may fail. */
const CATCHING: ReadonlySet<string> = new Set(['default', 'coalesce']);

/** Visits every node that may fail the expression, with what is safe there. A visitor that gives false does not go below. */
export function walkGuarded(expr: Expr, visit: (node: Expr, safe: Safe) => boolean, safe: Safe = new Set()): void {
  if (!visit(expr, safe)) return;
  switch (expr.kind) {
    case 'and':
    case 'or': {
      const sure = expr.terms.map((term) => sureWhen(term, expr.kind === 'and'));
      const times = new Map<string, number>();
      for (const path of sure.flat()) times.set(path, (times.get(path) ?? 0) + 1);
      for (const [i, term] of expr.terms.entries()) walkGuarded(term, visit, besides(safe, times, sure[i] ?? []));
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

function union(outer: Safe, paths: readonly string[]): Safe {
  if (paths.length === 0) return outer;
  const known = new Set(paths);
  return { has: (path) => known.has(path) || outer.has(path) };
}

/** What the other terms of a chain make sure of: all that any does, without what a term says of itself. */
function besides(outer: Safe, times: ReadonlyMap<string, number>, own: readonly string[]): Safe {
  if (times.size === 0) return outer;
  const mine = new Map<string, number>();
  for (const path of own) mine.set(path, (mine.get(path) ?? 0) + 1);
  return { has: (path) => (times.get(path) ?? 0) > (mine.get(path) ?? 0) || outer.has(path) };
}

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
