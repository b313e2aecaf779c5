// Maps whose keys keep their type. `1`, `1u` and `1.0` find the same entry (equality of CEL is by number), `'1'` and `true`
// do not: the key of the JavaScript map is the bare number, string or bool.
import { equal } from './equal.ts';
import { doubleOf } from './number.ts';
import { CelMap, Double, Uint, type Value } from './value.ts';

export type Hash = string | number | bigint | boolean;

/** What a key is found by; undefined for a value that can never be a key. */
function hashOf(key: Value): Hash | undefined {
  switch (typeof key) {
    case 'string':
    case 'bigint':
    case 'boolean':
      return key;
    case 'number':
      return Number.isInteger(key) && !Number.isSafeInteger(key) ? BigInt(key) : key;
    default:
      if (key instanceof Uint) return key.value;
      return key instanceof Double ? key.value + 0 : undefined;
  }
}

/** Whether a map literal may have this key: an int, uint, bool or string. */
export const isKey = (v: Value): boolean => hashOf(v) !== undefined && doubleOf(v) === undefined;

export class TypedMap extends CelMap {
  readonly #entries = new Map<Hash, readonly [Value, Value]>();
  /** Entries whose keys have no hash (lists, null), where a program allows them; they are found by comparison. */
  readonly #others: [Value, Value][] = [];

  /** What tells keys apart; undefined for a value that cannot be a key. */
  protected hash(key: Value): Hash | undefined {
    return hashOf(key);
  }

  /** Adds or replaces; the key must be an int, uint, bool or string. */
  set(key: Value, value: Value): void {
    const hash = this.hash(key);
    if (hash !== undefined) this.#entries.set(hash, [key, value]);
    else {
      const at = this.#others.findIndex(([k]) => equal(k, key));
      this.#others[at < 0 ? this.#others.length : at] = [key, value];
    }
  }
  get size(): number {
    return this.#entries.size + this.#others.length;
  }
  get(key: Value): Value | undefined {
    const hash = this.hash(key);
    return hash === undefined ? this.#other(key)?.[1] : this.#entries.get(hash)?.[1];
  }
  has(key: Value): boolean {
    const hash = this.hash(key);
    return hash === undefined ? this.#other(key) !== undefined : this.#entries.has(hash);
  }
  #other(key: Value): readonly [Value, Value] | undefined {
    return this.#others.length === 0 ? undefined : this.#others.find(([k]) => equal(k, key));
  }
  *keys(): IterableIterator<Value> {
    for (const [key] of this.#entries.values()) yield key;
    for (const [key] of this.#others) yield key;
  }
  *entries(): IterableIterator<[Value, Value]> {
    for (const [key, value] of this.#entries.values()) yield [key, value];
    yield* this.#others;
  }
}

/** A map of entries whose keys are known to be good; later ones win. */
export function typedMap(entries: Iterable<readonly [Value, Value]>): TypedMap {
  const out = new TypedMap();
  for (const [key, value] of entries) out.set(key, value);
  return out;
}
