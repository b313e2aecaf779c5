// What a formula says of a call that has run: one number, from the values.
import { kindOf, type ListValue, type MapValue, mapEntries, toArray } from '../values/kind.ts';
import { CelError, Optional, Uint, type Value } from '../values/value.ts';
import { lengthOf, sizeOf } from './actual-size.ts';
import type { Quantity } from './quantity.ts';
import { least, minus, most, plus, scaled, times } from './size.ts';

/** A call that has run. */
export interface CallRun {
  readonly args: readonly Value[];
  readonly target: Value | undefined;
  readonly result: Value;
}

export function track(q: Quantity, call: CallRun): bigint {
  switch (q.kind) {
    case 'constant':
      return q.value;
    case 'argument':
    case 'target':
    case 'result': {
      const value = operandValue(q, call);
      return value === undefined ? 0n : sizeOf(value);
    }
    case 'integer':
      return integerOf(call.args[q.index], q.otherwise);
    case 'element':
      return elementsOf(q.of, call).reduce<bigint>((largest, value) => most(largest, sizeOf(value)), 0n);
    case 'elements':
      return elementsOf(q.of, call).reduce<bigint>((total, value) => plus(total, sizeOf(value)), 0n);
    case 'length':
      return trackLength(operandValue(q.of, call));
    case 'sum':
      return q.terms.reduce((total, term) => plus(total, track(term, call)), 0n);
    case 'product':
      return q.terms.reduce((total, term) => times(total, track(term, call)), 1n);
    case 'union':
      return q.terms.reduce((largest, term) => most(largest, track(term, call)), 0n);
    case 'difference':
      return minus(track(q.left, call), track(q.right, call));
    case 'least':
      return least(track(q.left, call), track(q.right, call));
    case 'ranged':
      return track(q.right, call);
    case 'scaled':
      return scaled(track(q.of, call), q.by);
    case 'atLeastOne':
      return most(1n, track(q.of, call));
    case 'optional':
      return plus(1n, track(q.of, call));
    case 'list':
      return track(q.length, call);
  }
}

function operandValue(q: Quantity, call: CallRun): Value | undefined {
  if (q.kind === 'argument') return call.args[q.index];
  return q.kind === 'target' ? call.target : q.kind === 'result' ? call.result : undefined;
}

function integerOf(value: Value | undefined, otherwise: bigint): bigint {
  if (value instanceof Uint) return BigInt(value.value);
  if (value === undefined || kindOf(value) !== 'int') return otherwise;
  const n = BigInt(value as number | bigint);
  return n < 0n ? 0n : n;
}

function trackLength(value: Value | undefined): bigint {
  if (value === undefined || value instanceof CelError) return 0n;
  if (value instanceof Optional) return value.value === undefined ? 0n : lengthOf(value.value);
  return lengthOf(value);
}

/** The elements of a list, the values of a map, or what an optional holds; of nested projections all of them. */
function elementsOf(q: Quantity, call: CallRun): readonly Value[] {
  if (q.kind === 'element') return elementsOf(q.of, call).flatMap(partsIn);
  const value = operandValue(q, call);
  return value === undefined ? [] : partsIn(value);
}

function partsIn(value: Value): readonly Value[] {
  if (value instanceof Optional) return value.value === undefined ? [] : [value.value];
  const kind = kindOf(value);
  if (kind === 'list') return toArray(value as ListValue);
  return kind === 'map' ? mapEntries(value as MapValue).map(([, v]) => v) : [];
}
