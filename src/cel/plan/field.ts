// Reading a field fast: `o?.f` straight from the host's object, wherever no prototype can answer in its place.
import { noSuchKey } from '../values/fault.ts';
import { Boxed, CelError, Double, Duration, Optional, Timestamp, TypeValue, Uint, type Value } from '../values/value.ts';
import { nodesOf, turnOf } from './copies.ts';
import { type Selection, select as standardSelect } from './operators.ts';
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
    'address as cookie data decide entries equals evaluation first get has hasExactly hash isComputed isZero keys next plain prefix redacted reveal ' +
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

export interface Name {
  /** The text as engines hold property names: one that was cut out of another text is looked up anew at every read. */
  readonly text: string;
  readonly risk: FieldRisk;
  /** Whether nothing but primitives have it, as a method (`'a'.sub`): a value of the host that is no function is then the field. */
  readonly isMethod: boolean;
  /** Counts the names. */
  readonly number: number;
}

/** Names that were asked for; prototypes do not change while a program runs. */
const known = new Map<string, Name>();
const MOST_KNOWN = 1000;

/** What is known of a name, and its text as engines hold it. */
export function knownName(name: string): Name {
  const found = known.get(name);
  if (found !== undefined) return found;
  const risk = findRisk(name);
  const isMethod = risk === 'plain' && !isOwnName(name);
  const made = { text: Object.keys({ [name]: true })[0] ?? name, risk, isMethod, number: known.size };
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
  const { text: name, risk, isMethod, number } = knownName(field);
  switch (isMethod ? 'direct' : risk) {
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
      return directField(operand, { name, number, isMethod }, () => selecting(name, id, select));
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
interface Field {
  readonly name: string;
  readonly number: number;
  readonly isMethod: boolean;
}

function directField(operand: Step, { name, number, isMethod }: Field, slow: () => (operand: Value) => Value): Step {
  const shape = shapeOf(operand);
  const plain = (): Step => {
    const { field, guardedField } = nodesOf(number);
    return (isMethod ? guardedField : field)(operand, name, slow());
  };
  if (shape?.kind === 'local' && !isMethod) return nodesOf(number).localField(shape.cell, name, later(plain));
  const path = shape?.kind === 'variable' ? { root: shape.name, fields: [], turn: shape.turn } : shape?.kind === 'path' ? shape : undefined;
  const [a, b, c] = path?.fields ?? [];
  if (path === undefined || c !== undefined || (isMethod && a !== undefined)) return plain();
  const turn = turnOf(path.turn, number);
  const nodes = nodesOf(turn);
  const fused =
    a === undefined
      ? (isMethod ? nodes.guardedPath1 : nodes.path1)(
          path.root,
          name,
          later(() => ofRoot(path.root, slow(), plain())),
        )
      : b === undefined
        ? nodes.path2(path.root, a, name, later(plain))
        : nodes.path3(path.root, a, b, name, later(plain));
  return shaped(fused, { kind: 'path', root: path.root, fields: [...path.fields, name], turn });
}

/** The slow way to a field of a variable; through `step` where the variable itself is missing. */
const ofRoot =
  (root: string, slow: (operand: Value) => Value, step: Step): Step =>
  (vars) => {
    const o = vars[root];
    return o === undefined ? step(vars) : slow(o);
  };

/** A variable; `missing` answers where the run has none. */
export function variableStep(given: string, missing: () => Value): Step {
  const { text: name, risk, number } = knownName(given);
  if (risk === 'slow') return (vars) => (Object.hasOwn(vars, name) ? (vars[name] as Value) : missing());
  const turn = turnOf(0, number);
  return shaped(nodesOf(turn).variable(name, missing), { kind: 'variable', name, turn });
}

/** `has(root.field)`, where nothing else can answer for the name. */
export function hasStep(operand: Step, field: string, plain: Step): Step {
  const shape = shapeOf(operand);
  return shape?.kind === 'variable' && fieldRisk(field) === 'direct' ? nodesOf(shape.turn).hasPath1(shape.name, field, plain) : plain;
}
