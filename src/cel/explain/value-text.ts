// Values as people read them beside their expression: CEL text, cut where it gets long. A body of a megabyte is not printed.
import { isList, isMap, listAt, listSize, mapEntries, mapSize } from '../values/kind.ts';
import { metered } from '../values/meter.ts';
import { text } from '../values/text.ts';
import { isError, type Value } from '../values/value.ts';

const LONGEST = 120;
const MOST_ITEMS = 8;
const DEEPEST = 3;

/** The value in at most about 120 characters. */
export function valueText(value: Value): string {
  return clip(shortText(value, 0));
}

function shortText(value: Value, depth: number): string {
  if (typeof value === 'string') return value.length > LONGEST ? `${text(value.slice(0, LONGEST)).slice(0, -1)}…"` : text(value);
  if (isList(value)) {
    const size = listSize(value);
    if (depth >= DEEPEST && size > 0) return '[…]';
    const items = Array.from({ length: Math.min(size, MOST_ITEMS) }, (_, i) => shortText(listAt(value, i), depth + 1));
    return `[${items.join(', ')}${size > MOST_ITEMS ? `, … ${size} in all` : ''}]`;
  }
  if (value !== null && typeof value === 'object' && !isError(value) && isMap(value)) {
    const size = mapSize(value);
    if (depth >= DEEPEST && size > 0) return '{…}';
    const entries = mapEntries(value).slice(0, MOST_ITEMS);
    const shown = entries.map(([key, item]) => `${shortText(key, depth + 1)}: ${shortText(item, depth + 1)}`);
    return `{${shown.join(', ')}${size > MOST_ITEMS ? `, … ${size} in all` : ''}}`;
  }
  if (value instanceof Uint8Array && value.length > LONGEST)
    return `${text(value.slice(0, LONGEST)).slice(0, -1)}…" (${value.length} bytes)`;
  return plainText(value);
}

/** The full text, or an ellipsis where even printing hits a limit. */
function plainText(value: Value): string {
  const printed = metered(() => text(value));
  return typeof printed === 'string' ? printed : '…';
}

const clip = (printed: string): string => (printed.length <= LONGEST + 40 ? printed : `${printed.slice(0, LONGEST)}…`);
