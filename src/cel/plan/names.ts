// Names: variables, constants, types, qualified names, fields. With a checker's references the work is done; without, the
// longest name that is declared or given wins (`a.b.c` before `a.b` before `a`), in the container first, as in cel-go.
import { candidates } from '../check/environment.ts';
import type { Expr, Has, Ident, Select } from '../syntax/ast.ts';
import { CelError, type Value } from '../values/value.ts';
import type { Selection } from './operators.ts';
import { needsBudget, type Planner } from './planner.ts';
import { at, constant, findLocal, type Scope, type Step } from './step.ts';

export function planIdent(p: Planner, expr: Ident, scope: Scope | undefined): Step {
  const local = expr.absolute ? undefined : findLocal(scope, expr.name);
  const reference = p.references?.get(expr.id);
  if (reference === undefined || reference.kind === 'local') {
    return local ?? resolve(p, expr.name, expr.absolute, expr.id) ?? undeclared(p, expr);
  }
  return referenceStep(p, expr.id) ?? undeclared(p, expr);
}

/** What the checker found for a node that names a variable or a constant. */
function referenceStep(p: Planner, id: number): Step | undefined {
  const reference = p.references?.get(id);
  if (reference?.kind !== 'variable') return undefined;
  return reference.constant === undefined ? variableStep(p, reference.name, id) : constant(reference.constant);
}

function resolve(p: Planner, name: string, absolute: boolean, id: number): Step | undefined {
  const found = findName(p, name, absolute);
  if (found === undefined) return undefined;
  return found.constant === undefined ? variableStep(p, found.name, id) : constant(found.constant);
}

/** A variable that will be given, or a declared variable or constant. */
export function findName(p: Planner, name: string, absolute: boolean): { readonly name: string; readonly constant?: Value } | undefined {
  for (const candidate of candidates(p.env.container, name, absolute)) {
    if (Object.hasOwn(p.bound, candidate)) return { name: candidate };
    const declared = p.env.variable(candidate);
    if (declared !== undefined)
      return declared.constant === undefined ? { name: candidate } : { name: candidate, constant: declared.constant };
  }
  return undefined;
}

function undeclared(p: Planner, expr: Ident): Step {
  const tried = candidates(p.env.container, expr.name, expr.absolute).join(', ');
  return () => new CelError('undeclared_reference', `undeclared reference to '${tried}'`, expr.id);
}

export function planSelect(p: Planner, expr: Select, scope: Scope | undefined): Step {
  const known = referenceStep(p, expr.id);
  if (known !== undefined) return known;
  const unchecked = p.references === undefined && expr.extension !== true;
  const variable = unchecked ? qualifiedVariable(p, expr.operand, expr.field, expr.id, scope) : undefined;
  if (variable !== undefined) return variable;
  const member = memberOfCall(p, expr, scope);
  if (member !== undefined) return member;
  const operand = p.plan(expr.operand, scope);
  const select = expr.optional ? p.operators.optionalSelect : p.operators.select;
  return expr.optional ? selection(operand, expr.field, expr.id, select) : fieldStep(p, operand, expr.field, expr.id, select);
}

/** `operand.field`, as the profile selects. */
export const fieldStep = (p: Planner, operand: Step, field: string, id: number, select: Selection): Step =>
  p.ways?.fieldStep(operand, field, id, select) ?? selection(operand, field, id, select);

const selection =
  (operand: Step, field: string, id: number, select: Selection): Step =>
  (vars) =>
    at(select(operand(vars), field), id);

/** A variable that may be missing when the expression runs. */
function variableStep(p: Planner, name: string, id: number): Step {
  p.uses.count++;
  const missing = (): Value => new CelError('undeclared_reference', `no such attribute: ${name}`, id);
  return p.ways?.variableStep(name, missing) ?? ((vars) => (Object.hasOwn(vars, name) ? (vars[name] as Value) : missing()));
}

/** A field of a call's result that the profile reads without the rest. */
function memberOfCall(p: Planner, expr: Select, scope: Scope | undefined): Step | undefined {
  const call = expr.operand;
  const { memberOfCall: known } = p.operators;
  if (known === undefined || call.kind !== 'call' || call.form !== 'global' || !Object.hasOwn(known, call.name)) return undefined;
  const rule = known[call.name];
  const [only] = call.args;
  if (rule === undefined || only === undefined || call.args.length !== 1) return undefined;
  const { read, member } = rule;
  needsBudget(p);
  const arg = p.plan(only, scope);
  const record = p.recorder?.value.bind(p.recorder, call.id);
  return (vars) => {
    const v = arg(vars);
    const object = v instanceof CelError ? v : at(read(v), call.id);
    record?.(object);
    return object instanceof CelError ? object : at(member(object, expr.field), expr.id);
  };
}

/** The variable or constant that `operand.field` names as a whole. */
export function qualifiedVariable(p: Planner, operand: Expr, field: string, id: number, scope: Scope | undefined): Step | undefined {
  const qualified = qualifiedName(operand, scope, p.env.deepest);
  return qualified === undefined ? undefined : resolve(p, `${qualified.name}.${field}`, qualified.absolute, id);
}

/** The dotted name, with at most so many dots, of a chain of selects and constant string indexes that starts at a name which is no local variable. */
export function qualifiedName(
  expr: Expr,
  scope: Scope | undefined,
  most = Number.POSITIVE_INFINITY,
): { readonly name: string; readonly absolute: boolean } | undefined {
  const fields: string[] = [];
  let node: Expr = expr;
  while (fields.length <= most) {
    if (node.kind === 'select' && !node.optional && node.extension !== true) {
      fields.push(node.field);
      node = node.operand;
    } else if (node.kind === 'call' && node.name === '_[_]' && node.args[1]?.kind === 'literal' && typeof node.args[1].value === 'string') {
      fields.push(node.args[1].value);
      node = node.args[0] as Expr;
    } else break;
  }
  if (node.kind !== 'ident' || (!node.absolute && findLocal(scope, node.name) !== undefined)) return undefined;
  return { name: [node.name, ...fields.reverse()].join('.'), absolute: node.absolute };
}

/** `has(a.b)`. A variable of the name `a.b` is taken for the answer when nothing checked the expression (cel-go). */
export function planHas(p: Planner, expr: Has, scope: Scope | undefined): Step {
  const unchecked = p.references === undefined && expr.extension !== true;
  const variable = unchecked ? qualifiedVariable(p, expr.operand, expr.field, expr.id, scope) : undefined;
  if (variable !== undefined) return variable;
  const operand = p.plan(expr.operand, scope);
  const { has } = p.operators;
  const step = selection(operand, expr.field, expr.id, has);
  return p.ways?.hasStep(operand, expr.field, step) ?? step;
}
