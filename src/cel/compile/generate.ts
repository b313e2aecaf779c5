// An expression becomes JavaScript: the body of a function that answers the usual case, and leaves every other one to the closures.
// The planner is run for what it finds out (names, overloads, constants, shapes) and for its steps; the text is written from the tree.
//
//   jwt.sub == "admin" || size(jwt.groups) > 2
//
//   const v0 = vars["jwt"];
//   let t1 = false, f3 = false;
//   l2: { l4: { let t5 = v0?.sub; … if (t6) { t1 = true; break l2; } } … }
//   return t1;
import { unreachable } from '../../base/assert.ts';
import type { Environment } from '../check/environment.ts';
import { type PlanOptions, plannerOf } from '../plan/plan.ts';
import { constantOf, type Step } from '../plan/step.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Value } from '../values/value.ts';
import { writeBind, writeBlock, writeOptionalMap } from './binding.ts';
import { boxed, given } from './box.ts';
import { writeFunction } from './calls.ts';
import { writeClosure } from './closure.ts';
import { writeList, writeMap } from './construct.ts';
import { constantKnown, type Known } from './known.ts';
import { writeConditional, writeLogic, writeNot } from './logic.ts';
import { countOf, writeComprehension } from './loops.ts';
import { rootLine, writeHas, writeIdent, writeSelect } from './names.ts';
import { writeOperator } from './operators.ts';
import { exitOf, line, link, NeedsBinding, type Place, Unwritable, type Writer } from './writer.ts';

/** Bodies of functions of `K`, the links, and `host` (program.ts), each giving the code. */
export interface Generated {
  /** For a run that is not under the budget; undefined: it has to be. */
  readonly light: string | undefined;
  /** For a run that is; undefined where it never has to be. */
  readonly metered: string | undefined;
  /** The values that the code refers to. */
  readonly links: readonly unknown[];
}

/** Why there is no code for an expression, in words. */
export interface Refusal {
  readonly refused: string;
}

export interface GenerateOptions extends PlanOptions {
  /** Variables of one run: the code is made for values of such types. */
  readonly sample?: Readonly<Record<string, Value>> | undefined;
}

/** Writes an expression that parsed (and checked, where its program has a checker) as JavaScript. */
export function generate(expr: Expr, env: Environment, options: GenerateOptions = {}): Generated | Refusal {
  const steps = new Map<number, Step>();
  const planner = plannerOf(env, { ...options, steps });
  planner.plan(expr, undefined);
  const w: Writer = {
    planner,
    steps,
    sample: options.sample,
    write: (node, place) => writeNode(w, node, place),
    countOf: (node, place) => countOf(w, node, place),
    constantIn: (node) => constantOfNode(w, node)?.value,
    lines: [],
    links: new Map(),
    roots: new Map(),
    facts: [new Map()],
    names: 0,
    depth: 0,
    length: 0,
    hasLoops: false,
    isMetered: false,
    mayThrow: false,
    work: 0,
  };
  try {
    const place: Place = { exit: exitOf('return out(vars);', true), scope: undefined };
    const result = boxed(w, given(w, w.write(expr, place), place));
    line(w, `return ${result};`);
  } catch (error) {
    if (error instanceof Unwritable) return { refused: error.message };
    // Whoever binds such a variable is left to the closures; nothing is left of a program of which that is all.
    if (error instanceof NeedsBinding) return { refused: 'it needs a variable that only closures have' };
    if (error instanceof RangeError) return { refused: 'it is nested too deep' };
    throw error;
  }
  return {
    light: w.isMetered ? undefined : bodyOf(w, 'light'),
    metered: w.isMetered || w.hasLoops ? bodyOf(w, 'metered') : undefined,
    links: [...w.links.keys()],
  };
}

/** Rounds of loops that a run may take before it is put under the budget. */
const FREE_ROUNDS = 1 << 16;

function bodyOf(w: Writer, mode: 'light' | 'metered'): string {
  const refuel = mode === 'light' ? 'return again(vars)' : 'fuel = spend(fuel)';
  const lines = w.lines.map((text) => text.replace(/refuel;$/, `${refuel};`));
  const isLight = mode === 'light';
  const catches = isLight && w.mayThrow;
  return [
    '"use strict";',
    `const { out${isLight ? ', instead' : ''}${w.hasLoops ? (isLight ? ', again' : ', spend') : ''} } = host;`,
    ...[...w.links.values()].map((name, i) => `const ${name} = K[${i}];`),
    ...(isLight ? ['let isOff = false;'] : []),
    'const run = (vars) => {',
    ...(isLight ? ['if (isOff) return instead(vars);'] : []),
    ...(catches ? ['try {'] : []),
    ...[...w.roots].map(([name, js]) => rootLine(name, js)),
    ...(w.hasLoops ? [`let fuel = ${isLight ? FREE_ROUNDS : 0};`] : []),
    ...lines,
    ...(catches ? ['} catch { return out(vars); }'] : []),
    '};',
    `return { run${isLight ? ', off: (wanted) => { isOff = wanted; }' : ''} };`,
  ].join('\n');
}

const constantOfNode = (w: Writer, expr: Expr): { readonly value: Value } | undefined => {
  const step = w.steps.get(expr.id);
  return step === undefined ? undefined : constantOf(step);
};

const MAX_DEPTH = 400;

function writeNode(w: Writer, expr: Expr, place: Place): Known {
  const constant = constantOfNode(w, expr);
  if (constant !== undefined) return constantKnown(constant.value, (value) => link(w, value));
  if (++w.depth > MAX_DEPTH) throw new Unwritable('it is nested too deep');
  const isOperator = expr.kind === 'call' && expr.form === 'operator';
  const known = codeOf(
    w,
    expr,
    isOperator || (place.expects ?? place.use) === undefined ? place : { ...place, expects: undefined, use: undefined },
  );
  w.depth--;
  return known;
}

function codeOf(w: Writer, expr: Expr, place: Place): Known {
  switch (expr.kind) {
    case 'literal':
      return constantKnown(expr.value, (value) => link(w, value));
    case 'ident':
      return writeIdent(w, expr, place);
    case 'select':
      return writeSelect(w, expr, place);
    case 'has':
      return writeHas(w, expr, place);
    case 'call':
      return expr.form === 'operator' ? writeOperator(w, expr, place) : writeFunction(w, expr, place);
    case 'and':
    case 'or':
      return writeLogic(w, expr, place);
    case 'not':
      return writeNot(w, expr, place);
    case 'conditional':
      return writeConditional(w, expr, place);
    case 'list':
      return writeList(w, expr, place);
    case 'map':
      return writeMap(w, expr, place);
    case 'struct':
    case 'invalid':
      return writeClosure(w, expr, place);
    case 'comprehension':
      return writeComprehension(w, expr, place);
    case 'bind':
      return writeBind(w, expr, place);
    case 'block':
      return writeBlock(w, expr, place);
    case 'optionalMap':
      return writeOptionalMap(w, expr, place);
    default:
      return unreachable(expr);
  }
}
