// The `id` of a line, repeated exactly: a number keeps the digits it was written with, whatever a JavaScript number can hold.
import { isObject } from '../../base/json.ts';

/** `id` as JSON text; undefined when the line is no object or has none. `parsed` is the line's value, undefined when it is no JSON. */
export function idTextOf(line: string, parsed: unknown): string | undefined {
  if (!isObject(parsed) || !Object.hasOwn(parsed, 'id')) return undefined;
  const { id } = parsed;
  const isPlain = typeof id === 'string' || typeof id === 'boolean' || id === null || Number.isSafeInteger(id);
  return isPlain ? JSON.stringify(id) : memberText(line, 'id');
}

/** An object's JSON text with an id before its other members. */
export const withId = (id: string | undefined, json: string): string =>
  id === undefined ? json : `{"id":${id}${json === '{}' ? '' : ','}${json.slice(1)}`;

/** What stands after a member's colon in the text of a JSON object; of several of one name, the last, as JSON.parse takes it. */
function memberText(json: string, name: string): string | undefined {
  let depth = 0;
  let key = '';
  let start = -1;
  let found: string | undefined;
  for (let at = 0; at < json.length; at++) {
    const char = json[at] as string;
    if (char === '"') {
      const end = endOfString(json, at);
      if (depth === 1 && start < 0) key = JSON.parse(json.slice(at, end + 1)) as string;
      at = end;
    } else if (char === ':' && depth === 1) start = at + 1;
    else if (char === '{' || char === '[') depth++;
    else if (char === ',' || char === '}' || char === ']') {
      if (depth === 1 && key === name) found = json.slice(start, at).trim();
      if (depth === 1) start = -1;
      if (char !== ',') depth--;
    }
  }
  return found;
}

/** The closing quote of the string that opens at `start`. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
