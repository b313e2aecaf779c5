// Kubernetes wants the elements of a list literal, and the keys and the values of a map literal, to be of one type, dyn
// included: `[1, dyn(2)]` does not check. What is within a call of format() may be mixed. As cel-go's validator, this looks
// at types when they are all known; that a list of mixed elements is a list of dyn stays true.
import type { Expr } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/visit.ts';
import type { Type } from '../types/type.ts';
import { isExactType } from '../types/unify.ts';
import { report, type Walk } from './walk.ts';

interface Part {
  readonly value: Expr;
  readonly optional: boolean;
}

export function checkHomogeneous(walk: Walk, root: Expr): void {
  const rest = [root];
  for (let expr = rest.pop(); expr !== undefined; expr = rest.pop()) {
    if (expr.kind === 'call' && expr.name === 'format') continue;
    if (expr.kind === 'list') compare(walk, expr.elements, 'first');
    if (expr.kind === 'map') {
      const keys = expr.entries.map((e) => ({ value: e.key, optional: false }));
      compare(walk, keys, 'every');
      compare(walk, expr.entries, 'every');
    }
    rest.push(...childrenOf(expr));
  }
}

/** Reports the first part, or every part, whose type is not the first one's. */
function compare(walk: Walk, parts: readonly Part[], blame: 'first' | 'every'): void {
  const types = parts.map((part) => typeOfPart(walk, part));
  const [expected] = types;
  for (const [i, found] of types.entries()) {
    if (expected === undefined || found === undefined || isExactType(expected, found)) continue;
    report(walk, 'type_mismatch', { span: (parts[i] as Part).value.span }, { expected, found });
    if (blame === 'first') return;
  }
}

/** Of `?e` the type of what e may hold. */
function typeOfPart(walk: Walk, { value, optional }: Part): Type | undefined {
  const type = walk.types.get(value.id);
  return optional && type?.kind === 'optional' ? type.of : type;
}
