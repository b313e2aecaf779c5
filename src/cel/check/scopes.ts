// Macros that bring variables into scope. Each is typed as its expansion would be in cel-go (a fold over an accumulator),
// without building the expansion.
import { extensions } from '../parts.ts';
import type { Comprehension } from '../syntax/ast.ts';
import { BOOL, DYN, ERROR, INT, list, STRING, type Type } from '../types/type.ts';
import { mismatch } from './calls.ts';
import { bind, report, type Scope, type Walk } from './walk.ts';

export function checkComprehension(walk: Walk, expr: Comprehension, scope: Scope): Type {
  const range = walk.substitution.resolve(walk.check(expr.range, scope));
  const [first, second] = variableTypes(walk, expr, range);
  let inner = bind(scope, expr.first, first);
  if (expr.second !== undefined) inner = bind(inner, expr.second, second);
  if (expr.filter !== undefined) walk.check(expr.filter, inner);
  const body = walk.check(expr.body, inner);
  return walk.substitution.resolve(resultType(walk, expr, first, body, inner, range));
}

/** Types of the element or key, and with two variables of index or key, and element or value. */
function variableTypes(walk: Walk, expr: Comprehension, range: Type): readonly [Type, Type] {
  const two = expr.second !== undefined;
  switch (range.kind) {
    case 'list':
      return two ? [INT, range.element] : [range.element, DYN];
    case 'map':
      return [range.key, range.value];
    case 'param':
      walk.substitution.assign(DYN, range);
      return [DYN, DYN];
    case 'dyn':
    case 'any':
    case 'error':
      return [DYN, DYN];
    case 'opaque':
      if (range.fields !== undefined) return [STRING, DYN];
      break;
    default:
  }
  report(walk, 'not_a_range', { span: expr.range.span }, { type: range });
  return [ERROR, ERROR];
}

function resultType(walk: Walk, expr: Comprehension, first: Type, body: Type, inner: Scope, range: Type): Type {
  const { substitution } = walk;
  switch (expr.macro) {
    case 'all':
    case 'exists':
      if (substitution.assign(body, BOOL)) return BOOL;
      report(walk, 'type_mismatch', { span: expr.body.span }, { expected: BOOL, found: substitution.resolve(body) });
      return BOOL;
    case 'exists_one':
      filtered(walk, expr, body, INT);
      return BOOL;
    case 'filter':
      return filtered(walk, expr, body, accumulated(walk, list(substitution.fresh()), list(first)));
    case 'map':
    case 'transformList':
      return filteredBy(walk, expr, inner, accumulated(walk, list(substitution.fresh()), list(body)));
    default:
      return extensions().resultType(walk, expr, first, body, inner, range);
  }
}

/** The accumulator after one step that added `added`. */
export function accumulated(walk: Walk, accumulator: Type, added: Type): Type {
  walk.substitution.assign(added, accumulator);
  return accumulator;
}

/** `predicate ? step : accumulator`, whose predicate must be a bool. */
export function filtered(walk: Walk, expr: Comprehension, predicate: Type, accumulator: Type): Type {
  if (walk.substitution.assign(predicate, BOOL)) return accumulator;
  const at = (expr.filter ?? expr.body).span;
  mismatch(walk, { span: at, order: expr.nameSpan.end }, '_?_:_', [predicate, accumulator, accumulator], false, (texts) =>
    texts.conditionHint(expr.spelling),
  );
  return accumulator;
}

export const filteredBy = (walk: Walk, expr: Comprehension, inner: Scope, accumulator: Type): Type =>
  expr.filter === undefined ? accumulator : filtered(walk, expr, walk.check(expr.filter, inner), accumulator);
