// Calls: operators with their fast paths in place, library functions by overload.
import { candidates } from '../check/environment.ts';
import type { Overload, Run } from '../lib/library.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { CelError } from '../values/value.ts';
import { dispatch, dispatchLazy, dispatchLoose } from './dispatch.ts';
import { fold } from './logic.ts';
import { fieldStep, qualifiedName, qualifiedVariable } from './names.ts';
import { type Binary, badIndex, type Operators, type Selection } from './operators.ts';
import { needsBudget, type Planner } from './planner.ts';
import { at, constantOf, type Scope, type Step } from './step.ts';

export function planCall(p: Planner, call: Call, scope: Scope | undefined): Step {
  if (call.form === 'operator') return planOperator(p, call, scope);
  const { name, overloads, target } = functionOf(p, call);
  const args = [...(target === undefined ? [] : [target]), ...call.args].map((arg) => p.plan(arg, scope));
  if (p.references === undefined) p.env.profile.evaluation.building?.call(p.faults, call.id, name, overloads, args.length);
  if (overloads.some((overload) => overload.bounded !== true)) needsBudget(p);
  const other = otherCall(p, name, overloads, target !== undefined, args.length);
  if (other !== undefined) return dispatchLazy(other, args, call.id);
  const plain = functionStep(p, call, name, overloads, args);
  const step = p.ways?.improvedCall(p, call, name, overloads, args, plain) ?? plain;
  if (overloads.some((overload) => overload.volatile === true)) p.uses.count++;
  p.env.profile.evaluation.building?.conversion?.(p, call, step);
  return overloads.some((overload) => overload.volatile === true) ? step : fold(p, args, step);
}

interface Callee {
  readonly name: string;
  readonly overloads: readonly Overload[];
  /** The receiver; undefined for a function, also for a namespaced one (`math.least`). */
  readonly target: Expr | undefined;
}

/** Which function a call means: what the checker found, else by name, the namespaced function before the method. */
export function functionOf(p: Planner, call: Call): Callee {
  const reference = p.references?.get(call.id);
  if (reference?.kind === 'overloads') {
    const isMethod = call.target !== undefined && reference.overloads[0]?.receiver === true;
    return { name: call.name, overloads: reference.overloads, target: isMethod ? call.target : undefined };
  }
  if (call.target !== undefined) {
    const namespaced = namespacedFunction(p, call, call.target);
    if (namespaced !== undefined) return { ...namespaced, target: undefined };
  }
  const found = functionNamed(p, call.name.replace(/^\./, ''), call.name.startsWith('.'));
  return { name: call.name, overloads: usable(p, found?.overloads ?? [], call.target !== undefined), target: call.target };
}

/** The rows of the form that was written; a program without a checker takes the other form too. */
function usable(p: Planner, overloads: readonly Overload[], receiver: boolean): readonly Overload[] {
  const same = overloads.filter((overload) => overload.receiver === receiver);
  return p.env.profile.evaluation.eitherForm === false
    ? same
    : [...same, ...overloads.filter((overload) => overload.receiver !== receiver)];
}

function namespacedFunction(p: Planner, call: Call, target: Expr): Omit<Callee, 'target'> | undefined {
  // A variable of a loop does not hide a namespace.
  const qualified = qualifiedName(target, undefined);
  return qualified === undefined ? undefined : functionNamed(p, `${qualified.name}.${call.name}`, qualified.absolute);
}

function functionNamed(p: Planner, name: string, absolute: boolean): Omit<Callee, 'target'> | undefined {
  for (const candidate of candidates(p.env.container, name, absolute)) {
    const overloads = p.env.functions(candidate);
    if (overloads !== undefined) return { name: candidate, overloads };
  }
  return undefined;
}

/** What the program makes of a call that none of these rows takes. */
export const otherCall = (p: Planner, name: string, overloads: readonly Overload[], isMethod: boolean, count: number): Run | undefined =>
  overloads.some((overload) => takes(overload, count)) ? undefined : p.env.profile.evaluation.otherCalls?.(name, isMethod);

function functionStep(p: Planner, call: Call, name: string, overloads: readonly Overload[], args: readonly Step[]): Step {
  const given = p.env.profile.evaluation.extraArguments === 'ignored' ? args.slice(0, mostParameters(overloads, args.length)) : args;
  const ofVariables = overloads.find((overload) => overload.ofVariables !== undefined)?.ofVariables;
  if (ofVariables !== undefined) return (vars) => at(ofVariables(vars), call.id);
  const lazy = overloads.find((overload) => overload.lazy === true && takes(overload, given.length));
  if (lazy !== undefined) return dispatchLazy(lazy.run, given, call.id);
  const loose = overloads.find((overload) => overload.loose === true && takes(overload, given.length));
  if (loose !== undefined) return dispatchLoose(specialised(p, loose, given, call).run, given, call.id);
  if (overloads.length === 0) {
    if (p.env.profile.evaluation.unknownFunctions === 'refused') {
      p.faults.push({ node: call.id, code: 'undeclared_reference', message: `No overload found in reference resolve step for ${name}` });
    }
    return unknownFunction(name, given, call.id);
  }
  const rows = overloads.map((overload) => specialised(p, overload, given, call));
  return dispatch(p, name, rows, given, call.id);
}

