// Walking a tree without knowing its nodes.
import { unreachable } from '../../base/assert.ts';
import type { Expr } from './ast.ts';

/** The direct sub-expressions, in the order they are written. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'ident':
      return [];
    case 'select':
    case 'has':
    case 'not':
      return [expr.operand];
    case 'call':
      return expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    case 'and':
    case 'or':
      return expr.terms;
    case 'conditional':
      return [expr.condition, expr.then, expr.otherwise];
    case 'list':
      return expr.elements.map((e) => e.value);
    case 'map':
      return expr.entries.flatMap((e) => [e.key, e.value]);
    case 'struct':
      return expr.fields.map((f) => f.value);
    case 'comprehension':
      return expr.filter === undefined ? [expr.range, expr.body] : [expr.range, expr.filter, expr.body];
    case 'bind':
    case 'optionalMap':
      return [expr.value, expr.body];
    case 'block':
      return [...expr.bindings, expr.body];
    case 'invalid':
      return expr.parts;
    default:
      return unreachable(expr);
  }
}

/** Every node of a tree, a parent before its children. */
export function* nodesOf(root: Expr): Generator<Expr> {
  const rest: Expr[] = [root];
  for (let expr = rest.pop(); expr !== undefined; expr = rest.pop()) {
    yield expr;
    rest.push(...[...childrenOf(expr)].reverse());
  }
}

/** Levels up to which trees are printed, explained and reviewed. Longer chains (agentgateway takes any) only run. */
const MOST_LEVELS = 500;

/** Whether a tree has more levels than can be shown. Looks at every node once, without recursion. */
export function isTooDeep(root: Expr): boolean {
  let level: readonly Expr[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}
