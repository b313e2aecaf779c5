// Roots such as `request` are no maps that one can list: their attributes are looked up one by one, and the root itself has size 0.
import { CelMap, type Value } from '../../values/value.ts';

/** An attribute's value; undefined where the request has none. */
export type Attributes = Readonly<Record<string, () => Value | undefined>>;

export class AttributeMap extends CelMap {
  readonly #attributes: Attributes;

  constructor(attributes: Attributes) {
    super();
    this.#attributes = attributes;
  }

  get size(): number {
    return 0;
  }

  get(key: Value): Value | undefined {
    return typeof key === 'string' && Object.hasOwn(this.#attributes, key) ? this.#attributes[key]?.() : undefined;
  }

  has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  *keys(): IterableIterator<Value> {}

  *entries(): IterableIterator<[Value, Value]> {}
}

const HEADER_NAME = /^:?[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Headers: looked up without regard to case, several values joined with a comma; a name that no header can have is absent. */
export class HeaderMap extends CelMap {
  readonly #values: ReadonlyMap<string, string>;

  constructor(pairs: Iterable<readonly [string, string]>) {
    super();
    const values = new Map<string, string>();
    for (const [name, value] of pairs) {
      const key = name.toLowerCase();
      const known = values.get(key);
      values.set(key, known === undefined ? value : `${known},${value}`);
    }
    this.#values = values;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: Value): Value | undefined {
    return typeof key === 'string' && HEADER_NAME.test(key) ? this.#values.get(key.toLowerCase()) : undefined;
  }

  has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  *keys(): IterableIterator<Value> {
    yield* this.#values.keys();
  }

  *entries(): IterableIterator<[Value, Value]> {
    yield* this.#values.entries();
  }
}
