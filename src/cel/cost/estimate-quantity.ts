// What a formula says before a call runs: bounds, from what is known of the arguments' sizes.
import type { Core } from '../expand/core.ts';
import type { Type } from '../types/type.ts';
import { kindOf } from '../values/kind.ts';
import { Uint } from '../values/value.ts';
import { lengthOf } from './actual-size.ts';
import type { Quantity } from './quantity.ts';
import {
  add,
  fixed,
  least,
  minus,
  ONE,
  optionalOf,
  range,
  type Size,
  scaled,
  times,
  UNKNOWN,
  union,
  unionOf,
  withParts,
  ZERO,
} from './size.ts';

/** What is known of a call before it runs. */
export interface CallShape {
  readonly args: readonly Core[];
  readonly target: Core | undefined;
  readonly resultType: Type;
  readonly size: (node: Core) => Size;
  readonly result: Size | undefined;
}

export function estimate(q: Quantity, call: CallShape): Size {
  switch (q.kind) {
    case 'constant':
      return fixed(q.value);
    case 'argument':
    case 'target': {
      const node = operandOf(q, call);
      return node === undefined ? UNKNOWN : call.size(node);
    }
    case 'result':
      return call.result ?? UNKNOWN;
    case 'integer': {
      const literal = literalInteger(call.args[q.index]);
      return literal === undefined ? UNKNOWN : fixed(literal);
    }
    case 'element':
      return estimate(q.of, call).element ?? UNKNOWN;
    case 'elements':
      return totalOf(q.of, call);
    case 'length':
      return lengthEstimate(q.of, call);
    case 'sum':
      return fold(q.terms, call, add, ZERO);
    case 'product':
      return fold(q.terms, call, (a, b) => range(times(a.min, b.min), times(a.max, b.max)), ONE);
    case 'union':
      return fold(q.terms, call, union, ZERO);
    case 'least':
      return fold([q.left, q.right], call, (a, b) => range(least(a.min, b.min), least(a.max, b.max)), ZERO);
    case 'ranged':
      return fold([q.left, q.right], call, (low, high) => range(least(low.min, high.max), high.max), ZERO);
    case 'difference': {
      const [a, b] = [estimate(q.left, call), estimate(q.right, call)];
      return withParts(range(minus(a.min, b.max), minus(a.max, b.min)), a.key, a.element);
    }
    case 'scaled': {
      const size = estimate(q.of, call);
      return withParts(range(scaled(size.min, q.by), scaled(size.max, q.by)), size.key, size.element);
    }
    case 'atLeastOne': {
      const size = estimate(q.of, call);
      return withParts(range(size.min === 0n ? 1n : size.min, size.max === 0n ? 1n : size.max), size.key, size.element);
    }
    case 'optional':
      return optionalOf(estimate(q.of, call));
    case 'list': {
      const length = estimate(q.length, call);
      return withParts(length, undefined, estimate(q.element, call));
    }
  }
}

const operandOf = (q: Quantity, call: CallShape): Core | undefined =>
  q.kind === 'argument' ? call.args[q.index] : q.kind === 'target' ? call.target : undefined;

/** A literal int or uint; below zero counts as zero. */
export function literalInteger(node: Core | undefined): bigint | undefined {
  if (node?.kind !== 'literal') return undefined;
  const { value } = node;
  if (value instanceof Uint) return BigInt(value.value);
  if (kindOf(value) !== 'int') return undefined;
  const n = BigInt(value as number | bigint);
  return n < 0n ? 0n : n;
}

function fold(terms: readonly Quantity[], call: CallShape, combine: (a: Size, b: Size) => Size, none: Size): Size {
  const sizes = terms.map((term) => estimate(term, call));
  const [first, ...rest] = sizes;
  if (first === undefined) return none;
  const { min, max } = rest.reduce(combine, first);
  return withParts({ min, max }, ...partsOf(terms, sizes, call));
}

/** Keys and elements of what several operands make together. One that may hold something but does not say what makes them unknown. */
function partsOf(terms: readonly Quantity[], sizes: readonly Size[], call: CallShape): [Size | undefined, Size | undefined] {
  const anyKey = sizes.some((s) => s.key !== undefined);
  const anyElement = sizes.some((s) => s.element !== undefined);
  let key: Size | undefined;
  let element: Size | undefined;
  sizes.forEach((size, i) => {
    const filled = size.max > 0n;
    const unstated = filled && size.key === undefined && size.element === undefined && mayHoldElements(terms[i] as Quantity, call);
    if (anyElement) element = unionOf(element, size.element ?? (unstated || (size.key !== undefined && filled) ? UNKNOWN : undefined));
    if (anyKey) key = unionOf(key, size.key ?? (unstated ? UNKNOWN : undefined));
  });
  return [key, element];
}

/** Whether a quantity may be the size of a container, so that missing parts mean "unknown" and not "none". */
function mayHoldElements(q: Quantity, call: CallShape): boolean {
  switch (q.kind) {
    case 'argument':
    case 'target': {
      const type = operandOf(q, call)?.type;
      return type === undefined || isMaybeContainer(type);
    }
    case 'result':
    case 'element':
    case 'list':
    case 'optional':
      return true;
    case 'difference':
      return mayHoldElements(q.left, call);
    case 'least':
    case 'ranged':
      return mayHoldElements(q.left, call) || mayHoldElements(q.right, call);
    case 'scaled':
    case 'atLeastOne':
      return mayHoldElements(q.of, call);
    case 'sum':
    case 'product':
    case 'union':
      return q.terms.some((term) => mayHoldElements(term, call));
    case 'constant':
    case 'integer':
    case 'elements':
    case 'length':
      return false;
  }
}

const UNIT_LENGTH: ReadonlySet<string> = new Set(['bool', 'double', 'duration', 'int', 'null', 'timestamp', 'uint']);
const bareKind = (type: Type): string => (type.kind === 'wrapper' ? type.of.kind : type.kind);
const isMaybeContainer = (type: Type): boolean => !UNIT_LENGTH.has(bareKind(type)) && !['string', 'bytes'].includes(bareKind(type));

function totalOf(operand: Quantity, call: CallShape): Size {
  const size = estimate(operand, call);
  if (!mayHoldElements(operand, call) || size.max === 0n) return ZERO;
  if (size.element === undefined) return UNKNOWN;
  return range(times(size.min, size.element.min), times(size.max, size.element.max));
}

function lengthEstimate(operand: Quantity, call: CallShape): Size {
  const node = operandOf(operand, call);
  if (node?.kind === 'literal') return fixed(lengthOf(node.value));
  const size = estimate(operand, call);
  const type = operand.kind === 'result' ? call.resultType : node?.type;
  return type !== undefined && UNIT_LENGTH.has(bareKind(type)) ? ONE : range(size.min, size.max);
}
