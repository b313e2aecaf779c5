// Reading a field fast: `o?.f` straight from the host's object, wherever no prototype can answer in its place.
import { noSuchKey } from '../values/fault.ts';
import { Boxed, CelError, Double, Duration, Optional, Timestamp, TypeValue, Uint, type Value } from '../values/value.ts';
import { nodesFor } from './copies.ts';
import { type Selection, select as standardSelect } from './operators.ts';
import type { Planner } from './planner.ts';
import { at, later, type Step, shaped, shapeOf } from './step.ts';

const OBJECTS: readonly object[] = [Object, Array, Map, Uint8Array, Function].map((c) => c.prototype as object);
const PRIMITIVES: readonly object[] = [String, Number, Boolean, BigInt].map((c) => c.prototype as object);
const OWN_NAMES: ReadonlySet<string> = new Set(
  [
    new Double(0),
    new Uint(0),
    new Timestamp(0, 0),
    new Duration(0, 0),
    new TypeValue(''),
    new Optional(null),
    new CelError('conversion', ''),
  ].flatMap((o) => [...Object.keys(o), ...Object.getOwnPropertyNames(Object.getPrototypeOf(o))]),
);
/** Names of members that the objects of libraries have; fields.test.ts looks through all of them. */
const VIEW_NAMES: ReadonlySet<string> = new Set(
  (
    'address as cookie data decide entries equals evaluation first get has hasExactly hash isZero keys next plain prefix redacted reveal ' +
    'same set size text toJson typeName'
  ).split(' '),
);

/** Whether one of our own objects may have a member of this name. */
export const isOwnName = (name: string): boolean => OWN_NAMES.has(name) || VIEW_NAMES.has(name);

/**
 * How a field of this name may be read. `direct`: no object or primitive inherits the name. `plain`: our own classes or
 * primitives have it, so only objects of the host may be read. `slow`: any object may inherit it.
 */
export const fieldRisk = (name: string): FieldRisk => knownName(name).risk;

export type FieldRisk = 'direct' | 'plain' | 'slow';

interface Name {
  /** The text as engines hold property names: one that was cut out of another text is looked up anew at every read. */
  readonly text: string;
  readonly risk: FieldRisk;
}

/** Names that were asked for; prototypes do not change while a program runs. */
const known = new Map<string, Name>();
const MOST_KNOWN = 1000;

function knownName(name: string): Name {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made = { text: Object.keys({ [name]: true })[0] ?? name, risk: findRisk(name) };
  if (known.size < MOST_KNOWN) known.set(made.text, made);
  return made;
}

function findRisk(name: string): FieldRisk {
  if (name === 'length' || /^\d+$/.test(name) || OBJECTS.some((p) => name in p)) return 'slow';
  return isOwnName(name) || PRIMITIVES.some((p) => name in p) ? 'plain' : 'direct';
}

type Host = { readonly [field: string]: Value | undefined } | null | undefined;

/** `operand.name`, with the table's selection for whatever is not the field of a plain object. */
export function fieldStep(operand: Step, field: string, id: number, select: Selection): Step {
  const { text: name, risk } = knownName(field);
  switch (risk) {
    case 'slow':
      return (vars) => at(select(operand(vars), name), id);
    case 'plain':
      return (vars) => {
        const o = operand(vars);
        if (typeof o === 'object' && o !== null && !(o instanceof Boxed)) {
          const v = (o as Host)?.[name];
          if (v !== undefined) return v;
        }
        return at(select(o, name), id);
      };
    case 'direct':
      return directField(operand, name, selecting(name, id, select));
  }
}

/** The selection, with a short way for what is missing in a plain object: nothing else could answer for such a name. */
function selecting(name: string, id: number, run: Selection): (operand: Value) => Value {
  if (run !== standardSelect) return (o) => at(run(o, name), id);
  const describe = (): string => noSuchKey(name).message;
  return (o) => {
    const isPlain = typeof o === 'object' && o !== null && Object.getPrototypeOf(o) === Object.prototype;
    return isPlain && !Object.hasOwn(o, name) ? new CelError('no_such_key', describe, id) : at(run(o, name), id);
  };
}

/** A chain from a variable is one step: `request.headers.host`. */
function directField(operand: Step, name: string, slow: (operand: Value) => Value): Step {
  const plain = (): Step => nodesFor(name).field(operand, name, slow);
  const shape = shapeOf(operand);
  if (shape?.kind === 'local') return nodesFor(name).localField(shape.cell, name, later(plain));
  const path = shape?.kind === 'variable' ? { root: shape.name, fields: [] } : shape?.kind === 'path' ? shape : undefined;
  if (path === undefined || path.fields.length > 2) return plain();
  const [a, b] = path.fields;
  const step = later(plain);
  const fused =
    a === undefined
      ? nodesFor(path.root, name).path1(path.root, name, ofRoot(path.root, slow, step))
      : b === undefined
        ? nodesFor(path.root, a, name).path2(path.root, a, name, step)
        : nodesFor(path.root, a, b, name).path3(path.root, a, b, name, step);
  return shaped(fused, { kind: 'path', root: path.root, fields: [...path.fields, name] });
}

/** The slow way to a field of a variable; through `step` where the variable itself is missing. */
const ofRoot =
  (root: string, slow: (operand: Value) => Value, step: Step): Step =>
  (vars) => {
    const o = vars[root];
    return o === undefined ? step(vars) : slow(o);
  };

/** A variable that may be missing when the expression runs. */
export function variableStep(p: Planner, given: string, id: number): Step {
  p.uses.count++;
  const { text: name, risk } = knownName(given);
  const missing = (): Value => new CelError('undeclared_reference', `no such attribute: ${name}`, id);
  if (risk === 'slow') {
    return (vars) => (Object.hasOwn(vars, name) ? (vars[name] as Value) : missing());
  }
  return shaped(nodesFor(name).variable(name, missing), { kind: 'variable', name });
}
