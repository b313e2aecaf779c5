// What the generator knows of a value that the generated code holds: how it is spelt in JavaScript, and of which kind it certainly is.
// Numbers and times are held bare where their kind is certain, and made into CEL values (values/value.ts) only where they leave.
import { Double, Timestamp, type Value } from '../values/value.ts';

/**
 * `int` is a safe integer, `double` the bare number of a double, `time` the seconds of a timestamp (`nanos` beside it), `list` an
 * array. `any` is a CEL value as the closures would pass it on.
 */
export type Kind = 'bool' | 'string' | 'int' | 'double' | 'time' | 'list' | 'any';

export interface Known {
  readonly kind: Kind;
  /** JavaScript without effects. */
  readonly js: string;
  /** Whether `js` is a name or a literal, to be written as often as wanted. */
  readonly isSimple: boolean;
  readonly constant?: { readonly value: Value };
  /** Of an int: no larger in magnitude. */
  readonly most?: number;
  /** Of an int: not yet tested, see arithmetic.ts. */
  readonly isLoose?: boolean;
  /** Of an int: it may be -0, which is no CEL int. */
  readonly maybeMinusZero?: true;
  /** Of a time: JavaScript for its nanoseconds, and for the whole as a value. */
  readonly nanos?: string;
  readonly whole?: string;
  /** Of `any`: certainly neither an error nor missing. */
  readonly isSound?: true;
  /** Of `any`: a variable that the run may not have been given. */
  readonly maybeMissing?: true;
  /** Of a text that was put together: the line that measures it. */
  readonly measured?: string;
  /** What it is likely to be, for the choice of a fast path. */
  readonly hint?: Kind;
}

export const MAX_SAFE: number = Number.MAX_SAFE_INTEGER;

/** What the code holds under a name. */
export const named = (kind: Kind, js: string, more: Partial<Known> = {}): Known => ({ kind, js, isSimple: true, ...more });

/** What an expression gives; it is put in brackets. */
export const computed = (kind: Kind, js: string, more: Partial<Known> = {}): Known => ({ kind, js: `(${js})`, isSimple: false, ...more });

/** A text as a JavaScript literal. The line separators are escaped too: they end a line in older readers. */
export const literal = (text: string): string =>
  JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');

const numberText = (n: number): string => (Object.is(n, -0) ? '(-0)' : n < 0 ? `(${n})` : String(n));

/** A constant; `link` gives the name of a value that has no literal. */
export function constantKnown(value: Value, link: (value: Value) => string): Known {
  const constant = { value };
  if (typeof value === 'string') return named('string', literal(value), { constant });
  if (typeof value === 'boolean') return named('bool', String(value), { constant });
  if (value === null) return named('any', 'null', { constant, isSound: true });
  if (typeof value === 'number' && Number.isSafeInteger(value)) return named('int', numberText(value), { constant, most: Math.abs(value) });
  if (typeof value === 'number') return named('double', numberText(value), { constant });
  if (value instanceof Double) return named('double', numberText(value.value), { constant });
  if (Array.isArray(value)) return named('list', link(value), { constant });
  if (value instanceof Timestamp) {
    const name = link(value);
    return named('time', String(value.seconds), { constant, nanos: String(value.nanos), whole: name });
  }
  return named('any', link(value), { constant, isSound: true });
}

/** The kind of a value as it is held; undefined for what the generated code has no form of its own for. */
export function kindOfValue(value: Value | undefined): Kind | undefined {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int' : 'double';
  if (value instanceof Double) return 'double';
  if (value instanceof Timestamp) return 'time';
  return Array.isArray(value) ? 'list' : undefined;
}

/** The same of a static type's kind. */
export function kindOfType(type: string | undefined): Kind | undefined {
  if (type === 'bool' || type === 'string' || type === 'int' || type === 'double' || type === 'list') return type;
  return type === 'timestamp' ? 'time' : undefined;
}
