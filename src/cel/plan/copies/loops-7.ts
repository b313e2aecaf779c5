// Made from loops.ts by `npm run gen`: change that file, not this copy.
import { exhausted, meter } from '../../values/meter.ts';
import { CelError as Fault, type Value } from '../../values/value.ts';
import type { Cell, Step } from '../step.ts';

const arrayQuantify =
  (
    range: Step,
    cell: Cell,
    body: Step,
    decisive: boolean,
    fault: (v: Value) => Fault,
    stops: boolean,
    slow: (range: Value, vars: Parameters<Step>[0]) => Value,
  ): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    const saved = cell.value;
    let error: Fault | undefined;
    for (let i = 0; i < items.length; i++) {
      if (--meter.left < 0) exhausted();
      cell.value = items[i] as Value;
      const v = body(vars);
      if (v === decisive) {
        cell.value = saved;
        return decisive;
      }
      if (v !== !decisive) {
        error ??= fault(v);
        if (stops) break;
      }
    }
    cell.value = saved;
    return error ?? !decisive;
  };

/** `items.exists(x, x == 'text')`. */
const arrayHasText =
  (range: Step, text: string, slow: (range: Value, vars: Parameters<Step>[0]) => Value): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    meter.left -= items.length >> 3;
    if (meter.left < 0) exhausted();
    return items.includes(text);
  };

const arrayFilter =
  (range: Step, cell: Cell, body: Step, fault: (v: Value) => Fault, slow: (range: Value, vars: Parameters<Step>[0]) => Value): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    const saved = cell.value;
    const out: Value[] = [];
    for (let i = 0; i < items.length; i++) {
      if (--meter.left < 0) exhausted();
      const item = items[i] as Value;
      cell.value = item;
      const v = body(vars);
      if (v === true) out.push(item);
      else if (v !== false) {
        cell.value = saved;
        return fault(v);
      }
    }
    cell.value = saved;
    return out;
  };

const arrayMap =
  (range: Step, cell: Cell, body: Step, slow: (range: Value, vars: Parameters<Step>[0]) => Value): Step =>
  (vars) => {
    const items = range(vars);
    if (!Array.isArray(items)) return slow(items, vars);
    const saved = cell.value;
    const out: Value[] = [];
    for (let i = 0; i < items.length; i++) {
      if (--meter.left < 0) exhausted();
      cell.value = items[i] as Value;
      const v = body(vars);
      if (v instanceof Fault) {
        cell.value = saved;
        return v;
      }
      out.push(v);
    }
    cell.value = saved;
    return out;
  };

export const loops = {
  arrayQuantify,
  arrayHasText,
  arrayFilter,
  arrayMap,
};
