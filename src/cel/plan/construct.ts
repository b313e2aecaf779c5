// List, map and message literals.

import { candidates } from '../check/environment.ts';
import type { List, MapLiteral, Struct } from '../syntax/ast.ts';
import { invalid } from '../values/fault.ts';
import { keyText } from '../values/key-text.ts';
import { isKey, TypedMap } from '../values/typed-map.ts';
import { CelError, Optional, type Value } from '../values/value.ts';
import { fold } from './logic.ts';
import { needsBudget, type Planner } from './planner.ts';
import { at, constant, constantOf, type Scope, type Step, shaped } from './step.ts';

export function planList(p: Planner, expr: List, scope: Scope | undefined): Step {
  const steps = expr.elements.map((element) => p.plan(element.value, scope));
  const optional = expr.elements.map((element) => element.optional);
  if (optional.includes(true)) return fold(p, steps, optionalList(steps, optional, expr.id));
  return constantList(p, steps) ?? shaped(plainList(steps), { kind: 'list', elements: steps });
}

function constantList(p: Planner, steps: readonly Step[]): Step | undefined {
  if (p.recorder !== undefined) return undefined;
  const values: Value[] = [];
  for (const step of steps) {
    const known = constantOf(step);
    if (known === undefined) return undefined;
    values.push(known.value);
  }
  return constant(values);
}

const plainList =
  (steps: readonly Step[]): Step =>
  (vars) => {
    const out: Value[] = new Array(steps.length);
    for (let i = 0; i < steps.length; i++) {
      const v = (steps[i] as Step)(vars);
      if (v instanceof CelError) return v;
      out[i] = v;
    }
    return out;
  };

const optionalList =
  (steps: readonly Step[], optional: readonly boolean[], id: number): Step =>
  (vars) => {
    const out: Value[] = [];
    for (let i = 0; i < steps.length; i++) {
      const v = (steps[i] as Step)(vars);
      if (v instanceof CelError) return v;
      if (optional[i] !== true) out.push(v);
      else if (!(v instanceof Optional)) return at(notOptional(), id);
      else if (v.value !== undefined) out.push(v.value);
    }
    return out;
  };

const notOptional = (): CelError => new CelError('no_such_overload', 'an entry written with ? must be an optional value');

export function planMap(p: Planner, expr: MapLiteral, scope: Scope | undefined): Step {
  const entries = expr.entries.map(({ key, value, optional }) => ({ key: p.plan(key, scope), value: p.plan(value, scope), optional }));
  const { badKey, newMap } = p.operators;
  const repeated = p.operators.repeatedKeys === 'error' ? repeatedKey(entries.map((e) => e.key)) : undefined;
  const step: Step = (vars) => {
    const out = newMap();
    for (const entry of entries) {
      const key = entry.key(vars);
      if (key instanceof CelError) return key;
      const value = entry.value(vars);
      if (value instanceof CelError) return value;
      const bad = badKey(key);
      if (bad !== undefined) return at(bad, expr.id);
      if (!entry.optional) out.set(key, value);
      else if (!(value instanceof Optional)) return at(notOptional(), expr.id);
      else if (value.value !== undefined) out.set(key, value.value);
    }
    return repeated === undefined ? out : at(invalid(`duplicate key: ${keyText(repeated)}`), expr.id);
  };
  return fold(
    p,
    entries.flatMap((e) => [e.key, e.value]),
    step,
  );
}

/** The first key that a literal repeats, among those that are constant. */
function repeatedKey(keys: readonly Step[]): Value | undefined {
  const seen = new TypedMap();
  for (const key of keys) {
    const known = constantOf(key)?.value;
    if (known === undefined) continue;
    if (seen.has(known)) return known;
    if (isKey(known)) seen.set(known, true);
  }
  return undefined;
}

export function planStruct(p: Planner, expr: Struct, scope: Scope | undefined): Step {
  needsBudget(p);
  const reference = p.references?.get(expr.id);
  const names = reference?.kind === 'struct' ? [reference.name] : candidates(p.env.container, expr.name, expr.absolute);
  const refused = p.env.profile.evaluation.messages === false;
  const make = refused ? undefined : names.map((name) => p.construct?.(name)).find((found) => found !== undefined);
  const fields = expr.fields.map(({ name, value, optional }) => ({ name, value: p.plan(value, scope), optional }));
  if (make === undefined) return () => new CelError('undeclared_reference', `unknown type: ${expr.name}`, expr.id);
  return (vars) => {
    const given: [string, Value][] = [];
    for (const field of fields) {
      const value = field.value(vars);
      if (value instanceof CelError) return value;
      if (!field.optional) given.push([field.name, value]);
      else if (!(value instanceof Optional)) return at(notOptional(), expr.id);
      else if (value.value !== undefined) given.push([field.name, value.value]);
    }
    return at(make(given), expr.id);
  };
}
