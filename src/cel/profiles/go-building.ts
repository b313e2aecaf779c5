// What cel-go refuses while it builds a program: calls that were not checked, and constants as indexes.
import type { Overload } from '../lib/library.ts';
import type { Building } from '../plan/building.ts';
import { badIndex } from '../plan/operators.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr } from '../syntax/ast.ts';

/** Of one implementation for all their rows. */
const SINGLE: ReadonlySet<string> = new Set(['size', 'sort', 'matches']);

/**
 * Whether a call cannot be built. A function with a single implementation, of one argument or two, is built for that count and no
 * other; one with several, or with one that takes a list of arguments (`format`, or any of three and more), is built for any count and
 * fails when it is reached. What has no arguments must be known. Source: cel-go, interpreter/planner.go and common/decls.
 */
function isRefused(name: string, overloads: readonly Overload[], count: number): boolean {
  const [first, second] = overloads;
  if (first === undefined) return count === 0;
  if (first.lazy === true) return count === 0;
  const isSingle = (second === undefined && name !== 'format') || SINGLE.has(name);
  const taken = first.params.length;
  return isSingle && taken > 0 && taken < 3 && count !== taken;
}

/** A literal, or a constant by its name. */
export const isConstant = (p: Planner, expr: Expr): boolean => {
  if (expr.kind !== 'ident') return expr.kind === 'literal';
  const reference = p.references?.get(expr.id);
  return reference?.kind === 'variable' && reference.constant !== undefined;
};

/** Notes what indexes nothing where `sees` says that the program knows it when it is built. */
export const indexes =
  (sees: (p: Planner, expr: Expr) => boolean): Building['index'] =>
  (p, { id, args }, key) => {
    const bad = sees(p, args[1] as Expr) ? badIndex(key) : undefined;
    if (bad !== undefined) p.faults.push({ node: id, code: bad.code, message: bad.message });
  };

export const goBuilding: Building = {
  call: (faults, node, name, overloads, count) => {
    if (isRefused(name, overloads, count)) faults.push({ node, code: 'no_such_overload', message: `no such overload: ${name}/${count}` });
  },
  index: indexes(isConstant),
};
