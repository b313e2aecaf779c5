// Walks with one variable straight over an array; anything else is the general walk's (comprehension.ts).
import type { Comprehension } from '../syntax/ast.ts';
import type { CelError, Value } from '../values/value.ts';
import { chainedList, chainedTest } from './chains.ts';
import { type Loop, verdict } from './comprehension.ts';
import { dealtNodes as nodes } from './copies.ts';
import { standardOperators } from './operators.ts';
import type { Planner } from './planner.ts';
import { type Activation, type Step, shapeOf } from './step.ts';

/** A loop that nobody follows. `slow` walks over any range, `plain` is the whole of it. */
export function loopStep(
  p: Planner,
  macro: Comprehension['macro'],
  loop: Loop,
  slow: (range: Value, vars: Activation) => Value,
  plain: Step,
): Step {
  const step = arrayLoop(p, macro, loop, slow) ?? plain;
  const { range, first: cell, filter, body } = loop;
  const walk = { range, cell, filter, body };
  if (loop.stopsAtErrors) return step;
  return macro === 'exists' || macro === 'all' ? chainedTest(walk, macro === 'exists', step) : chainedList(macro, walk, step);
}

function arrayLoop(
  p: Planner,
  macro: Comprehension['macro'],
  loop: Loop,
  slow: (range: Value, vars: Activation) => Value,
): Step | undefined {
  const { range, first, body, filter, stopsAtErrors } = loop;
  const fault = (v: Value): CelError => verdict(loop, v) as CelError;
  switch (macro) {
    case 'exists': {
      const shape = shapeOf(body);
      const isText = shape?.kind === 'equalsText' && shapeOf(shape.operand)?.kind === 'local';
      if (isText && p.operators.equals === standardOperators.equals) return nodes.arrayHasText(range, shape.text, slow);
      return nodes.arrayQuantify(range, first, body, true, fault, stopsAtErrors, slow);
    }
    case 'all':
      return nodes.arrayQuantify(range, first, body, false, fault, stopsAtErrors, slow);
    case 'filter':
      return nodes.arrayFilter(range, first, body, fault, slow);
    case 'map':
      return filter === undefined ? nodes.arrayMap(range, first, body, slow) : undefined;
    default:
      return undefined;
  }
}
