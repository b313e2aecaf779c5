// `+ - * / %` and `-x`, over bare numbers where both operands are certainly (or, guarded, most likely) of one kind. A result that is no
// safe integer leaves; so do ints beside doubles, which no profile adds.
import type { Binary, Unary } from '../plan/operators.ts';
import { MAX_TEXT } from '../values/meter.ts';
import { addDuration } from '../values/time.ts';
import { Duration, Timestamp } from '../values/value.ts';
import { boxed } from './box.ts';
import { asDouble, asInt, asString, asTime, refined } from './guards.ts';
import { computed, type Kind, type Known, MAX_SAFE, named } from './known.ts';
import { callOrLeave, leaveIf, link, type Place, simple, temporary, type Writer, working } from './writer.ts';

export type Sign = '+' | '-' | '*' | '/' | '%';

export function writeArithmetic(w: Writer, sign: Sign, left: Known, right: Known, run: Binary, place: Place): Known {
  const a = refined(w, left);
  const b = refined(w, right);
  if (b.constant?.value instanceof Duration && b.constant.value.nanos === 0 && sign === '+') {
    const sum = addSeconds(w, a, b.constant.value, boxed(w, b), run, place);
    if (sum !== undefined) return sum;
  }
  switch (likelyKind(a, b)) {
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
  return general(w, a, b, run, place);
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

function ofInts(w: Writer, sign: Sign, a: Known, b: Known, place: Place): Known {
  const [m, n] = [a.most ?? MAX_SAFE, b.most ?? MAX_SAFE];
  switch (sign) {
    case '+':
    case '-':
      return within(w, `${a.js} ${sign} ${b.js}`, m + n, a.maybeMinusZero === true, place);
    case '*':
      return within(w, `${a.js} * ${b.js}`, m * n, true, place);
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

/** An int that must be a safe integer; what is certainly one is not tested. */
function within(w: Writer, js: string, most: number, maybeMinusZero: boolean, place: Place): Known {
  const zero = maybeMinusZero ? { maybeMinusZero: true as const } : {};
  if (most <= MAX_SAFE) return computed('int', js, { most, ...zero });
  const name = temporary(w, js);
  leaveIf(w, place, `${name} > ${MAX_SAFE} || ${name} < -${MAX_SAFE}`);
  return named('int', name, { most: MAX_SAFE, ...zero });
}

function concatenation(w: Writer, a: Known, b: Known, place: Place): Known {
  const name = temporary(w, `${a.js} + ${b.js}`);
  leaveIf(w, place, `${name}.length > ${MAX_TEXT}`);
  w.mayThrow = true;
  w.work++;
  return named('string', name);
}

/** A timestamp and a constant number of seconds, held bare. */
function addSeconds(w: Writer, a: Known, d: Duration, duration: string, run: Binary, place: Place): Known | undefined {
  const probe = run(new Timestamp(0, 0), new Duration(1, 0));
  if (!(probe instanceof Timestamp) || (a.kind !== 'time' && (a.kind !== 'any' || (a.hint !== 'time' && a.hint !== undefined))))
    return undefined;
  const t = asTime(w, a, place);
  const seconds = temporary(w, `${t.js} + ${d.seconds}`);
  leaveIf(w, place, `!(${seconds} >= ${MIN_SECONDS} && ${seconds} <= ${MAX_SECONDS} && ${t.nanos} < 1e9)`);
  return named('time', seconds, { nanos: t.nanos as string, whole: `${link(w, addDuration)}(${t.whole}, ${duration})` });
}

const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;

/** The profile's own operator. */
function general(w: Writer, a: Known, b: Known, run: Binary, place: Place): Known {
  w.isMetered = true;
  working(w);
  return callOrLeave(w, place, `${link(w, run)}(${boxed(w, a)}, ${boxed(w, b)})`);
}

export function writeNegation(w: Writer, operand: Known, run: Unary, place: Place): Known {
  const a = refined(w, operand);
  const kind = a.kind === 'any' ? a.hint : a.kind;
  if (kind === 'int') {
    const n = asInt(w, a, place);
    return computed('int', `0 - ${n.js}`, { most: n.most ?? MAX_SAFE });
  }
  if (kind === 'double') return computed('double', `-${asDouble(w, a, place).js}`);
  return callOrLeave(w, place, `${link(w, run)}(${boxed(w, a)})`);
}
