// `+ - * / %` and `-x`, over bare numbers where both operands are certainly (or, guarded, most likely) of one kind. A result that is no
// safe integer leaves; so do ints beside doubles, which no profile adds.
import type { Binary, Unary } from '../plan/operators.ts';
import { noOperator } from '../values/fault.ts';
import { isList } from '../values/kind.ts';
import { MAX_TEXT } from '../values/meter.ts';
import { addDuration } from '../values/time.ts';
import { Duration, Timestamp } from '../values/value.ts';
import { boxed, given } from './box.ts';
import { asDouble, asInt, asString, asTime, refined } from './guards.ts';
import { computed, type Kind, type Known, MAX_SAFE, named } from './known.ts';
import { callOrLeave, leave, leaveIf, line, linkRun, type Place, simple, temporary, type Writer, working } from './writer.ts';

export type Sign = '+' | '-' | '*' | '/' | '%';

export function writeArithmetic(w: Writer, sign: Sign, left: Known, right: Known, run: Binary, place: Place): Known {
  const a = refined(w, left);
  const b = refined(w, right);
  if (b.constant?.value instanceof Duration && b.constant.value.nanos === 0 && sign === '+') {
    const sum = addSeconds(w, a, b.constant.value, boxed(w, b), run, place);
    if (sum !== undefined) return sum;
  }
  switch (likelyKind(a, b) ?? (hasHints(a, b) ? undefined : place.expects)) {
    case 'int':
      return ofInts(w, sign, asInt(w, a, place), asInt(w, b, place), place);
    case 'double':
      if (sign !== '%') return computed('double', `${asDouble(w, a, place).js} ${sign} ${asDouble(w, b, place).js}`);
      break;
    case 'string':
      if (sign === '+' && run('', '') === '') return concatenation(w, asString(w, a, place), asString(w, b, place), place);
      break;
    default:
  }
  return general(w, sign, a, b, run, place);
}

/** The kind by which both operands are tried: what one of them certainly is, else what they are likely to be. */
export function likelyKind(a: Known, b: Known): Kind | undefined {
  const [x, y] = [a.kind === 'any' ? undefined : a.kind, b.kind === 'any' ? undefined : b.kind];
  if (x !== undefined && y !== undefined) return x === y ? x : undefined;
  const certain = x ?? y;
  const hints = [x ?? a.hint, y ?? b.hint].filter((kind) => kind !== undefined);
  if (hints.length === 2 && hints[0] !== hints[1]) return undefined;
  return certain ?? hints[0];
}

/** Whether anything is known of either; what does not fit together is then no reason to expect something else. */
const hasHints = (a: Known, b: Known): boolean => [a, b].some((known) => known.kind !== 'any' || known.hint !== undefined);

function ofInts(w: Writer, sign: Sign, a: Known, b: Known, place: Place): Known {
  const [m, n] = [a.most ?? MAX_SAFE, b.most ?? MAX_SAFE];
  switch (sign) {
    case '+':
    case '-':
      return within(w, `${a.js} ${sign} ${b.js}`, { most: m + n, isLoose: a.isLoose === true || b.isLoose === true, ...zero(a) }, place);
    case '*':
      return within(
        w,
        `${a.js} * ${b.js}`,
        { most: m * n, maybeMinusZero: true },
        place.use === 'compared' ? { ...place, use: undefined } : place,
      );
    case '/':
    case '%': {
      const divisor = simple(w, b);
      if (divisor.constant === undefined) leaveIf(w, place, `${divisor.js} === 0`);
      else if (divisor.constant.value === 0) leaveIf(w, place, 'true');
      return sign === '%'
        ? computed('int', `${a.js} % ${divisor.js}`, { most: Math.min(m, n), maybeMinusZero: true })
        : computed('int', `Math.trunc(${a.js} / ${divisor.js})`, { most: m, maybeMinusZero: true });
    }
  }
}

const zero = (known: Known): Pick<Known, 'maybeMinusZero'> => (known.maybeMinusZero ? { maybeMinusZero: true } : {});

