// Equality, ordering and `in`. Texts and numbers are compared in place; anything else by the profile's operators, which give a bool
// or an error.

import type { Binary } from '../plan/operators.ts';
import { standardOperators } from '../plan/operators.ts';
import { isSmallInt } from '../plan/step.ts';
import { compareStrings } from '../values/strings.ts';
import type { Value } from '../values/value.ts';
import { likelyKind } from './arithmetic.ts';
import { boxed, given } from './box.ts';
import { asOrdered, asString, asTime, refined } from './guards.ts';
import { computed, type Known, literal, named } from './known.ts';
import { fresh, leave, leaveIf, line, link, linkRun, type Place, simple, temporary, type Writer, working } from './writer.ts';

/** A bool from the profile's operator. */
function general(w: Writer, js: string, place: Place): Known {
  const name = temporary(w, js);
  leaveIf(w, place, `${name} !== true && ${name} !== false`);
  working(w);
  return named('bool', name);
}

/** `test` while `guard` holds, else what the profile's operator says. */
function guarded(w: Writer, guard: string, test: string, slow: string, place: Place): Known {
  const name = fresh(w, 't');
  line(w, `let ${name};`);
  line(w, `if (${guard}) ${name} = ${test};`);
  line(w, `else { ${name} = ${slow}; if (${name} !== true && ${name} !== false) ${leave(place)} }`);
  w.mayThrow = true;
  return named('bool', name);
}

export function writeEquality(w: Writer, left: Known, right: Known, wanted: boolean, run: Binary, place: Place): Known {
  const a = simple(w, given(w, refined(w, left), place));
  const b = simple(w, given(w, refined(w, right), place));
  const sign = wanted ? '===' : '!==';
  const test = `${a.js} ${sign} ${b.js}`;
  const slow = `${linkRun(w, run)}(${boxed(w, a)}, ${boxed(w, b)})`;
  if (a.kind !== 'any' && a.kind === b.kind && ['bool', 'string', 'int', 'double'].includes(a.kind)) return sameKind(w, a, b, test);
  const [free, held] = a.kind === 'any' ? [a, b] : [b, a];
  if (free.kind !== 'any') return general(w, slow, place);
  if (held.kind === 'string' || held.kind === 'bool') {
    if (held.constant === undefined) w.work++;
    return guarded(w, `typeof ${free.js} === "${held.kind === 'bool' ? 'boolean' : 'string'}"`, test, slow, place);
  }
  if (held.kind === 'int') return guarded(w, `typeof ${free.js} === "number"`, test, slow, place);
  w.work++;
  const type = likelyKind(a, b) === 'int' ? 'number' : 'string';
  return guarded(w, `typeof ${a.js} === "${type}" && typeof ${b.js} === "${type}"`, test, slow, place);
}

function sameKind(w: Writer, a: Known, b: Known, test: string): Known {
  if (a.kind === 'string' && a.constant === undefined && b.constant === undefined) w.work++;
  return computed('bool', test);
}

export type Order = '<' | '<=' | '>' | '>=';

export function writeOrdering(w: Writer, sign: Order, left: Known, right: Known, run: Binary, place: Place): Known {
  const a = refined(w, left);
  const b = refined(w, right);
  if (areNumbers(a, b)) return computed('bool', `${asOrdered(w, a, place)} ${sign} ${asOrdered(w, b, place)}`);
  switch (likelyKind(a, b)) {
    case 'string':
      working(w);
      return computed('bool', `${linkRun(w, compareStrings)}(${asString(w, a, place).js}, ${asString(w, b, place).js}) ${sign} 0`);
    case 'time':
      return ofTimes(w, sign, simple(w, asTime(w, a, place)), simple(w, asTime(w, b, place)));
    default:
      return general(w, `${linkRun(w, run)}(${boxed(w, given(w, a, place))}, ${boxed(w, given(w, b, place))})`, place);
  }
}

/** Whether both are numbers, of whatever type, as far as one can tell; numbers order across their types. */
function areNumbers(a: Known, b: Known): boolean {
  const kinds = [a, b].map((known) => (known.kind === 'any' ? known.hint : known.kind));
  return kinds.some((kind) => kind !== undefined) && kinds.every((kind) => kind === undefined || kind === 'int' || kind === 'double');
}

function ofTimes(w: Writer, sign: Order, a: Known, b: Known): Known {
  const [s, t] = [a.js, b.js].map((js) => (/^\w+$/.test(js) ? js : temporary(w, js)));
  return computed('bool', `${s} === ${t} ? ${a.nanos} ${sign} ${b.nanos} : ${s} ${sign.charAt(0)} ${t}`);
}

const MOST_COMPARISONS = 4;

/** `x in list`: of constant texts or small ints in place, of a list of texts by its own search. */
export function writeMembership(w: Writer, left: Known, right: Known, run: Binary, place: Place): Known {
  const a = simple(w, given(w, refined(w, left), place));
  const b = simple(w, given(w, refined(w, right), place));
  const slow = `${linkRun(w, run)}(${boxed(w, a)}, ${boxed(w, b)})`;
  const values = b.constant?.value;
  if (Array.isArray(values) && values.length > 0) {
    if (values.every((v) => typeof v === 'string')) return amongConstants(w, a, 'string', values, slow, place);
    if (values.every(isSmallInt)) return amongConstants(w, a, 'number', values, slow, place);
  }
  const isPlain = run === standardOperators.within && (a.kind === 'string' || a.kind === 'any') && (b.kind === 'list' || b.kind === 'any');
  w.work++;
  if (!isPlain) return general(w, slow, place);
  return guarded(w, `typeof ${a.js} === "string" && Array.isArray(${b.js})`, `${b.js}.includes(${a.js})`, slow, place);
}

function amongConstants(w: Writer, a: Known, type: 'string' | 'number', values: readonly Value[], slow: string, place: Place): Known {
  const test =
    values.length <= MOST_COMPARISONS
      ? values.map((v) => `${a.js} === ${typeof v === 'string' ? literal(v) : String(v)}`).join(' || ')
      : `${link(w, new Set(values))}.has(${a.js})`;
  if (a.kind === (type === 'number' ? 'int' : type)) return computed('bool', test);
  return guarded(w, `typeof ${a.js} === "${type}"`, test, slow, place);
}
