// Made from nodes.ts by `npm run gen`: change that file, not this copy.
import type { Run } from '../../lib/library.ts';
import { exhausted, limitError, MAX_TEXT, meter, SHORTEST, tooLarge } from '../../values/meter.ts';
import { addDuration, isTimestamp } from '../../values/time.ts';
import { type CelError, type Duration, CelError as Fault, Timestamp, type Value } from '../../values/value.ts';
import type { Binary, Unary } from '../operators.ts';
import type { Cell, Step } from '../step.ts';

type Host = { readonly [name: string]: Value | undefined } | null | undefined;

const isSmall = (v: Value): v is number => typeof v === 'number' && (v | 0) === v;

/** Marks where an error was seen first. */
function at(value: Value, id: number): Value {
  if (value instanceof Fault && value.node === undefined) value.node = id;
  return value;
}

/** A whole run, with its budget. */
const metered =
  (step: Step): Step =>
  (vars) => {
    if (meter.active) return step(vars);
    meter.active = true;
    meter.fresh = true;
    meter.left = SHORTEST;
    try {
      return step(vars);
    } catch (error) {
      return limitError(error);
    } finally {
      meter.active = false;
    }
  };

// --- Names ----------------------------------------------------------------------------------------------------------------

const variable =
  (name: string, slow: Step): Step =>
  (vars) => {
    const v = vars[name];
    return v === undefined ? slow(vars) : v;
  };

const local =
  (cell: Cell): Step =>
  () =>
    cell.value as Value;

/** A field of a step's value. */
const field =
  (operand: Step, name: string, slow: (operand: Value) => Value): Step =>
  (vars) => {
    const o = operand(vars);
    const v = (o as Host)?.[name];
    return v === undefined ? slow(o) : v;
  };

/** The same for a name that primitives have as a method. */
const guardedField =
  (operand: Step, name: string, slow: (operand: Value) => Value): Step =>
  (vars) => {
    const o = operand(vars);
    const v = (o as Host)?.[name];
    return v === undefined || typeof v === 'function' ? slow(o) : v;
  };

/** `root.a` read straight from the variables; `slow` reads it again where something is missing. */
const path1 =
  (root: string, a: string, slow: Step): Step =>
  (vars) => {
    const v = (vars[root] as Host)?.[a];
    return v === undefined ? slow(vars) : v;
  };

const guardedPath1 =
  (root: string, a: string, slow: Step): Step =>
  (vars) => {
    const v = (vars[root] as Host)?.[a];
    return v === undefined || typeof v === 'function' ? slow(vars) : v;
  };

const path2 =
  (root: string, a: string, b: string, slow: Step): Step =>
  (vars) => {
    const v = ((vars[root] as Host)?.[a] as Host)?.[b];
    return v === undefined ? slow(vars) : v;
  };

const path3 =
  (root: string, a: string, b: string, c: string, slow: Step): Step =>
  (vars) => {
    const v = (((vars[root] as Host)?.[a] as Host)?.[b] as Host)?.[c];
    return v === undefined ? slow(vars) : v;
  };

const localField =
  (cell: Cell, a: string, slow: Step): Step =>
  (vars) => {
    const v = (cell.value as Host)?.[a];
    return v === undefined ? slow(vars) : v;
  };

const hasPath1 =
  (root: string, a: string, slow: Step): Step =>
  (vars) =>
    (vars[root] as Host)?.[a] === undefined ? slow(vars) : true;

// --- Equality and membership ----------------------------------------------------------------------------------------------

const equality =
  (a: Step, b: Step, id: number, wanted: boolean, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return typeof x === 'string' && typeof y === 'string' ? (x === y) === wanted : at(slow(x, y), id);
  };

const equalsText =
  (a: Step, text: string, id: number, wanted: boolean, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'string' ? (x === text) === wanted : at(slow(x, text), id);
  };

const path1EqualsText =
  (root: string, a: string, text: string, wanted: boolean, slow: Step): Step =>
  (vars) => {
    const x = (vars[root] as Host)?.[a];
    return typeof x === 'string' ? (x === text) === wanted : slow(vars);
  };

