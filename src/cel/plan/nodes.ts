// The functions that most expressions are made of, each a fast way for the common case and a `slow` step for every other.
// Closures made at one place of a source share what the engine learns about their types, so with many expressions in one
// process property reads in them turn megamorphic (2 ns become 20). This file is therefore bundled several times (see
// test/tools/node-copies.mjs), and each plan takes its closures from one of the copies.

import type { Run } from '../lib/library.ts';
import { MAX_TEXT, tooLarge } from '../values/meter.ts';
import { CelError as Fault, type Value } from '../values/value.ts';
import { loops } from './loops.ts';
import { numbers } from './numbers.ts';
import type { Binary, Unary } from './operators.ts';
import { plain } from './plain.ts';
import type { Cell, Step } from './step.ts';

type Host = { readonly [name: string]: Value | undefined } | null | undefined;

/** Marks where an error was seen first. */
function at(value: Value, id: number): Value {
  if (value instanceof Fault && value.node === undefined) value.node = id;
  return value;
}

// --- Names ----------------------------------------------------------------------------------------------------------------

const variable =
  (name: string, slow: Step): Step =>
  (vars) => {
    const v = vars[name];
    return v === undefined ? slow(vars) : v;
  };

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

const variableEqualsText =
  (name: string, text: string, wanted: boolean, slow: Step): Step =>
  (vars) => {
    const x = vars[name];
    return typeof x === 'string' ? (x === text) === wanted : slow(vars);
  };

const variableEqualsSmall =
  (name: string, n: number, wanted: boolean, slow: Step): Step =>
  (vars) => {
    const x = vars[name];
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

/** Whether a whole number is one of a set. */
const oneOfInts =
  (a: Step, ints: ReadonlySet<Value>, slow: (needle: Value) => Value): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === 'number' ? ints.has(x) : slow(x);
  };

/** `x == 'a' || x == 'b' || …` over one x, or with `wanted` false `x != 'a' && x != 'b' && …`. */
const anyEquals =
  (a: Step, values: ReadonlySet<Value>, type: 'string' | 'number', wanted: boolean, slow: Step): Step =>
  (vars) => {
    const x = a(vars);
    return typeof x === type ? values.has(x) === wanted : slow(vars);
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

export const nodes = {
  ...plain,
  ...numbers,
  ...loops,
  variable,
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
  variableEqualsText,
  variableEqualsSmall,
  path2EqualsSmall,
  oneOf,
  oneOfTwo,
  oneOfInts,
  anyEquals,
  twoTerms,
  oneText,
  twoTexts,
  manyTexts,
  callText,
  callTexts,
  callConstantText,
  size,
};

export type Nodes = typeof nodes;