/** Half of what is exact: a loose sum within it has been exact all along. */
const HALF_SAFE = 2 ** 52;

/**
 * An int that must be a safe integer; what is certainly one is not tested. A loose sum is tested by whoever adds a small int to it,
 * once for the chain.
 */
function within(w: Writer, js: string, known: Partial<Known> & { readonly most: number }, place: Place): Known {
  if (known.isLoose !== true) {
    if (known.most <= MAX_SAFE) return computed('int', js, known);
    if (place.use === 'compared' && known.most <= 2 * MAX_SAFE) return computed('int', js, known);
  }
  if (place.use === 'added') return computed('int', js, { ...known, isLoose: true });
  const name = temporary(w, js);
  if (known.isLoose === true) leaveIf(w, place, `!(${name} <= ${HALF_SAFE} && ${name} >= -${HALF_SAFE})`);
  else leaveIf(w, place, `!Number.isSafeInteger(${name})`);
  return named('int', name, { most: MAX_SAFE, ...zero(known as Known) });
}

/** Of a chain of texts only the whole is measured. */
function concatenation(w: Writer, a: Known, b: Known, place: Place): Known {
  if (a.measured !== undefined && w.lines.at(-1) === a.measured) w.lines.pop();
  const name = temporary(w, `${a.js} + ${b.js}`);
  const measured = `if (${name}.length > ${MAX_TEXT}) ${leave(place)}`;
  line(w, measured);
  w.mayThrow = true;
  w.work++;
  return named('string', name, { measured });
}

/** A timestamp and a constant number of seconds, held bare. */
function addSeconds(w: Writer, a: Known, d: Duration, duration: string, run: Binary, place: Place): Known | undefined {
  const probe = run(new Timestamp(0, 0), new Duration(1, 0));
  if (!(probe instanceof Timestamp) || (a.kind !== 'time' && (a.kind !== 'any' || (a.hint !== 'time' && a.hint !== undefined))))
    return undefined;
  const t = asTime(w, a, place);
  const seconds = temporary(w, `${t.js} + ${d.seconds}`);
  leaveIf(w, place, `!(${seconds} >= ${MIN_SECONDS} && ${seconds} <= ${MAX_SECONDS} && ${t.nanos} < 1e9)`);
  return named('time', seconds, { nanos: t.nanos as string, whole: `${linkRun(w, addDuration)}(${t.whole}, ${duration})` });
}

const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;

/** Ints in place, everything else by the profile's own operator. Sums of lists and bytes are large, and need the budget. */
function general(w: Writer, sign: Sign, a: Known, b: Known, run: Binary, place: Place): Known {
  const [x, y] = [simple(w, given(w, a, place)), simple(w, given(w, b, place))];
  const isOfLists = sign === '+' && [x, y].some((known) => known.kind === 'list' || known.hint === 'list');
  if (isOfLists) w.isMetered = true;
  if (sign === '+') working(w);
  const called = sign === '+' && !isOfLists ? scalarSum(run) : run;
  return callOrLeave(w, place, `${linkRun(w, called)}(${boxed(w, x)}, ${boxed(w, y)})`);
}

const scalarSums = new WeakMap<Binary, Binary>();

/** An addition that takes no lists and no bytes: it says so by an error. */
function scalarSum(run: Binary): Binary {
  const known = scalarSums.get(run);
  if (known !== undefined) return known;
  const made: Binary = (a, b) => (typeof a === 'object' && (isList(a) || a instanceof Uint8Array) ? noOperator('+', a, b) : run(a, b));
  scalarSums.set(run, made);
  return made;
}

export function writeNegation(w: Writer, operand: Known, run: Unary, place: Place): Known {
  const a = refined(w, operand);
  const kind = a.kind === 'any' ? a.hint : a.kind;
  if (kind === 'int') {
    const n = asInt(w, a, place);
    return computed('int', `0 - ${n.js}`, { most: n.most ?? MAX_SAFE });
  }
  if (kind === 'double') return computed('double', `-${asDouble(w, a, place).js}`);
  return callOrLeave(w, place, `${linkRun(w, run)}(${boxed(w, a)})`);
}