/** No function has that name. Errors among the arguments come first. */
function unknownFunction(name: string, args: readonly Step[], id: number): Step {
  return (vars) => {
    for (const arg of args) {
      const v = arg(vars);
      if (v instanceof CelError) return v;
    }
    return new CelError('undeclared_reference', `undeclared reference to '${name}'`, id);
  };
}

export const takes = (overload: Overload, count: number): boolean =>
  overload.variadic === true ? count >= overload.params.length - 1 : overload.params.length === count;

/** The largest number of parameters of any row that is not above what was given. */
export function mostParameters(overloads: readonly Overload[], given: number): number {
  if (overloads.some((overload) => overload.variadic === true)) return given;
  const counts = overloads.map((overload) => overload.params.length).filter((count) => count <= given);
  return counts.length === 0 ? given : Math.max(...counts);
}

/** The row with what its constant arguments allow to do once, such as reading a pattern. */
export function specialised(p: Planner, overload: Overload, args: readonly Step[], call: Call): Overload {
  if (overload.specialise === undefined || !takes(overload, args.length)) return overload;
  const run = overload.specialise(
    args.map((arg) => constantOf(arg)?.value),
    { node: call.id, faults: p.env.profile.evaluation.building?.seesConstants?.(p, call) === false ? [] : p.faults },
  );
  return run === undefined ? overload : { ...overload, run };
}

function planOperator(p: Planner, call: Call, scope: Scope | undefined): Step {
  const [operand, key] = call.args;
  if (
    p.references === undefined &&
    call.name === '_[_]' &&
    operand !== undefined &&
    key?.kind === 'literal' &&
    typeof key.value === 'string'
  ) {
    const variable = qualifiedVariable(p, operand, key.value, call.id, scope);
    if (variable !== undefined) return variable;
  }
  return p.ways?.nameComparison(p, call, scope, plainOperator) ?? plainOperator(p, call, scope);
}

function plainOperator(p: Planner, call: Call, scope: Scope | undefined): Step {
  const args = call.args.map((arg) => p.plan(arg, scope));
  const [a, b] = args as [Step, Step];
  return fold(p, args, operatorStep(p, call, a, b, scope));
}

/** Operators of two operands, by their entries in the profile's table. */
const BINARY: Readonly<Record<string, { readonly [K in keyof Operators]: Operators[K] extends Binary ? K : never }[keyof Operators]>> = {
  '_+_': 'add',
  '_-_': 'subtract',
  '_*_': 'multiply',
  '_/_': 'divide',
  '_%_': 'modulo',
  '_==_': 'equals',
  '_!=_': 'differs',
  '_<_': 'less',
  '_<=_': 'lessOrEqual',
  '_>_': 'greater',
  '_>=_': 'greaterOrEqual',
  '@in': 'within',
};

function operatorStep(p: Planner, call: Call, a: Step, b: Step, scope: Scope | undefined): Step {
  const { operators, nodes } = p;
  const { id, name } = call;
  if (name === '_[_]') return literalIndex(p, call, a, scope) ?? indexStep(p, call, a, b);
  if (name === '_[?_]') return optionalIndexStep(p, call, a, b);
  if (name === '-_') return nodes.unary(a, id, operators.negate);
  const known = p.ways?.operatorStep(p, call, a, b);
  if (known !== undefined) return known;
  const binary = BINARY[name];
  if (binary !== undefined) return nodes.binary(a, b, id, operators[binary]);
  needsBudget(p);
  return dispatch(p, name, p.env.functions(name) ?? [], b === undefined ? [a] : [a, b], id);
}

/** The path that the profile treats apart (`request.headers`), indexed with a name written out. */
function literalIndex(p: Planner, call: Call, operand: Step, scope: Scope | undefined): Step | undefined {
  const found = literalLookUp(p, call, scope);
  return found === undefined ? undefined : (vars) => at(found.run(operand(vars), found.name), call.id);
}

/** How such an index is looked up, and the name; undefined for any other index, and inside loops and bindings. */
export function literalLookUp(
  p: Planner,
  call: Call,
  scope: object | undefined,
): { readonly run: Selection; readonly name: string } | undefined {
  const { literalIndex: special } = p.operators;
  const [of, key] = call.args;
  if (special === undefined || scope !== undefined || of?.kind !== 'select' || key?.kind !== 'literal' || typeof key.value !== 'string')
    return undefined;
  if (qualifiedName(of, undefined, 1)?.name !== special.of || of.operand.kind !== 'ident') return undefined;
  return { run: special.run, name: key.value };
}

/** `a['name']` is a field when the name is constant. */
function indexStep(p: Planner, call: Call, a: Step, b: Step): Step {
  const { id } = call;
  const key = constantOf(b)?.value;
  if (typeof key === 'string') return fieldStep(p, a, key, id, p.operators.index);
  if (key !== undefined) p.env.profile.evaluation.building?.index(p, call, key);
  return p.nodes.binary(a, b, id, p.operators.index);
}

/** A constant that can index nothing is refused even where the operand is none. */
function optionalIndexStep(p: Planner, call: Call, a: Step, b: Step): Step {
  const { id } = call;
  const key = constantOf(b)?.value;
  if (key === undefined || badIndex(key) === undefined) return p.nodes.binary(a, b, id, p.operators.optionalIndex);
  p.env.profile.evaluation.building?.index(p, call, key);
  return (vars) => {
    const operand = a(vars);
    return operand instanceof CelError ? operand : at(badIndex(key) as CelError, id);
  };
}
