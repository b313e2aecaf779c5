// The answer to a line that cannot be used.
import { type NumberReader, parseJsonText } from '../../cel/lib/json-text.ts';
import { toJson } from './to-json.ts';

/** A line of output, without line break. */
export const refusal = (id: unknown, stage: 'input' | 'eval', code: string, message: string): string =>
  toJson({ ...(id === undefined ? {} : { id }), ok: false, stage, code, message });

/** The `id` of a line that may be no JSON. */
export function idOfLine(line: string): unknown {
  const parsed = parseLine(line);
  return typeof parsed === 'object' && parsed !== null && 'id' in parsed ? parsed.id : undefined;
}

/** The line's JSON value; undefined when it is none (no JSON value is undefined). */
export function parseLine(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return MANY_DIGITS.test(line) && isEvaluation(value) ? (parseJsonText(line, EXACT) ?? value) : value;
  } catch {
    return undefined;
  }
}

/** Numbers that JSON.parse may round. */
const MANY_DIGITS = /\d{16}/;

const isEvaluation = (value: unknown): boolean => typeof value === 'object' && value !== null && 'op' in value && value.op === 'eval';

/** Values for expressions: ints that a number cannot hold become bigints. */
const EXACT: NumberReader = {
  whole: (digits) => (Number.isSafeInteger(Number(digits)) || !isInt64(BigInt(digits)) ? Number(digits) : BigInt(digits)),
  fraction: Number,
};

const isInt64 = (n: bigint): boolean => BigInt.asIntN(64, n) === n;
