// Operators whose operands are known to be constants, variables or paths become one step in place of two or three.
import { Duration, Timestamp, type Value } from '../values/value.ts';
import type { Planner } from './planner.ts';
import { at, constantOf, later, type Step, shaped, shapeOf } from './step.ts';

export const isSmallInt = (v: Value | undefined): v is number => typeof v === 'number' && (v | 0) === v;

export function sumStep(p: Planner, a: Step, b: Step, id: number): Step {
  const { nodes, operators } = p;
  const [left, right] = [shapeOf(a), shapeOf(b)];
  if (right?.kind === 'constant' && isSmallInt(right.value)) return nodes.sumConstant(a, right.value, id, operators.add);
  if (right?.kind === 'local') {
    if (left?.kind === 'local') return nodes.sumLocals(left.cell, right.cell, id, operators.add);
    return nodes.sumLocal(a, right.cell, id, operators.add);
  }
  const constant = constantOf(b)?.value;
  if (constant instanceof Duration) return nodes.sumDuration(a, constant, id, operators.add);
  return nodes.sum(a, b, id, operators.add);
}

export function differenceStep(p: Planner, a: Step, b: Step, id: number): Step {
  const y = constantOf(b)?.value;
  if (isSmallInt(y)) return p.nodes.differenceConstant(a, y, id, p.operators.subtract);
  return p.nodes.difference(a, b, id, p.operators.subtract);
}

export function productStep(p: Planner, a: Step, b: Step, id: number): Step {
  const y = constantOf(b)?.value;
  if (isSmallInt(y)) return p.nodes.productConstant(a, y, id, p.operators.multiply);
  return p.nodes.product(a, b, id, p.operators.multiply);
}

type Ordering = 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

export function orderingStep(p: Planner, a: Step, b: Step, id: number, ordering: Ordering): Step {
  const { nodes, operators } = p;
  const y = constantOf(b)?.value;
  const slow = operators[ordering];
  if (isSmallInt(y)) return nodes[`${ordering}Constant`](a, y, id, slow);
  const isAfter = ordering === 'greater' || ordering === 'greaterOrEqual';
  if (y instanceof Timestamp && isAfter) return nodes.afterConstant(a, y, ordering === 'greaterOrEqual', id, slow);
  return nodes[ordering](a, b, id, slow);
}

export function remainderStep(p: Planner, a: Step, b: Step, id: number): Step {
  const step = p.nodes.remainder(a, b, id, p.operators.modulo);
  const n = constantOf(b)?.value;
  return isSmallInt(n) && n !== 0 ? shaped(step, { kind: 'remainder', operand: a, n }) : step;
}

export function equalityStep(p: Planner, a: Step, b: Step, id: number, wanted: boolean): Step {
  const { nodes, operators } = p;
  const slow = wanted ? operators.equals : operators.differs;
  const value = constantOf(b)?.value;
  if (typeof value === 'string') return equalsTextStep(p, a, value, id, wanted);
  if (!isSmallInt(value)) return nodes.equality(a, b, id, wanted, slow);
  const step = nodes.equalsSmall(a, value, id, wanted, slow);
  const shape = shapeOf(a);
  return wanted && shape?.kind === 'remainder' ? nodes.remainderEquals(shape.operand, shape.n, value, step) : step;
}

function equalsTextStep(p: Planner, a: Step, text: string, id: number, wanted: boolean): Step {
  const { nodes, operators } = p;
  const shape = shapeOf(a);
  const plain = (): Step => nodes.equalsText(a, text, id, wanted, wanted ? operators.equals : operators.differs);
  const [first, second] = shape?.kind === 'path' ? shape.fields : [];
  const isShort = shape?.kind === 'path' && shape.fields.length <= 2 && first !== undefined;
  const fused = !isShort
    ? plain()
    : second === undefined
      ? nodes.path1EqualsText(shape.root, first, text, wanted, later(plain))
      : nodes.path2EqualsText(shape.root, first, second, text, wanted, later(plain));
  const isName = shape?.kind === 'path' || shape?.kind === 'variable' || shape?.kind === 'local';
  return wanted && isName ? shaped(fused, { kind: 'equalsText', operand: a, text }) : fused;
}

/** `x in ['a', 'b']` with constant texts: a comparison or two, or a look-up. */
export function membershipStep(p: Planner, a: Step, b: Step, id: number): Step {
  const { nodes, operators } = p;
  const values = constantOf(b)?.value;
  if (!Array.isArray(values) || values.length === 0 || !values.every((v): v is string => typeof v === 'string')) {
    return nodes.binary(a, b, id, operators.within);
  }
  const slow = (needle: Value): Value => at(operators.within(needle, values), id);
  const [first, second] = values;
  if (first !== undefined && values.length <= 2) return nodes.oneOfTwo(a, first, second ?? first, slow);
  return nodes.oneOf(a, new Set(values), slow);
}
