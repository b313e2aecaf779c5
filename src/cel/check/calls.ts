// Which overloads a call may mean. Every row of the function whose parameters accept the argument types remains possible;
// when their results differ the type is dyn. `math.least(1)` is a function of that name if there is one, else a method.
import type { Overload } from '../lib/library.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { BOOL, BYTES, DOUBLE, DURATION, DYN, ERROR, INT, list, NULL, STRING, TIMESTAMP, type Type, UINT } from '../types/type.ts';
import { hasParam, isExactType } from '../types/unify.ts';
import type { Reference } from './checked.ts';
import { candidates } from './environment.ts';
import { declarationOf, namespacedName, objectField } from './names.ts';
import { type Advise, type Place, report, type Scope, type Walk } from './walk.ts';

export function checkCall(walk: Walk, call: Call, scope: Scope): Type {
  switch (call.form) {
    case 'operator':
      return checkOperator(walk, call, scope);
    case 'global':
      return checkGlobal(walk, call, call.name, scope);
    case 'receiver':
      return checkReceiver(walk, call, scope);
  }
}

function checkOperator(walk: Walk, call: Call, scope: Scope): Type {
  const args = call.args.map((arg) => walk.check(arg, scope));
  if (call.name === '_[_]' || call.name === '_[?_]') {
    const known = fieldByIndex(walk, call, args[0]);
    if (known !== undefined) return known;
  }
  return resolve(walk, call, walk.env.functions(call.name) ?? [], args, false);
}

/** `request['method']`: the field of a host object. */
function fieldByIndex(walk: Walk, call: Call, operand: Type | undefined): Type | undefined {
  const key = call.args[1];
  if (operand?.kind !== 'opaque' || operand.fields === undefined || key?.kind !== 'literal' || typeof key.value !== 'string')
    return undefined;
  if (call.name !== '_[_]') return undefined;
  return objectField(walk, operand.fields, key.value, { span: key.span });
}

function checkGlobal(walk: Walk, call: Call, name: string, scope: Scope): Type {
  const args = call.args.map((arg) => walk.check(arg, scope));
  const absolute = name.startsWith('.');
  const overloads = functionsNamed(walk, absolute ? name.slice(1) : name, absolute);
  if (overloads !== undefined) return resolve(walk, call, overloads, args, false);
  undeclaredFunction(walk, call, name, false);
  return ERROR;
}

function checkReceiver(walk: Walk, call: Call, scope: Scope): Type {
  const args = call.args.map((arg) => walk.check(arg, scope));
  const namespaced = namespacedFunction(walk, call);
  if (namespaced !== undefined) return resolve(walk, call, namespaced, args, false);
  const target = walk.check(call.target as Expr, scope);
  const methods = functionsNamed(walk, call.name, false);
  if (methods !== undefined) return resolve(walk, call, methods, [target, ...args], true);
  undeclaredFunction(walk, call, call.name, true);
  return ERROR;
}

/** The function that `a.b.f(…)` names as a whole. */
export function namespacedFunction(walk: Walk, call: Call): readonly Overload[] | undefined {
  const found = call.target === undefined ? undefined : namespacedName(walk, call.target, call.name);
  return found === undefined ? undefined : functionsNamed(walk, found.name, found.absolute);
}

