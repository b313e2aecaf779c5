// Macros of the extension libraries that bring variables into scope. Each is typed as its expansion would be in cel-go.
import { unreachable } from '../../base/assert.ts';
import type { Bind, Block, Comprehension, OptionalMap } from '../syntax/ast.ts';
import { BOOL, DYN, ERROR, INT, list, map, optional, STRING, type Type } from '../types/type.ts';
import { mismatch } from './calls.ts';
import { accumulated, filtered, filteredBy } from './scopes.ts';
import { bind, type Scope, type Walk } from './walk.ts';

/** What a loop gives that is none of the specification's. */
export function resultType(walk: Walk, expr: Comprehension, first: Type, body: Type, inner: Scope, range: Type): Type {
  switch (expr.macro) {
    case 'transformMap':
      return filteredBy(walk, expr, inner, accumulated(walk, freshMap(walk), map(first, body)));
    case 'transformMapEntry':
      return filteredBy(walk, expr, inner, entryMap(walk, expr, body));
    case 'sortBy':
      return sorted(walk, expr, first, body);
    case 'mapValues':
      return map(first, body);
    case 'filterKeys':
      filtered(walk, expr, body, range);
      return range.kind === 'map' ? range : map(STRING, DYN);
    case 'all':
    case 'exists':
    case 'exists_one':
    case 'filter':
    case 'map':
    case 'transformList':
      return ERROR;
    default:
      return unreachable(expr.macro);
  }
}

const SORTABLE: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'duration',
  'timestamp',
  'string',
  'bytes',
  'dyn',
  'any',
  'error',
]);

/** `xs.sortBy(x, key)`: keys must be of a type that has an order. */
function sorted(walk: Walk, expr: Comprehension, element: Type, key: Type): Type {
  // There is one overload for each type, and the first of them is for int: `[].sortBy(x, x)`.
  if (walk.substitution.resolve(key).kind === 'param') walk.substitution.assign(key, INT);
  const known = walk.substitution.resolve(key);
  if (SORTABLE.has(known.kind === 'wrapper' ? known.of.kind : known.kind)) return list(element);
  mismatch(walk, { span: expr.body.span, order: expr.nameSpan.end }, '@sortByAssociatedKeys', [list(element), list(known)], true, () => ({
    hint: 'The key to sort by must be a number, text, bool, bytes, timestamp or duration.',
  }));
  return ERROR;
}

const freshMap = (walk: Walk): Type => map(walk.substitution.fresh(), walk.substitution.fresh());

function entryMap(walk: Walk, expr: Comprehension, body: Type): Type {
  const accumulator = freshMap(walk);
  if (walk.substitution.assign(body, accumulator)) return accumulator;
  mismatch(walk, { span: expr.body.span }, 'cel.@mapInsert', [accumulator, body], false);
  return ERROR;
}

export function checkBind(walk: Walk, expr: Bind, scope: Scope): Type {
  const value = walk.check(expr.value, scope);
  return walk.check(expr.body, bind(scope, expr.variable, value));
}

/** `x.optMap(v, e)` is `x.hasValue() ? optional.of(e) : optional.none()`, with v bound to the value of x. */
export function checkOptionalMap(walk: Walk, expr: OptionalMap, scope: Scope): Type {
  const { substitution } = walk;
  const value = walk.check(expr.value, scope);
  const inside = substitution.fresh();
  if (!substitution.assign(value, optional(inside))) {
    mismatch(walk, { span: expr.nameSpan, order: expr.nameSpan.end }, 'hasValue', [value], true, () => ({
      hint: `${expr.flat ? 'optFlatMap' : 'optMap'}() is for optional values; write optional.of(…) around this one.`,
    }));
  }
  const body = walk.check(expr.body, bind(scope, expr.variable, substitution.resolve(inside)));
  if (!expr.flat) return optional(body);
  const result = substitution.fresh();
  if (substitution.assignAll([body, optional(substitution.fresh())], [result, result])) return substitution.resolve(result);
  const args = [BOOL, body, optional(DYN)];
  mismatch(walk, { span: expr.body.span, order: expr.nameSpan.end }, '_?_:_', args, false, () => ({
    hint: 'optFlatMap() needs an optional result; use optMap().',
  }));
  return ERROR;
}

/** `cel.block`: its slots are dyn, as the official runner declares them, also beyond those that there are. */
export function checkBlock(walk: Walk, expr: Block, scope: Scope): Type {
  for (const binding of expr.bindings) walk.check(binding, scope);
  return walk.check(expr.body, scope);
}
