// The closures of nodes.ts that calculate and order. Two small ints are calculated in place; everything else, errors included, is the
// table's. Copied as nodes.ts is.
import { addDuration, isTimestamp } from '../values/time.ts';
import { type Duration, CelError as Fault, Timestamp, type Value } from '../values/value.ts';
import type { Binary } from './operators.ts';
import type { Cell, Step } from './step.ts';

const isSmall = (v: Value): v is number => typeof v === 'number' && (v | 0) === v;

/** Marks where an error was seen first. */
function at(value: Value, id: number): Value {
  if (value instanceof Fault && value.node === undefined) value.node = id;
  return value;
}

const sum =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return isSmall(x) && isSmall(y) ? x + y : at(slow(x, y), id);
  };

const sumConstant =
  (a: Step, y: number, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return isSmall(x) ? x + y : at(slow(x, y), id);
  };

const sumLocal =
  (a: Step, cell: Cell, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = cell.value as Value;
    return isSmall(x) && isSmall(y) ? x + y : at(slow(x, y), id);
  };

const sumLocals =
  (left: Cell, right: Cell, id: number, slow: Binary): Step =>
  () => {
    const x = left.value as Value;
    const y = right.value as Value;
    return isSmall(x) && isSmall(y) ? x + y : at(slow(x, y), id);
  };

const difference =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return isSmall(x) && isSmall(y) ? x - y : at(slow(x, y), id);
  };

const differenceConstant =
  (a: Step, y: number, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return isSmall(x) ? x - y : at(slow(x, y), id);
  };

const productConstant =
  (a: Step, y: number, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    if (isSmall(x)) {
      const r = x * y;
      if (Number.isSafeInteger(r)) return r + 0;
    }
    return at(slow(x, y), id);
  };

const product =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    if (isSmall(x) && isSmall(y)) {
      const r = x * y;
      if (Number.isSafeInteger(r)) return r + 0;
    }
    return at(slow(x, y), id);
  };

const remainder =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return isSmall(x) && isSmall(y) && y !== 0 ? (x % y) + 0 : at(slow(x, y), id);
  };

/** `x % n == k`, the usual test in loops. */
const remainderEquals =
  (a: Step, n: number, k: number, slow: Step): Step =>
  (vars) => {
    const x = a(vars);
    return isSmall(x) ? x % n === k : slow(vars);
  };

const less =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return isSmall(x) && isSmall(y) ? x < y : at(slow(x, y), id);
  };

const lessOrEqual =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return isSmall(x) && isSmall(y) ? x <= y : at(slow(x, y), id);
  };

const greater =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return isSmall(x) && isSmall(y) ? x > y : at(slow(x, y), id);
  };

const greaterOrEqual =
  (a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return isSmall(x) && isSmall(y) ? x >= y : at(slow(x, y), id);
  };

const lessConstant =
  (a: Step, y: number, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return isSmall(x) ? x < y : at(slow(x, y), id);
  };

const lessOrEqualConstant =
  (a: Step, y: number, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return isSmall(x) ? x <= y : at(slow(x, y), id);
  };

const greaterConstant =
  (a: Step, y: number, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return isSmall(x) ? x > y : at(slow(x, y), id);
  };

const greaterOrEqualConstant =
  (a: Step, y: number, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return isSmall(x) ? x >= y : at(slow(x, y), id);
  };

/** Whether a time is after a constant one. */
const afterConstant =
  (a: Step, t: Timestamp, orEqual: boolean, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    if (!(x instanceof Timestamp)) return at(slow(x, t), id);
    return x.seconds === t.seconds ? x.nanos > t.nanos || (orEqual && x.nanos === t.nanos) : x.seconds > t.seconds;
  };

/** A time and a constant duration. */
const sumDuration =
  (a: Step, d: Duration, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return x instanceof Timestamp ? at(addDuration(x, d), id) : at(slow(x, d), id);
  };

/** `x + seconds > t` without making the sum. */
const laterThan =
  (a: Step, seconds: number, t: Timestamp, orEqual: boolean, slow: Step): Step =>
  (vars) => {
    const x = a(vars);
    if (!(x instanceof Timestamp)) return slow(vars);
    const then = x.seconds + seconds;
    if (!isTimestamp(then)) return slow(vars);
    return then === t.seconds ? x.nanos > t.nanos || (orEqual && x.nanos === t.nanos) : then > t.seconds;
  };

export const numbers = {
  sum,
  sumConstant,
  sumLocal,
  sumLocals,
  difference,
  differenceConstant,
  productConstant,
  product,
  remainder,
  remainderEquals,
  less,
  lessOrEqual,
  greater,
  greaterOrEqual,
  lessConstant,
  lessOrEqualConstant,
  greaterConstant,
  greaterOrEqualConstant,
  afterConstant,
  sumDuration,
  laterThan,
};