function functionsNamed(walk: Walk, name: string, absolute: boolean): readonly Overload[] | undefined {
  for (const candidate of candidates(walk.env.container, name, absolute)) {
    const found = walk.env.functions(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where cel-go points for a call: an operator's sign, else the opening parenthesis. */
const placeOf = (call: Call): Place => ({
  span: call.nameSpan,
  order: call.form === 'operator' ? call.nameSpan.start : call.nameSpan.end,
});

/** What a call of these functions with arguments of such types means. */
interface Resolution {
  readonly args: readonly Type[];
  readonly receiver: boolean;
  readonly reference: Reference;
  readonly result: Type;
}

/** By the rows of a function: what calls with arguments of simple types were found to mean. The same is asked again and again. */
const resolutions = new WeakMap<readonly Overload[], Resolution[]>();
const MOST_RESOLUTIONS = 32;

const PLAIN = [DYN, BOOL, INT, UINT, DOUBLE, STRING];
const SIMPLE: ReadonlySet<Type> = new Set([...PLAIN, ...PLAIN.map(list), NULL, BYTES, TIMESTAMP, DURATION]);

function knownResolution(overloads: readonly Overload[], args: readonly Type[], receiver: boolean): Resolution | undefined {
  const known = resolutions.get(overloads);
  if (known === undefined) return undefined;
  const [a, b] = args;
  for (const resolution of known) {
    const wanted = resolution.args;
    if (resolution.receiver !== receiver || wanted.length !== args.length || wanted[0] !== a || wanted[1] !== b) continue;
    if (args.length <= 2 || args.every((arg, i) => arg === wanted[i])) return resolution;
  }
  return undefined;
}

/** Keeps what was found, where it depends on nothing but the types of the arguments. */
function keepResolution(overloads: readonly Overload[], resolution: Resolution): void {
  if (!resolution.args.every((arg) => SIMPLE.has(arg)) || hasParam(resolution.result)) return;
  const known = resolutions.get(overloads) ?? [];
  if (known.length === 0) resolutions.set(overloads, known);
  if (known.length < MOST_RESOLUTIONS) known.push(resolution);
}

function resolve(walk: Walk, call: Call, overloads: readonly Overload[], args: readonly Type[], receiver: boolean): Type {
  const known = knownResolution(overloads, args, receiver) ?? findResolution(walk, overloads, args, receiver);
  if (known === undefined) {
    mismatch(walk, placeOf(call), call.name, args, receiver, (texts) => texts.adviseOperands(call, overloads, args));
    return ERROR;
  }
  walk.references.set(call.id, known.reference);
  if (call.name === 'format' || walk.env.profile.checks?.constantArguments?.includes(call.name)) walk.tried.push(call);
  return known.result;
}

function findResolution(walk: Walk, overloads: readonly Overload[], args: readonly Type[], receiver: boolean): Resolution | undefined {
  const possible: Overload[] = [];
  let result: Type | undefined;
  for (const overload of overloads) {
    if (overload.receiver !== receiver || (overload.fallback === true && possible.length > 0 && args.every(isKnown))) continue;
    const params = spread(overload, args.length);
    if (params === undefined) continue;
    const type = resultFor(walk, overload, params, args);
    if (type === undefined) continue;
    possible.push(overload);
    if (result === undefined) result = type;
    else if (!isExactType(type, result)) result = DYN;
  }
  if (result === undefined) return undefined;
  const resolution: Resolution = { args, receiver, reference: { kind: 'overloads', overloads: possible }, result };
  keepResolution(overloads, resolution);
  return resolution;
}

/** Whether values of the type are of that type alone: with `dyn` a call may still need a fallback. */
const isKnown = (type: Type): boolean => type.kind !== 'dyn' && type.kind !== 'any' && type.kind !== 'param';

const generic = new WeakMap<Overload, boolean>();

/** The type that an overload gives for such arguments; undefined when it does not take them. */
function resultFor({ substitution }: Walk, overload: Overload, params: readonly Type[], args: readonly Type[]): Type | undefined {
  let isGeneric = generic.get(overload);
  if (isGeneric === undefined) {
    isGeneric = [overload.result, ...overload.params].some(hasParam);
    generic.set(overload, isGeneric);
  }
  if (!isGeneric) return substitution.assignAll(args, params) ? overload.result : undefined;
  const [returned, ...wanted] = substitution.instantiate([overload.result, ...params]);
  return substitution.assignAll(args, wanted) ? substitution.resolve(returned as Type) : undefined;
}

/** An overload's parameters for so many arguments; undefined when it does not take that many. */
function spread({ params, variadic }: Overload, count: number): readonly Type[] | undefined {
  if (variadic !== true) return params.length === count ? params : undefined;
  const fixed = params.length - 1;
  if (count < fixed) return undefined;
  const last = params[fixed] as Type;
  return [...params.slice(0, fixed), ...Array.from({ length: count - fixed }, () => last)];
}

/** Reports that a function or operator does not take such arguments. */
export function mismatch(walk: Walk, place: Place, name: string, args: readonly Type[], receiver: boolean, advise?: Advise): void {
  const shown = args.map((type) => walk.substitution.resolve(type, true));
  report(walk, 'no_matching_overload', place, { name, args: shown, receiver }, advise);
}

function undeclaredFunction(walk: Walk, call: Call, name: string, receiver: boolean): void {
  const about = { name, container: walk.env.container };
  report(walk, 'undeclared_reference', placeOf(call), about, (texts) => texts.nearFunction(walk, call, receiver));
}

/** The operand that is nested deepest in long chains: checked first, so that a chain of any length needs no deep stack. */
export function chainOperand(walk: Walk, expr: Expr, scope: Scope): Expr | undefined {
  switch (expr.kind) {
    case 'call':
      if (expr.form === 'operator') return expr.args[0];
      return expr.target === undefined || namespacedFunction(walk, expr) !== undefined ? undefined : expr.target;
    case 'select':
      return declarationOf(walk, expr, scope) === undefined ? expr.operand : undefined;
    case 'has':
      return expr.operand;
    case 'not':
      return expr.operand;
    case 'comprehension':
      return expr.range;
    case 'bind':
    case 'optionalMap':
      return expr.value;
    default:
      return undefined;
  }
}
