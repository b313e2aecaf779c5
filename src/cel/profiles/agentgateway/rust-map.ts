// Maps of the fork: `1` and `1u` are two keys, but a look-up with one also finds the other where it is alone.
import { type Hash, TypedMap } from '../../values/typed-map.ts';
import { Uint, type Value } from '../../values/value.ts';

/** Far below every int, so that the hash of a uint never meets that of an int. */
const APART = 1n << 70n;

export class RustMap extends TypedMap {
  protected override hash(key: Value): Hash | undefined {
    return key instanceof Uint ? -BigInt(key.value) - APART : super.hash(key);
  }
  override get(key: Value): Value | undefined {
    const found = super.get(key);
    const twin = found === undefined ? twinOf(key) : undefined;
    return twin === undefined ? found : super.get(twin);
  }
  hasExactly(key: Value): boolean {
    return super.has(key);
  }
  override has(key: Value): boolean {
    const twin = twinOf(key);
    return super.has(key) || (twin !== undefined && super.has(twin));
  }
}

function twinOf(key: Value): Value | undefined {
  if (key instanceof Uint) return key.value;
  return (typeof key === 'number' && Number.isSafeInteger(key) && key >= 0) || (typeof key === 'bigint' && key >= 0n)
    ? new Uint(key)
    : undefined;
}
