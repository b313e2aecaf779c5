// `request.path == "/x"`, `service.limit == 3`: the most frequent test of all is one step, made straight from the tree. What it would be
// made of otherwise is planned when a run needs the slow way.
import type { Call, Expr, Ident } from '../syntax/ast.ts';
import { nodesOf, turnOf } from './copies.ts';
import { knownName, type Name } from './field.ts';
import type { Planner } from './planner.ts';
import { isSmallInt, type Scope, type Step } from './step.ts';

/**
 * A comparison of a variable or a path of it with a constant text or small int; undefined for any other call. `plain` plans the call as
 * any other is planned.
 */
export function nameComparison(p: Planner, call: Call, scope: Scope | undefined, plain: PlanCall): Step | undefined {
  const [operand, constant] = call.args;
  const wanted = call.name === '_==_';
  if ((!wanted && call.name !== '_!=_') || operand === undefined || constant?.kind !== 'literal') return undefined;
  const { value } = constant;
  if (typeof value !== 'string' && !isSmallInt(value)) return undefined;
  const { references } = p;
  if (references === undefined || p.recorder !== undefined || p.steps !== undefined) return undefined;
  if (operand.kind === 'ident') {
    const root = variableOf(references, operand);
    return root === undefined ? undefined : compareVariable(p, root, value, wanted, laterCall(p, call, scope, plain));
  }
  const outer = fieldOf(references, operand);
  if (outer === undefined) return undefined;
  const within = operandOf(operand);
  const inner = within.kind === 'ident' ? undefined : fieldOf(references, within);
  const name = inner === undefined ? within : operandOf(within);
  const root = name.kind === 'ident' ? variableOf(references, name) : undefined;
  if (root === undefined) return undefined;
  p.uses.count++;
  const slow = laterCall(p, call, scope, plain);
  return inner === undefined ? compareField(root, outer, value, wanted, slow) : compareInner(root, inner, outer, value, wanted, slow);
}

type PlanCall = (p: Planner, call: Call, scope: Scope | undefined) => Step;
type References = NonNullable<Planner['references']>;

function laterCall(p: Planner, call: Call, scope: Scope | undefined, plain: PlanCall): Step {
  let made: Step | undefined;
  return (vars) => {
    made ??= plain(p, call, scope);
    return made(vars);
  };
}

function compareVariable(p: Planner, root: Name, value: string | number, wanted: boolean, slow: Step): Step {
  p.uses.count++;
  const nodes = nodesOf(turnOf(0, root.number));
  return typeof value === 'string'
    ? nodes.variableEqualsText(root.text, value, wanted, slow)
    : nodes.variableEqualsSmall(root.text, value, wanted, slow);
}

function compareField(root: Name, a: Name, value: string | number, wanted: boolean, slow: Step): Step {
  const nodes = nodesOf(turnOf(turnOf(0, root.number), a.number));
  return typeof value === 'string'
    ? nodes.path1EqualsText(root.text, a.text, value, wanted, slow)
    : nodes.path1EqualsSmall(root.text, a.text, value, wanted, slow);
}

function compareInner(root: Name, a: Name, b: Name, value: string | number, wanted: boolean, slow: Step): Step {
  const nodes = nodesOf(turnOf(turnOf(turnOf(0, root.number), a.number), b.number));
  return typeof value === 'string'
    ? nodes.path2EqualsText(root.text, a.text, b.text, value, wanted, slow)
    : nodes.path2EqualsSmall(root.text, a.text, b.text, value, wanted, slow);
}

/** The name of a variable that the checker knows. */
function variableOf(references: References, ident: Ident): Name | undefined {
  const reference = references.get(ident.id);
  if (reference?.kind !== 'variable' || reference.constant !== undefined) return undefined;
  const name = knownName(reference.name);
  return name.risk === 'slow' ? undefined : name;
}

/** The field that a selection or an index with a text reads, when nothing else can answer for its name. */
function fieldOf(references: References, expr: Expr): Name | undefined {
  const field = writtenField(references, expr);
  const name = field === undefined ? undefined : knownName(field);
  return name?.risk === 'direct' || name?.isMethod === true ? name : undefined;
}

function writtenField(references: References, expr: Expr): string | undefined {
  if (expr.kind === 'select') return expr.optional || expr.extension === true || references.has(expr.id) ? undefined : expr.field;
  if (expr.kind !== 'call' || expr.name !== '_[_]') return undefined;
  const key = expr.args[1];
  return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
}

const operandOf = (expr: Expr): Expr => (expr.kind === 'select' ? expr.operand : expr.kind === 'call' ? (expr.args[0] as Expr) : expr);
