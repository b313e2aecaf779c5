// From the bare form to a CEL value, where a value leaves the generated code: as its result, in a list, as an argument.
import { double } from '../values/number.ts';
import { CelError } from '../values/value.ts';
import type { Known } from './known.ts';
import { leaveIf, link, linkRun, type Place, simple, type Writer } from './writer.ts';

/** JavaScript for the value. It may still be an error if `known` may be one. */
export function boxed(w: Writer, known: Known): string {
  switch (known.kind) {
    case 'int':
      return known.maybeMinusZero ? `(${known.js} + 0)` : known.js;
    case 'double':
      return known.constant === undefined ? `${linkRun(w, double)}(${known.js})` : link(w, known.constant.value);
    case 'time':
      return known.whole as string;
    default:
      return known.js;
  }
}

/** A variable that was not given leaves. */
export function given(w: Writer, known: Known, place: Place): Known {
  if (known.maybeMissing !== true) return known;
  leaveIf(w, place, `${known.js} === undefined`);
  const { maybeMissing: _, ...present } = known;
  return present;
}

/** The value, certainly no error. */
export function sound(w: Writer, known: Known, place: Place): string {
  if (known.kind !== 'any' || known.isSound === true) return boxed(w, known);
  const { js } = simple(w, given(w, known, place));
  leaveIf(w, place, `${js} instanceof ${link(w, CelError)}`);
  return js;
}
