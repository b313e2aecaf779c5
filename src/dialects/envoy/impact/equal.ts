// Comparing messages as Envoy does: by content, whatever the spelling, order of keys or defaults written out.
import { isAny, isDuration, isMessage, isStruct, type Message, type Value } from '../schema/message.ts';

/** The content of a message as a text: equal texts, equal content. */
export const contentOf = (m: Message): string => JSON.stringify(plain(m, false));

/**
 * The content without some fields, as the comparison of listeners sees it. Envoy 1.40: a wrapper or message that holds only
 * defaults counts as absent there.
 */
export const looseContentOf = (m: Message, without: ReadonlySet<string>): string => JSON.stringify(plain(m, true, without));

function plain(m: Message, loose: boolean, without?: ReadonlySet<string>): unknown {
  const out: [string, unknown][] = [];
  for (const [name, { value }] of m.fields) {
    if (without?.has(name) === true) continue;
    const made = plainOf(value, loose);
    if (loose && isEmpty(made)) continue;
    out.push([name, made]);
  }
  return out.sort(([a], [b]) => (a < b ? -1 : 1));
}

const isEmpty = (v: unknown): boolean =>
  v === false ||
  v === 0 ||
  v === '' ||
  (Array.isArray(v) && (v.length === 0 || v.every((x) => Array.isArray(x) && x.length === 2 && isEmpty(x[1]))));

function plainOf(value: Value, loose: boolean): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return (value as readonly Value[]).map((v) => ['', plainOf(v, loose)]);
  if (value instanceof Map)
    return [...value.entries()].map(([k, v]) => [k, plainOf(v, loose)]).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  if (isMessage(value)) return plain(value, loose);
  if (isAny(value)) return [value.type, value.message === undefined ? null : plain(value.message, false)];
  if (isDuration(value)) return value.seconds === 0 && value.nanos === 0 ? 0 : [value.seconds, value.nanos];
  if (isStruct(value)) return sorted(value.data);
  return null;
}

const sorted = (data: unknown): unknown =>
  data === null || typeof data !== 'object'
    ? data
    : Array.isArray(data)
      ? data.map(sorted)
      : Object.entries(data)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => [k, sorted(v)]);
