// Names and fields. A variable is read once, a field where it is used; a field is read with plain property access wherever no
// prototype can answer in its place (plan/field.ts), and looked up the profile's way where that gives nothing.
import { fieldRisk, isOwnName } from '../plan/field.ts';
import { findName, qualifiedName } from '../plan/names.ts';
import type { Selection } from '../plan/operators.ts';
import { shapeOf } from '../plan/step.ts';
import type { Expr, Has, Ident, Select } from '../syntax/ast.ts';
import { Boxed, CelError, type Value } from '../values/value.ts';
import { boxed, given, sound } from './box.ts';
import { localNamed } from './closure.ts';
import { constantKnown, type Known, kindOfType, kindOfValue, literal, named } from './known.ts';
import {
  callOrLeave,
  factOf,
  fresh,
  learn,
  leave,
  leaveIf,
  line,
  link,
  linkRun,
  type Place,
  simple,
  temporary,
  type Writer,
  working,
} from './writer.ts';

export function writeIdent(w: Writer, expr: Ident, place: Place): Known {
  const { planner } = w;
  const reference = planner.references?.get(expr.id);
  if (reference !== undefined && reference.kind !== 'local') {
    return reference.kind === 'variable' ? variableKnown(w, expr, reference) : undeclared(w, expr, place);
  }
  const local = expr.absolute ? undefined : localNamed(place.scope, expr.name);
  if (local !== undefined) return local.known;
  const found = findName(planner, expr.name, expr.absolute);
  return found === undefined ? undeclared(w, expr, place) : variableKnown(w, expr, found);
}

/** The closures have the message. */
function undeclared(w: Writer, _: Ident, place: Place): Known {
  line(w, leave(place));
  return named('any', 'null');
}

export function variableKnown(w: Writer, expr: Expr, found: { readonly name: string; readonly constant?: Value }): Known {
  if (found.constant !== undefined) return constantKnown(found.constant, (value) => link(w, value));
  const js = w.roots.get(found.name) ?? fresh(w, 'v');
  w.roots.set(found.name, js);
  return named('any', js, { maybeMissing: true, ...hinted(w, expr) });
}

/** What a name or a field is likely to be: by the checker, else as the sample has it. */
function hinted(w: Writer, expr: Expr): Pick<Known, 'hint'> {
  const hint = kindOfType(w.planner.types.get(expr.id)?.kind) ?? kindOfValue(observed(w, expr));
  return hint === undefined ? {} : { hint };
}

/** The value of a variable, or of fields of one, in the sample. */
export function observed(w: Writer, expr: Expr): Value | undefined {
  const step = w.steps.get(expr.id);
  const shape = step === undefined ? undefined : shapeOf(step);
  if (step === undefined || w.sample === undefined || (shape?.kind !== 'path' && shape?.kind !== 'variable')) return undefined;
  const value = step(w.sample);
  return value instanceof CelError ? undefined : value;
}

/** How the code names the variable of the run: read once, before everything else. */
export function rootLine(name: string, js: string): string {
  const read = `vars[${literal(name)}]`;
  return fieldRisk(name) === 'slow'
    ? `const ${js} = Object.hasOwn(vars, ${literal(name)}) ? ${read} : undefined;`
    : `const ${js} = ${read};`;
}

export function writeSelect(w: Writer, expr: Select, place: Place): Known {
  const { planner } = w;
  const reference = planner.references?.get(expr.id);
  if (reference?.kind === 'variable') return variableKnown(w, expr, reference);
  const variable = expr.extension === true ? undefined : uncheckedName(w, expr.operand, expr.field, place);
  if (variable !== undefined) return variableKnown(w, expr, variable);
  const member = memberOfCall(w, expr, place);
  if (member !== undefined) return member;
  const operand = w.write(expr.operand, place);
  if (!expr.optional) return field(w, expr, operand, expr.field, planner.operators.select, place);
  return callOrLeave(w, place, `${linkRun(w, planner.operators.optionalSelect)}(${sound(w, operand, place)}, ${literal(expr.field)})`);
}

