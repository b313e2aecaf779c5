// The answer to a line that cannot be used.
import { isObject } from '../../base/json.ts';
import { type NumberReader, parseJsonText } from '../../cel/lib/json-text.ts';
import { withId } from './id.ts';
import { toJson } from './to-json.ts';

/** A line of output, without line break; `id` is JSON text. */
export const refusal = (id: string | undefined, stage: 'input' | 'eval', code: string, message: string): string =>
  withId(id, toJson({ ok: false, stage, code, message }));

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

const isEvaluation = (value: unknown): boolean => isObject(value) && (value.op === 'eval' || value.op === 'explain');

/** Values for expressions: ints that a number cannot hold become bigints. */
const EXACT: NumberReader = {
  whole: (digits) => (Number.isSafeInteger(Number(digits)) || !isInt64(BigInt(digits)) ? Number(digits) : BigInt(digits)),
  fraction: Number,
};

const isInt64 = (n: bigint): boolean => BigInt.asIntN(64, n) === n;
