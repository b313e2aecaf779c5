// The size of a value as costs count it: what `size()` would give, one for what has none.
import { kindOf, type ListValue, listSize, type MapValue, mapSize } from '../values/kind.ts';
import { type Opaque, Optional, type Value } from '../values/value.ts';

/** Code points, bytes, elements or entries; bytes of an address; one for any other value. */
export function lengthOf(value: Value): bigint {
  switch (kindOf(value)) {
    case 'string':
      return BigInt(codePoints(value as string));
    case 'bytes':
      return BigInt((value as Uint8Array).length);
    case 'list':
      return BigInt(listSize(value as ListValue));
    case 'map':
      return BigInt(mapSize(value as MapValue));
    case 'opaque':
      return addressBytes(value as Opaque);
    default:
      return 1n;
  }
}

/** The same, with an optional one larger than what it holds. */
export function sizeOf(value: Value): bigint {
  if (!(value instanceof Optional)) return lengthOf(value);
  return value.value === undefined ? 1n : 1n + sizeOf(value.value);
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** An IP address counts its bytes, a CIDR the bytes of its prefix. */
function addressBytes(value: Opaque): bigint {
  const text = value.toString();
  if (value.typeName === 'net.IP') return text.includes(':') ? 16n : 4n;
  if (value.typeName !== 'net.CIDR') return 1n;
  return BigInt(Math.ceil(Number(text.slice(text.indexOf('/') + 1)) / 8));
}