/** The variable that `operand.field` names as a whole, where nothing checked the expression. */
export function uncheckedName(w: Writer, operand: Expr, name: string, place: Place): ReturnType<typeof findName> {
  if (w.planner.references !== undefined) return undefined;
  const qualified = qualifiedName(operand, place.scope);
  return qualified === undefined ? undefined : findName(w.planner, `${qualified.name}.${name}`, qualified.absolute);
}

/** A field of a call's result that the profile reads without the rest. */
function memberOfCall(w: Writer, expr: Select, place: Place): Known | undefined {
  const { memberOfCall: members } = w.planner.operators;
  const call = expr.operand;
  if (members === undefined || call.kind !== 'call' || call.form !== 'global' || !Object.hasOwn(members, call.name)) return undefined;
  const rule = members[call.name];
  const [only] = call.args;
  if (rule === undefined || only === undefined || call.args.length !== 1) return undefined;
  const argument = sound(w, w.write(only, place), place);
  w.isMetered = true;
  working(w);
  const object = callOrLeave(w, place, `${linkRun(w, rule.read)}(${argument})`);
  return callOrLeave(w, place, `${linkRun(w, rule.member)}(${object.js}, ${literal(expr.field)})`);
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** `o.name`, if o may be null or missing. */
const property = (o: string, name: string): string => (isIdentifier(name) ? `${o}?.${name}` : `${o}?.[${literal(name)}]`);

/** The property as it stands; undefined where it is not there, or may not be read so. */
function plainRead(w: Writer, o: string, name: string): string {
  switch (fieldRisk(name)) {
    case 'direct':
      return property(o, name);
    case 'plain':
      return `typeof ${o} === "object"${isOwnName(name) ? ` && !(${o} instanceof ${link(w, Boxed)})` : ''} ? ${property(o, name)} : undefined`;
    case 'slow':
      return 'undefined';
  }
}

/** A field by the profile's selection or indexing. */
export function field(w: Writer, expr: Expr, operand: Known, name: string, select: Selection, place: Place): Known {
  if (operand.kind !== 'any') {
    line(w, leave(place));
    return named('any', 'null');
  }
  const o = simple(w, operand);
  const key = `${o.js}.${name}`;
  const known = factOf(w, key);
  if (known !== undefined) return known;
  const js = fresh(w, 't');
  line(w, `let ${js} = ${plainRead(w, o.js, name)};`);
  const found = `(${js} = ${linkRun(w, lookUp(select))}(${o.js}, ${literal(name)})) === undefined`;
  leaveIf(w, place, `${js} === undefined && ${place.exit.isLast ? found : `(${isAbsent(o.js, name)} || ${found})`}`);
  return learn(w, key, named('any', js, hinted(w, expr)));
}

/** A host's object that lacks the key: where an operand beside it may decide, that is no rare case. */
function isAbsent(o: string, name: string): string {
  if (fieldRisk(name) === 'slow') return 'false';
  return `${o}?.constructor === Object && !(${literal(name)} in ${o})`;
}

const lookUps = new WeakMap<Selection, Selection>();

/** A selection that gives undefined in place of an error. */
function lookUp(select: Selection): (operand: Value, name: string) => Value | undefined {
  const known = lookUps.get(select);
  if (known !== undefined) return known;
  const made = (operand: Value, name: string): Value | undefined => {
    const value = select(operand, name);
    return value instanceof CelError ? undefined : value;
  };
  lookUps.set(select, made as Selection);
  return made;
}

/** `has(a.b)`. */
export function writeHas(w: Writer, expr: Has, place: Place): Known {
  const variable = expr.extension === true ? undefined : uncheckedName(w, expr.operand, expr.field, place);
  if (variable !== undefined) return variableKnown(w, expr, variable);
  const operand = given(w, simple(w, w.write(expr.operand, place)), place);
  const slow = `${linkRun(w, w.planner.operators.has)}(${boxed(w, operand)}, ${literal(expr.field)})`;
  if (operand.kind !== 'any') {
    const js = temporary(w, slow);
    leaveIf(w, place, `typeof ${js} !== "boolean"`);
    return named('bool', js);
  }
  const js = temporary(w, `(${plainRead(w, operand.js, expr.field)}) !== undefined || ${slow}`);
  leaveIf(w, place, `${js} !== true && ${js} !== false`);
  return named('bool', js);
}
