// What the planning functions of every node kind share.
import type { Reference } from '../check/checked.ts';
import type { Environment } from '../check/environment.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { ErrorCode, Value } from '../values/value.ts';
import type { Operators } from './operators.ts';
import type { Plain } from './plain.ts';
import type { Scope, Step } from './step.ts';

export type ShortWays = typeof import('./ways.ts');

/**
 * Follows a run, for explanation. A comprehension announces each round; everything until `leave` belongs to it. Rounds of
 * nested comprehensions nest.
 */
export interface Recorder {
  /** A node gave this value (or error). A node that is not reported was not evaluated. */
  value(id: number, value: Value): void;
  /** The next round of a comprehension begins, with its variables. */
  enter(id: number, bindings: readonly (readonly [name: string, value: Value])[]): void;
  leave(id: number): void;
}

export interface Planner {
  readonly env: Environment;
  readonly operators: Operators;
  readonly types: ReadonlyMap<number, Type>;
  readonly references: ReadonlyMap<number, Reference> | undefined;
  readonly recorder: Recorder | undefined;
  /** Keeps the step of every node, where somebody wants them. */
  readonly steps: Map<number, Step> | undefined;
  /** The closures that every plan is made of; with the short ways, of another copy at each use. */
  readonly nodes: Plain;
  /** What makes the plan faster; undefined where it is not loaded, or not wanted. */
  readonly ways: ShortWays | undefined;
  /** By their names, variables that a run will be given although the environment does not declare them. */
  readonly bound: Readonly<Record<string, unknown>>;
  /** Messages to build, where the environment has any. */
  readonly construct: MessageFactory | undefined;
  /** Errors that stop the program from being built (constant patterns and conversions, where the profile tries them). */
  readonly faults: PlanFault[];
  /** How often a variable, or something else that differs from run to run, was planned: nothing new means a constant. */
  readonly uses: { count: number };
  /** Whether no step of it can loop, recurse over values or build large ones: a run then needs no budget. */
  readonly work: { isBounded: boolean };
  /** How many nodes are being planned within one another, and parts of long chains that are planned already (spine.ts). */
  readonly nesting: { depth: number; readonly holes: Map<Expr, Step> };
  /** The value of a step that needs no variables; undefined when it fails. */
  tryNow(step: Step): Value | undefined;
  plan(expr: Expr, scope: Scope | undefined): Step;
}

/** Notes a step that may loop, recurse over values or build large ones. */
export function needsBudget(p: Planner): void {
  p.work.isBounded = false;
}

/** Makes a message of a type from field values; undefined: there is no such type. */
export type MessageFactory = (typeName: string) => ((fields: readonly (readonly [string, Value])[]) => Value) | undefined;

/** What a program refuses when it is built, though it parses and checks. */
export interface PlanFault {
  readonly node: number;
  readonly code: ErrorCode;
  readonly message: string;
}
