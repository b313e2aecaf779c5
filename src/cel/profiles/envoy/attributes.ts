// Envoy's attributes: `request`, `connection` … are looked into by name but have no size and cannot be listed; headers ignore
// case and join repeated values.
import type { HeaderPairs } from '../../../http/headers.ts';
import { CelMap, type Value } from '../../values/value.ts';

/** A group of attributes. What is absent has no entry. */
export class AttributeMap extends CelMap {
  readonly #attributes: ReadonlyMap<string, Value>;
  constructor(attributes: Readonly<Record<string, Value | undefined>>) {
    super();
    this.#attributes = new Map(Object.entries(attributes).filter((entry): entry is [string, Value] => entry[1] !== undefined));
  }
  readonly size = 0;
  get(key: Value): Value | undefined {
    return typeof key === 'string' ? this.#attributes.get(key) : undefined;
  }
  has(key: Value): boolean {
    return typeof key === 'string' && this.#attributes.has(key);
  }
  keys(): IterableIterator<Value> {
    return [].values();
  }
  entries(): IterableIterator<[Value, Value]> {
    return [].values();
  }
}

const HEADER_NAME = /^:?[\w!#$%&'*+.^`|~-]+$/;

/** Headers by lower-case name; the look-up ignores case, values of one name are joined by commas. */
export class HeaderMap extends CelMap {
  readonly #values = new Map<string, string>();
  constructor(pairs: HeaderPairs) {
    super();
    for (const [name, value] of pairs) {
      const key = name.toLowerCase();
      const before = this.#values.get(key);
      this.#values.set(key, before === undefined ? value : `${before},${value}`);
    }
  }
  get size(): number {
    return this.#values.size;
  }
  get(key: Value): Value | undefined {
    if (typeof key !== 'string' || !HEADER_NAME.test(key)) return undefined;
    const name = key.toLowerCase();
    // the host is kept under the name that HTTP/2 gives it
    return this.#values.get(name) ?? (name === 'host' ? this.#values.get(':authority') : undefined);
  }
  has(key: Value): boolean {
    return this.get(key) !== undefined;
  }
  keys(): IterableIterator<Value> {
    return this.#values.keys();
  }
  entries(): IterableIterator<[Value, Value]> {
    return this.#values.entries();
  }
}
