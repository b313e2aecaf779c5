// Operators whose operands are known to be constants, variables or paths become one step in place of two or three.

import type { Call } from '../syntax/ast.ts';
import { Duration, Timestamp, type Value } from '../values/value.ts';
import { dealtNodes as nodes, nodesOf } from './copies.ts';
import { standardOperators } from './operators.ts';
import { needsBudget, type Planner } from './planner.ts';
import { at, constantOf, isSmallInt, later, type Shape, type Step, shaped, shapeOf } from './step.ts';
import { textsStep } from './texts.ts';
import { afterStep } from './times.ts';

/** An operator with one or two operands, by what they are known to be; undefined: as any. */
export function operatorStep(p: Planner, { name, id }: Call, a: Step, b: Step): Step | undefined {
  switch (name) {
    case '_+_':
      return sumStep(p, a, b, id);
    case '_-_':
      return differenceStep(p, a, b, id);
    case '_*_':
      return productStep(p, a, b, id);
    case '_%_':
      return remainderStep(p, a, b, id);
    case '_==_':
      return equalityStep(p, a, b, id, true);
    case '_!=_':
      return equalityStep(p, a, b, id, false);
    case '_<_':
      return orderingStep(p, a, b, id, 'less');
    case '_<=_':
      return orderingStep(p, a, b, id, 'lessOrEqual');
    case '_>_':
      return orderingStep(p, a, b, id, 'greater');
    case '_>=_':
      return orderingStep(p, a, b, id, 'greaterOrEqual');
    case '@in':
      return membershipStep(p, a, b, id);
    default:
      return undefined;
  }
}

function sumStep(p: Planner, a: Step, b: Step, id: number): Step {
  const { operators } = p;
  const [left, right] = [shapeOf(a), shapeOf(b)];
  if (right?.kind === 'constant' && isSmallInt(right.value)) return nodes.sumConstant(a, right.value, id, operators.add);
  if (right?.kind === 'local') {
    needsBudget(p);
    if (left?.kind === 'local') return nodes.sumLocals(left.cell, right.cell, id, operators.add);
    return nodes.sumLocal(a, right.cell, id, operators.add);
  }
  const constant = constantOf(b)?.value;
  if (constant instanceof Duration) return sumDurationStep(p, a, constant, id);
  const texts = textsStep(p, a, b, id);
  if (texts !== undefined) return texts;
  needsBudget(p);
  return nodes.sum(a, b, id, operators.add);
}

/** A time and a constant duration; what follows may do without the sum itself. */
function sumDurationStep(p: Planner, a: Step, duration: Duration, id: number): Step {
  const step = nodes.sumDuration(a, duration, id, p.operators.add);
  const isSum = p.operators.add === standardOperators.add;
  return isSum && duration.nanos === 0 ? shaped(step, { kind: 'later', operand: a, seconds: duration.seconds }) : step;
}

function differenceStep(p: Planner, a: Step, b: Step, id: number): Step {
  const y = constantOf(b)?.value;
  if (isSmallInt(y)) return nodes.differenceConstant(a, y, id, p.operators.subtract);
  return nodes.difference(a, b, id, p.operators.subtract);
}

function productStep(p: Planner, a: Step, b: Step, id: number): Step {
  const y = constantOf(b)?.value;
  if (isSmallInt(y)) return nodes.productConstant(a, y, id, p.operators.multiply);
  return nodes.product(a, b, id, p.operators.multiply);
}

type Ordering = 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

function orderingStep(p: Planner, a: Step, b: Step, id: number, ordering: Ordering): Step {
  const { operators } = p;
  const y = constantOf(b)?.value;
  const slow = operators[ordering];
  if (isSmallInt(y)) return nodes[`${ordering}Constant`](a, y, id, slow);
  const isAfter = ordering === 'greater' || ordering === 'greaterOrEqual';
  if (y instanceof Timestamp && isAfter) {
    const step = nodes.afterConstant(a, y, ordering === 'greaterOrEqual', id, slow);
    return afterStep(p, a, y, ordering, step);
  }
  return nodes[ordering](a, b, id, slow);
}

function remainderStep(p: Planner, a: Step, b: Step, id: number): Step {
  const step = nodes.remainder(a, b, id, p.operators.modulo);
  const n = constantOf(b)?.value;
  return isSmallInt(n) && n !== 0 ? shaped(step, { kind: 'remainder', operand: a, n }) : step;
}

function equalityStep(p: Planner, a: Step, b: Step, id: number, wanted: boolean): Step {
  const { operators } = p;
  const slow = wanted ? operators.equals : operators.differs;
  const value = constantOf(b)?.value;
  if (typeof value === 'string') return equalsTextStep(p, a, value, id, wanted);
  if (!isSmallInt(value)) {
    if (value === undefined || (typeof value === 'object' && value !== null)) needsBudget(p);
    return nodes.equality(a, b, id, wanted, slow);
  }
  const step = nodes.equalsSmall(a, value, id, wanted, slow);
  const shape = shapeOf(a);
  if (shape?.kind === 'path') return pathEqualsSmall(shape, value, wanted, step);
  return wanted && shape?.kind === 'remainder' ? nodes.remainderEquals(shape.operand, shape.n, value, step) : step;
}

type Path = Extract<Shape, { readonly kind: 'path' }>;

function pathEqualsSmall({ root, fields, turn }: Path, n: number, wanted: boolean, step: Step): Step {
  const [first, second, third] = fields;
  if (first === undefined || third !== undefined) return step;
  return second === undefined
    ? nodesOf(turn).path1EqualsSmall(root, first, n, wanted, step)
    : nodesOf(turn).path2EqualsSmall(root, first, second, n, wanted, step);
}

function equalsTextStep(p: Planner, a: Step, text: string, id: number, wanted: boolean): Step {
  const { operators } = p;
  const shape = shapeOf(a);
  const plain = (): Step => nodes.equalsText(a, text, id, wanted, wanted ? operators.equals : operators.differs);
  const [first, second] = shape?.kind === 'path' ? shape.fields : [];
  const isShort = shape?.kind === 'path' && shape.fields.length <= 2 && first !== undefined;
  const fused = !isShort
    ? plain()
    : second === undefined
      ? nodesOf(shape.turn).path1EqualsText(shape.root, first, text, wanted, later(plain))
      : nodesOf(shape.turn).path2EqualsText(shape.root, first, second, text, wanted, later(plain));
  const isName = shape?.kind === 'path' || shape?.kind === 'variable' || shape?.kind === 'local';
  return wanted && isName ? shaped(fused, { kind: 'equalsText', operand: a, text }) : fused;
}

const isText = (v: Value): v is string => typeof v === 'string';

/** `x in ['a', 'b']` with constant texts or small ints: a comparison or two, or a look-up. */
function membershipStep(p: Planner, a: Step, b: Step, id: number): Step {
  const { operators } = p;
  const values = constantOf(b)?.value;
  if (!Array.isArray(values) || values.length === 0 || !(values.every(isText) || values.every(isSmallInt))) {
    needsBudget(p);
    return nodes.binary(a, b, id, operators.within);
  }
  const slow = (needle: Value): Value => at(operators.within(needle, values), id);
  if (!values.every(isText)) return nodes.oneOfInts(a, new Set(values), slow);
  const [first, second] = values;
  if (first !== undefined && values.length <= 2) return nodes.oneOfTwo(a, first, second ?? first, slow);
  return nodes.oneOf(a, new Set(values), slow);
}
