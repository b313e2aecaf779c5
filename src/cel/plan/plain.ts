// The closures that every plan is made of. They do without knowing anything of their operands; the short ways (ways.ts) know better ones for
// most. Copied as nodes.ts is.
import { limitError, meter, SHORTEST } from '../values/meter.ts';
import { CelError as Fault, type Value } from '../values/value.ts';
import type { Binary, Unary } from './operators.ts';
import type { Cell, Step } from './step.ts';

/** Marks where an error was seen first. */
function at(value: Value, id: number): Value {
  if (value instanceof Fault && value.node === undefined) value.node = id;
  return value;
}

/** A whole run, with its budget. */
const metered =
  (step: Step): Step =>
  (vars) => {
    if (meter.active) return step(vars);
    meter.active = true;
    meter.fresh = true;
    meter.left = SHORTEST;
    try {
      return step(vars);
    } catch (error) {
      return limitError(error);
    } finally {
      meter.active = false;
    }
  };

const local =
  (cell: Cell): Step =>
  () =>
    cell.value as Value;

const unary =
  (a: Step, id: number, run: Unary): Step =>
  (vars) =>
    at(run(a(vars)), id);

const binary =
  (a: Step, b: Step, id: number, run: Binary): Step =>
  (vars) =>
    at(run(a(vars), b(vars)), id);

const manyTerms =
  (terms: readonly Step[], decisive: boolean, id: number, notBool: Unary): Step =>
  (vars) => {
    let fault: Value | undefined;
    for (let i = 0; i < terms.length; i++) {
      const v = (terms[i] as Step)(vars);
      if (v === decisive) return decisive;
      if (v !== !decisive && fault === undefined) fault = notBool(v);
    }
    return fault === undefined ? !decisive : at(fault, id);
  };

const not =
  (operand: Step, id: number, notBool: Unary): Step =>
  (vars) => {
    const v = operand(vars);
    return v === true ? false : v === false ? true : at(notBool(v), id);
  };

const conditional =
  (condition: Step, yes: Step, no: Step, id: number, notBool: Unary): Step =>
  (vars) => {
    const v = condition(vars);
    return v === true ? yes(vars) : v === false ? no(vars) : at(notBool(v), id);
  };

export const plain = {
  metered,
  local,
  unary,
  binary,
  manyTerms,
  not,
  conditional,
};

export type Plain = typeof plain;
