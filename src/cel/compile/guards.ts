// From what a value may be to what the code needs it to be: a test that leaves when it is something else, and the bare form.
import { Double, Timestamp } from '../values/value.ts';
import { computed, type Known, MAX_SAFE, named } from './known.ts';
import { factOf, learn, leave, leaveIf, line, link, type Place, simple, temporary, type Writer } from './writer.ts';

/** What is known of a name by now. */
export const refined = (w: Writer, known: Known): Known =>
  known.kind === 'any' && known.isSimple ? (factOf(w, known.js) ?? known) : known;

/** Nothing of the wanted kind can come: leaves at once. */
function never(w: Writer, place: Place, as: Known): Known {
  line(w, leave(place));
  return as;
}

export function asBool(w: Writer, given: Known, place: Place): string {
  const known = refined(w, given);
  if (known.kind === 'bool') return known.js;
  if (known.kind !== 'any') return never(w, place, named('bool', 'false')).js;
  const { js } = simple(w, known);
  leaveIf(w, place, `typeof ${js} !== "boolean"`);
  return learn(w, js, computed('bool', `${js} === true`)).js;
}

export function asString(w: Writer, given: Known, place: Place): Known {
  const known = refined(w, given);
  if (known.kind === 'string') return known;
  if (known.kind !== 'any') return never(w, place, named('string', '""'));
  const { js } = simple(w, known);
  leaveIf(w, place, `typeof ${js} !== "string"`);
  return learn(w, js, named('string', js));
}

export function asInt(w: Writer, given: Known, place: Place): Known {
  const known = refined(w, given);
  if (known.kind === 'int') return known;
  if (known.kind !== 'any') return never(w, place, named('int', '0'));
  const { js } = simple(w, known);
  leaveIf(w, place, `!Number.isSafeInteger(${js})`);
  return learn(w, js, named('int', js, { most: MAX_SAFE }));
}

/** The bare number of a double; ints leave. */
export function asDouble(w: Writer, given: Known, place: Place): Known {
  const known = refined(w, given);
  if (known.kind === 'double') return known;
  if (known.kind !== 'any') return never(w, place, named('double', '0'));
  const { js } = simple(w, known);
  const name = temporary(w, `typeof ${js} === "number" ? ${js} : ${js}?.constructor === ${link(w, Double)} ? ${js}.value : undefined`);
  leaveIf(w, place, `${name} === undefined || ${js} === ${name} && Number.isSafeInteger(${name})`);
  return named('double', name);
}

/** A number that orders by itself: an int, or a double of either form; not NaN. */
export function asOrdered(w: Writer, given: Known, place: Place): string {
  const known = refined(w, given);
  if (known.kind === 'int') return known.js;
  if (known.kind === 'double') {
    const { js } = simple(w, known);
    leaveIf(w, place, `${js} !== ${js}`);
    return js;
  }
  if (known.kind !== 'any') return never(w, place, named('int', '0')).js;
  const { js } = simple(w, known);
  if (known.hint !== 'double') {
    leaveIf(w, place, `typeof ${js} !== "number" || ${js} !== ${js}`);
    return js;
  }
  const name = temporary(w, `typeof ${js} === "number" ? ${js} : ${js}?.constructor === ${link(w, Double)} ? ${js}.value : NaN`);
  leaveIf(w, place, `${name} !== ${name}`);
  return name;
}

export function asTime(w: Writer, given: Known, place: Place): Known {
  const known = refined(w, given);
  if (known.kind === 'time') return known;
  if (known.kind !== 'any') return never(w, place, named('time', '0', { nanos: '0', whole: 'null' }));
  const { js } = simple(w, known);
  leaveIf(w, place, `${js}?.constructor !== ${link(w, Timestamp)}`);
  return learn(w, js, named('time', `${js}.seconds`, { nanos: `${js}.nanos`, whole: js }));
}