const path2EqualsText =
  (root: string, a: string, b: string, text: string, wanted: boolean, slow: Step): Step =>
  (vars) => {
    const x = ((vars[root] as Host)?.[a] as Host)?.[b];
    return typeof x === 'string' ? (x === text) === wanted : slow(vars);
  };

const equalsSmall =
  (a: Step, n: number, id: number, wanted: boolean, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'number' ? (x === n) === wanted : at(slow(x, n), id);
  };

const path1EqualsSmall =
  (root: string, a: string, n: number, wanted: boolean, slow: Step): Step =>
  (vars) => {
    const x = (vars[root] as Host)?.[a];
    return typeof x === 'number' ? (x === n) === wanted : slow(vars);
  };

const path2EqualsSmall =
  (root: string, a: string, b: string, n: number, wanted: boolean, slow: Step): Step =>
  (vars) => {
    const x = ((vars[root] as Host)?.[a] as Host)?.[b];
    return typeof x === 'number' ? (x === n) === wanted : slow(vars);
  };

/** Whether a text is one of a set; anything but a text goes the slow way. */
const oneOf =
  (a: Step, texts: ReadonlySet<string>, slow: (needle: Value) => Value): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'string' ? texts.has(x) : slow(x);
  };

const oneOfTwo =
  (a: Step, first: string, second: string, slow: (needle: Value) => Value): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'string' ? x === first || x === second : slow(x);
  };

/** `x == 'a' || x == 'b' || …` over one x. */
const anyEquals =
  (a: Step, texts: ReadonlySet<string>, slow: Step): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'string' ? texts.has(x) : slow(vars);
  };

// --- Logic ----------------------------------------------------------------------------------------------------------------

const twoTerms =
  (left: Step, right: Step, decisive: boolean, id: number, notBool: Unary): Step =>
  (vars) => {
    const a = left(vars);
    if (a === decisive) return decisive;
    const b = right(vars);
    if (b === decisive) return decisive;
    if (a !== !decisive) return at(notBool(a), id);
    return b === !decisive ? b : at(notBool(b), id);
  };

const manyTerms =
  (terms: readonly Step[], decisive: boolean, id: number, notBool: Unary): Step =>
  (vars) => {
    let fault: Value | undefined;
    for (let i = 0; i < terms.length; i++) {
      const v = (terms[i] as Step)(vars);
      if (v === decisive) return decisive;
      if (v !== !decisive && fault === undefined) fault = notBool(v);
    }
    return fault === undefined ? !decisive : at(fault, id);
  };

const not =
  (operand: Step, id: number, notBool: Unary): Step =>
  (vars) => {
    const v = operand(vars);
    return v === true ? false : v === false ? true : at(notBool(v), id);
  };

const conditional =
  (condition: Step, yes: Step, no: Step, id: number, notBool: Unary): Step =>
  (vars) => {
    const v = condition(vars);
    return v === true ? yes(vars) : v === false ? no(vars) : at(notBool(v), id);
  };

// --- Arithmetic and ordering: two small ints; everything else, errors included, is the table's -----------------------------

const unary =
  (a: Step, id: number, run: Unary): Step =>
  (vars) =>
    at(run(a(vars)), id);

const binary =
  (a: Step, b: Step, id: number, run: Binary): Step =>
  (vars) =>
    at(run(a(vars), b(vars)), id);

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

// --- Sums of texts ----------------------------------------------------------------------------------------------------------

const oneText =
  (before: string, a: Step, after: string, slow: Step): Step =>
  (vars) => {
    const x = a(vars);
    if (typeof x !== 'string') return slow(vars);
    const text = before + x + after;
    return text.length > MAX_TEXT ? tooLarge() : text;
  };

const twoTexts =
  (before: string, a: Step, between: string, b: Step, after: string, slow: Step): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    if (typeof x !== 'string' || typeof y !== 'string') return slow(vars);
    const text = before + x + between + y + after;
    return text.length > MAX_TEXT ? tooLarge() : text;
  };

const manyTexts =
  (texts: readonly string[], parts: readonly Step[], slow: Step): Step =>
  (vars) => {
    let text = texts[0] as string;
    for (let i = 0; i < parts.length; i++) {
      const x = (parts[i] as Step)(vars);
      if (typeof x !== 'string') return slow(vars);
      text += x + (texts[i + 1] as string);
      if (text.length > MAX_TEXT) tooLarge();
    }
    return text;
  };

