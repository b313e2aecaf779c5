// The text that is being generated. Everything in it is ours: names are numbered, texts of the expression appear only as JSON string
// literals, and every other value is reached through `links`, the table of values that the code is given.
//
// The code holds the usual case only. Whatever it meets beside that (an error, a missing key, a number of another type) leaves by an
// exit: for the closures, which answer the whole expression, or, inside `||`, `&&`, `all` and `exists`, for the next operand, which may
// decide. So errors, their texts and places are made in one back end.
import type { Planner } from '../plan/planner.ts';
import type { Scope, Step } from '../plan/step.ts';
import type { Expr } from '../syntax/ast.ts';
import { CelError, type Value } from '../values/value.ts';
import { type Kind, type Known, named } from './known.ts';

export interface Writer {
  readonly planner: Planner;
  /** The closures of every node. */
  readonly steps: ReadonlyMap<number, Step>;
  /** Variables of one run, to see of what types they are. */
  readonly sample: Readonly<Record<string, Value>> | undefined;
  /** Writes a node; in the table, so that the files of the nodes do not import each other in a circle. */
  readonly write: (expr: Expr, place: Place) => Known;
  /** The size of a list that is only counted; undefined where it has to be made. */
  readonly countOf: (expr: Expr, place: Place) => Known | undefined;
  /** The value of a node, where the planner knows it. */
  readonly constantIn: (expr: Expr) => Value | undefined;
  lines: string[];
  readonly links: Map<unknown, string>;
  /** Variables of the run that are read, by name. */
  readonly roots: Map<string, string>;
  /** What was found out in the blocks that are open: reads by their path, kinds by name. */
  readonly facts: Map<string, Known>[];
  /** How many names were given. */
  names: number;
  depth: number;
  length: number;
  /** Whether the code has loops, and charges for their rounds. */
  hasLoops: boolean;
  /** Whether it calls what has to be bounded: it then runs under the budget from its start. */
  isMetered: boolean;
  /** Whether something that it calls may throw (values that are nested too deep). */
  mayThrow: boolean;
  /** Counts what takes longer for longer inputs; a loop around it charges in every round. */
  work: number;
}

/** Where a node stands. */
export interface Place {
  /** What runs when the usual case ends here. */
  readonly exit: Exit;
  readonly scope: Local | undefined;
  /** What an operator whose operands could be anything is likely to give: what it is compared with. */
  readonly expects?: Kind | undefined;
  /**
   * What the operator around a sum of ints makes of it. `compared`: nothing but compare it with a small int, for which its rounded value
   * does. `added`: add a small int, and test the result.
   */
  readonly use?: 'compared' | 'added' | undefined;
}

export interface Exit {
  readonly js: string;
  /** Whether it ends the code's run. */
  readonly isLast: boolean;
  wasUsed: boolean;
}

/** A variable of a loop or binding; the planner looks names up in the same chain. */
export interface Local extends Scope {
  readonly known: Known;
  readonly outer: Local | undefined;
}

/** The expression is not written as code; `why` in words. */
export class Unwritable extends Error {}

/** This part needs a variable that only the generated code holds: whatever binds it is left to the closures as a whole. */
export class NeedsBinding extends Error {}

const MAX_LENGTH = 200_000;

export const exitOf = (js: string, isLast = false): Exit => ({ js, isLast, wasUsed: false });

export function line(w: Writer, js: string): void {
  w.length += js.length;
  if (w.length > MAX_LENGTH) throw new Unwritable('the code would be too long');
  w.lines.push(js);
}

export const fresh = (w: Writer, prefix: string): string => `${prefix}${w.names++}`;

/** A new name for what an expression gives. */
export function temporary(w: Writer, js: string): string {
  const name = fresh(w, 't');
  line(w, `const ${name} = ${js};`);
  return name;
}

/** The name by which the code reaches a value. */
export function link(w: Writer, value: unknown): string {
  const known = w.links.get(value);
  if (known !== undefined) return known;
  const name = `k${w.links.size}`;
  w.links.set(value, name);
  return name;
}

/** The same of a function that the code calls. */
export const linkRun = (w: Writer, run: (...args: never[]) => unknown): string => link(w, run);

export function leave(place: Place): string {
  place.exit.wasUsed = true;
  return place.exit.js;
}

export const leaveIf = (w: Writer, place: Place, condition: string): void => line(w, `if (${condition}) ${leave(place)}`);

/** The same value under a name or literal. */
export const simple = (w: Writer, known: Known): Known =>
  known.isSimple ? known : { ...known, js: temporary(w, known.js), isSimple: true };

/** Writes inside a block: what is found out there does not hold after it. */
export function inBlock<Result>(w: Writer, write: () => Result): Result {
  w.facts.push(new Map());
  try {
    return write();
  } finally {
    w.facts.pop();
  }
}

/** What `write` writes, kept apart. */
export function apart<Result>(w: Writer, write: () => Result): { readonly lines: readonly string[]; readonly result: Result } {
  const outer = w.lines;
  const lines: string[] = [];
  w.lines = lines;
  try {
    return { result: inBlock(w, write), lines };
  } finally {
    w.lines = outer;
  }
}

export function learn(w: Writer, key: string, known: Known): Known {
  w.facts.at(-1)?.set(key, known);
  return known;
}

export function factOf(w: Writer, key: string): Known | undefined {
  for (let i = w.facts.length - 1; i >= 0; i--) {
    const known = w.facts[i]?.get(key);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** Calls what may be slow; a loop around it has to charge for it. */
export const working = (w: Writer): void => {
  w.work++;
  w.mayThrow = true;
};

/** A call that gives a value or an error, which leaves. */
export function callOrLeave(w: Writer, place: Place, js: string, more: Partial<Known> = {}): Known {
  const name = temporary(w, js);
  leaveIf(w, place, `${name} instanceof ${link(w, CelError)}`);
  return named('any', name, { isSound: true, ...more });
}
