// `request.path == "/x"`, `service.limit == 3`: the most frequent test of all is one step, made straight from the tree. What it would be
// made of otherwise is planned when a run needs the slow way.
import type { Call, Expr } from '../syntax/ast.ts';
import { nodesOf, turnOf } from './copies.ts';
import { knownName } from './field.ts';
import type { Planner } from './planner.ts';
import { later, type Step } from './step.ts';

interface WrittenPath {
  readonly root: string;
  readonly fields: readonly string[];
  readonly turn: number;
}

const MOST_FIELDS = 2;

/** A comparison of a path with a constant text or small int; undefined for any other call. */
export function pathComparison(p: Planner, call: Call, slow: () => Step): Step | undefined {
  const [operand, constant] = call.args;
  const isEquality = call.name === '_==_' || call.name === '_!=_';
  if (!isEquality || operand === undefined || constant?.kind !== 'literal') return undefined;
  const { value } = constant;
  const isSmall = typeof value === 'number' && (value | 0) === value;
  if (!isSmall && typeof value !== 'string') return undefined;
  const path = writtenPath(p, operand);
  if (path === undefined) return undefined;
  p.uses.count++;
  const { root, fields, turn } = path;
  const [a, b] = fields as [string, string | undefined];
  const wanted = call.name === '_==_';
  const nodes = nodesOf(turn);
  if (typeof value === 'string') {
    return b === undefined
      ? nodes.path1EqualsText(root, a, value, wanted, later(slow))
      : nodes.path2EqualsText(root, a, b, value, wanted, later(slow));
  }
  return b === undefined
    ? nodes.path1EqualsSmall(root, a, value as number, wanted, later(slow))
    : nodes.path2EqualsSmall(root, a, b, value as number, wanted, later(slow));
}

/** One or two fields of a variable that the checker knows, when nothing else can answer for their names. */
function writtenPath(p: Planner, expr: Expr): WrittenPath | undefined {
  const { references } = p;
  if (references === undefined || p.recorder !== undefined || p.steps !== undefined) return undefined;
  const written: string[] = [];
  let node = expr;
  for (let field = fieldOf(node); field !== undefined && node.kind !== 'ident'; field = fieldOf(node)) {
    const isName = node.kind === 'select' && references.get(node.id) !== undefined;
    if (isName || written.length === MOST_FIELDS) return undefined;
    written.push(field);
    node = operandOf(node);
  }
  if (node.kind !== 'ident' || written.length === 0) return undefined;
  const reference = references.get(node.id);
  if (reference?.kind !== 'variable' || reference.constant !== undefined) return undefined;
  return resolved(reference.name, written.reverse());
}

const fieldOf = (expr: Expr): string | undefined => {
  if (expr.kind === 'select') return expr.optional || expr.extension === true ? undefined : expr.field;
  if (expr.kind !== 'call' || expr.name !== '_[_]') return undefined;
  const key = expr.args[1];
  return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
};

const operandOf = (expr: Expr): Expr => (expr.kind === 'select' ? expr.operand : expr.kind === 'call' ? (expr.args[0] as Expr) : expr);

function resolved(variable: string, fields: readonly string[]): WrittenPath | undefined {
  const root = knownName(variable);
  if (root.risk === 'slow') return undefined;
  let turn = turnOf(0, root.number);
  const texts: string[] = [];
  for (const field of fields) {
    const { text, risk, isMethod, number } = knownName(field);
    if (risk !== 'direct' && !isMethod) return undefined;
    texts.push(text);
    turn = turnOf(turn, number);
  }
  return { root: root.text, fields: texts, turn };
}