// --- Calls ----------------------------------------------------------------------------------------------------------------

/** A function of one text. */
const callText =
  (run: Run, a: Step, id: number, slow: (a: Value) => Value): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'string' ? at(run(x), id) : at(slow(x), id);
  };

const callTexts =
  (run: Run, a: Step, b: Step, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    const y = b(vars);
    return typeof x === 'string' && typeof y === 'string' ? at(run(x, y), id) : at(slow(x, y), id);
  };

/** A function of two texts, the second of which is constant. */
const callConstantText =
  (run: Run, a: Step, text: string, id: number, slow: Binary): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'string' ? at(run(x, text), id) : at(slow(x, text), id);
  };

/** `size()`: of an array at once, of anything else by the table. */
const size =
  (a: Step, id: number, slow: Unary): Step =>
  (vars) => {
    const x = a(vars);
    return Array.isArray(x) ? x.length : at(slow(x), id);
  };

// --- Loops over an array with one variable ---------------------------------------------------------------------------------

const arrayQuantify =
  (
    range: Step,
    cell: Cell,
    body: Step,
    decisive: boolean,
    fault: (v: Value) => CelError,
    stops: boolean,
    slow: (range: Value, vars: Parameters<Step>[0]) => Value,
  ): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    const saved = cell.value;
    let error: CelError | undefined;
    for (let i = 0; i < items.length; i++) {
      if (--meter.left < 0) exhausted();
      cell.value = items[i] as Value;
      const v = body(vars);
      if (v === decisive) {
        cell.value = saved;
        return decisive;
      }
      if (v !== !decisive) {
        error ??= fault(v);
        if (stops) break;
      }
    }
    cell.value = saved;
    return error ?? !decisive;
  };

/** `items.exists(x, x == 'text')`. */
const arrayHasText =
  (range: Step, text: string, slow: (range: Value, vars: Parameters<Step>[0]) => Value): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    meter.left -= items.length >> 3;
    if (meter.left < 0) exhausted();
    return items.includes(text);
  };

const arrayFilter =
  (range: Step, cell: Cell, body: Step, fault: (v: Value) => CelError, slow: (range: Value, vars: Parameters<Step>[0]) => Value): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    const saved = cell.value;
    const out: Value[] = [];
    for (let i = 0; i < items.length; i++) {
      if (--meter.left < 0) exhausted();
      const item = items[i] as Value;
      cell.value = item;
      const v = body(vars);
      if (v === true) out.push(item);
      else if (v !== false) {
        cell.value = saved;
        return fault(v);
      }
    }
    cell.value = saved;
    return out;
  };

const arrayMap =
  (range: Step, cell: Cell, body: Step, slow: (range: Value, vars: Parameters<Step>[0]) => Value): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    const saved = cell.value;
    const out: Value[] = [];
    for (let i = 0; i < items.length; i++) {
      if (--meter.left < 0) exhausted();
      cell.value = items[i] as Value;
      const v = body(vars);
      if (v instanceof Fault) {
        cell.value = saved;
        return v;
      }
      out.push(v);
    }
    cell.value = saved;
    return out;
  };

export const nodes = {
  metered,
  variable,
  local,
  field,
  guardedField,
  path1,
  guardedPath1,
  path2,
  path3,
  localField,
  hasPath1,
  equality,
  equalsText,
  path1EqualsText,
  path2EqualsText,
  equalsSmall,
  path1EqualsSmall,
  path2EqualsSmall,
  oneOf,
  oneOfTwo,
  anyEquals,
  twoTerms,
  manyTerms,
  not,
  conditional,
  unary,
  binary,
  sum,
  sumConstant,
  sumLocal,
  sumLocals,
  difference,
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
  differenceConstant,
  productConstant,
  afterConstant,
  sumDuration,
  laterThan,
  oneText,
  twoTexts,
  manyTexts,
  callText,
  callTexts,
  callConstantText,
  size,
  arrayQuantify,
  arrayHasText,
  arrayFilter,
  arrayMap,
};

export type Nodes = typeof nodes;
