// The answer to a line that cannot be used.
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
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
