// The recording as a tree along the expression: for every sub-expression its value, its error, or that it was not evaluated.
import type { Checked } from '../check/checked.ts';
import type { ExplainedNode, Iteration } from '../result.ts';
import type { Comprehension, Expr } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/visit.ts';
import { printType } from '../types/print.ts';
import { typeName } from '../values/type-of.ts';
import { isError, type Value } from '../values/value.ts';
import type { Decided } from './decide.ts';
import type { Frame, Round } from './record.ts';
import { valueText } from './value-text.ts';

/** Nodes shown in all; beyond them rounds of loops are left out. */
const MOST_NODES = 20_000;

interface TreeContext {
  readonly checked: Checked | undefined;
  readonly decided: Decided;
  left: number;
}

/** The explained form of an expression after a run. */
export const explainedTree = (root: Expr, frame: Frame, checked: Checked | undefined, decided: Decided): ExplainedNode =>
  explainedNode(root, frame, { checked, decided, left: MOST_NODES });

function explainedNode(expr: Expr, frame: Frame, context: TreeContext): ExplainedNode {
  context.left--;
  const value = frame.values.get(expr.id);
  const base = { id: expr.id, span: expr.span, decided: context.decided.get(frame)?.has(expr.id) === true };
  const children = partsOf(expr, frame).map((child) => explainedNode(child, frame, context));
  const type = typeText(expr, value, context.checked);
  const typed = type === undefined ? {} : { type };
  if (value === undefined) return { ...base, state: 'skipped', text: 'not evaluated', children, ...typed };
  const node: ExplainedNode = { ...base, state: isError(value) ? 'error' : 'value', text: valueText(value), children, ...typed };
  return expr.kind === 'comprehension' ? { ...node, ...roundsOf(expr, frame, context) } : node;
}

/**
 * The children that are evaluated in their own right. Left out are parts of a name that is one variable (`a` of `a.b`),
 * namespaces (`math`) and keys that the plan reads without evaluating them.
 */
function partsOf(expr: Expr, frame: Frame): readonly Expr[] {
  switch (expr.kind) {
    case 'comprehension':
      return [expr.range];
    case 'select':
    case 'has':
      return expr.operand.kind === 'ident' && !frame.values.has(expr.operand.id) ? [] : withoutNames([expr.operand], frame);
    case 'call':
      return withoutNames(childrenOf(expr), frame);
    default:
      return childrenOf(expr);
  }
}

const withoutNames = (children: readonly Expr[], frame: Frame): readonly Expr[] =>
  children.filter((child) => frame.values.has(child.id) || (child.kind !== 'ident' && child.kind !== 'literal'));

type Rounds = Required<Pick<ExplainedNode, 'iterations'>> & Pick<ExplainedNode, 'moreIterations'>;

function roundsOf(expr: Comprehension, frame: Frame, context: TreeContext): Rounds {
  const { rounds, dropped } = frame.loops.get(expr.id) ?? { rounds: [], dropped: 0 };
  const iterations: Iteration[] = [];
  for (const round of rounds) {
    if (context.left <= 0) break;
    iterations.push({ binding: bindingText(round), node: explainedNode(roundResult(expr, round), round.frame, context) });
  }
  const moreIterations = rounds.length - iterations.length + dropped;
  return moreIterations === 0 ? { iterations } : { iterations, moreIterations };
}

/** What a round came to: the body, or the filter that kept it from being evaluated. */
const roundResult = (expr: Comprehension, round: Round): Expr =>
  expr.filter !== undefined && !round.frame.values.has(expr.body.id) ? expr.filter : expr.body;

export const bindingText = (round: Round): string => round.bindings.map(([name, value]) => `${name} = ${valueText(value)}`).join(', ');

/** The static type where it says something, else the type of the value. */
function typeText(expr: Expr, value: Value | undefined, checked: Checked | undefined): string | undefined {
  const known = checked?.types.get(expr.id);
  if (known !== undefined && known.kind !== 'dyn' && known.kind !== 'error') return printType(known);
  return value === undefined || isError(value) ? undefined : typeName(value);
}
