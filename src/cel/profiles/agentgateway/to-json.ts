// `toJson`: JSON text as Rust's serde_json writes it.
import { encodeBase64 } from '../../values/bytes.ts';
import { formatPlain } from '../../values/double-text.ts';
import { keyText, toJson } from '../../values/json.ts';
import { kindOf, type ListValue, type MapValue, mapEntries, toArray } from '../../values/kind.ts';
import { spend } from '../../values/meter.ts';
import { numberOf } from '../../values/number.ts';
import { Opaque, type Value } from '../../values/value.ts';

/** Plain from 1e-5 below 1e16, with `.0` where whole; else an exponent with its sign. */
export function jsonDouble(n: number): string {
  if (!Number.isFinite(n)) return 'null';
  const size = Math.abs(n);
  if (size !== 0 && (size < 1e-5 || size >= 1e16)) return n.toExponential();
  const text = formatPlain(n);
  return text.includes('.') ? text : `${text}.0`;
}

/** What holds a value and is written as that value is (an optional). */
export abstract class Holder extends Opaque {
  abstract readonly value: Value | undefined;
}

/** Entries keep their order; a value without a JSON form is null. */
export function jsonText(v: Value): string {
  spend(1);
  switch (kindOf(v)) {
    case 'double':
      return jsonDouble(numberOf(v) as number);
    case 'int':
    case 'uint':
      return String(typeof v === 'object' ? (v as { value: number | bigint }).value : v);
    case 'bytes':
      return JSON.stringify(encodeBase64(v as Uint8Array));
    case 'list':
      return `[${toArray(v as ListValue)
        .map(jsonText)
        .join(',')}]`;
    case 'map':
      return `{${mapEntries(v as MapValue)
        .map(([k, x]) => `${JSON.stringify(keyText(k))}:${jsonText(x)}`)
        .join(',')}}`;
    default:
      if (v instanceof Holder) return v.value === undefined ? 'null' : jsonText(v.value);
      return JSON.stringify(toJson(v)) ?? 'null';
  }
}
