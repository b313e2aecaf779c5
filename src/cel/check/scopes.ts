// Macros that bring variables into scope. Each is typed as its expansion would be in cel-go (a fold over an accumulator),
// without building the expansion.
import { unreachable } from '../../base/assert.ts';
import type { Bind, Block, Comprehension, OptionalMap } from '../syntax/ast.ts';
import { BOOL, DYN, ERROR, INT, list, map, optional, STRING, type Type } from '../types/type.ts';
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
  mismatch(walk, { span: expr.body.span, order: expr.nameSpan.end }, '@sortByAssociatedKeys', [list(element), list(known)], true, {
    hint: 'The key to sort by must be a number, text, bool, bytes, timestamp or duration.',
  });
  return ERROR;
}

const freshMap = (walk: Walk): Type => map(walk.substitution.fresh(), walk.substitution.fresh());

/** The accumulator after one step that added `added`. */
function accumulated(walk: Walk, accumulator: Type, added: Type): Type {
  walk.substitution.assign(added, accumulator);
  return accumulator;
}

function entryMap(walk: Walk, expr: Comprehension, body: Type): Type {
  const accumulator = freshMap(walk);
  if (walk.substitution.assign(body, accumulator)) return accumulator;
  mismatch(walk, { span: expr.body.span }, 'cel.@mapInsert', [accumulator, body], false);
  return ERROR;
}

/** `predicate ? step : accumulator`, whose predicate must be a bool. */
function filtered(walk: Walk, expr: Comprehension, predicate: Type, accumulator: Type): Type {
  if (walk.substitution.assign(predicate, BOOL)) return accumulator;
  const at = (expr.filter ?? expr.body).span;
  mismatch(walk, { span: at, order: expr.nameSpan.end }, '_?_:_', [predicate, accumulator, accumulator], false, {
    hint: `The condition of ${expr.spelling}() must be a bool.`,
  });
  return accumulator;
}

const filteredBy = (walk: Walk, expr: Comprehension, inner: Scope, accumulator: Type): Type =>
  expr.filter === undefined ? accumulator : filtered(walk, expr, walk.check(expr.filter, inner), accumulator);

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
    mismatch(walk, { span: expr.nameSpan, order: expr.nameSpan.end }, 'hasValue', [value], true, {
      hint: `${expr.flat ? 'optFlatMap' : 'optMap'}() is for optional values; write optional.of(…) around this one.`,
    });
  }
  const body = walk.check(expr.body, bind(scope, expr.variable, substitution.resolve(inside)));
  if (!expr.flat) return optional(body);
  const result = substitution.fresh();
  if (substitution.assignAll([body, optional(substitution.fresh())], [result, result])) return substitution.resolve(result);
  const args = [BOOL, body, optional(DYN)];
  mismatch(walk, { span: expr.body.span, order: expr.nameSpan.end }, '_?_:_', args, false, {
    hint: 'optFlatMap() needs an optional result; use optMap().',
  });
  return ERROR;
}

/** `cel.block`: its slots are dyn, as the official runner declares them, also beyond those that there are. */
export function checkBlock(walk: Walk, expr: Block, scope: Scope): Type {
  for (const binding of expr.bindings) walk.check(binding, scope);
  return walk.check(expr.body, scope);
}
