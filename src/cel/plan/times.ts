// A time and a constant duration against a constant time, without making the sum.
import type { Timestamp } from '../values/value.ts';
import { dealtNodes as nodes } from './copies.ts';
import { standardOperators } from './operators.ts';
import type { Planner } from './planner.ts';
import { type Step, shapeOf } from './step.ts';

export function afterStep(p: Planner, a: Step, time: Timestamp, ordering: 'greater' | 'greaterOrEqual', plain: Step): Step {
  const shape = shapeOf(a);
  if (shape?.kind !== 'later' || p.operators[ordering] !== standardOperators[ordering]) return plain;
  return nodes.laterThan(shape.operand, shape.seconds, time, ordering === 'greaterOrEqual', plain);
}
