// Free JSON objects (claims, metadata): a whole number reached by its name is an int, but taken as part of a whole value, a
// list or an object in a list, it is a uint. Beyond int64 it is always one.
import { double, int, uint } from '../../values/number.ts';
import { CelError, CelMap, Double, type Value } from '../../values/value.ts';

type Json = Readonly<Record<string, unknown>>;

export class FreeMap extends CelMap {
  readonly #json: Json;
  /** Members that are not free. */
  readonly #known: Readonly<Record<string, Value>>;
  readonly #listsKnown: boolean;

  /**
   * `listsKnown`: whether the members that are not free are listed too (`apiKey.key` is, `jwt.rawToken` is not). Where they are,
   * the whole is a struct, and its members are reached by name even when it is taken whole.
   */
  constructor(json: Json, known: Readonly<Record<string, Value>> = {}, listsKnown = false) {
    super();
    this.#json = json;
    this.#known = known;
    this.#listsKnown = listsKnown;
  }
  get size(): number {
    return this.#names().length;
  }
  get(key: Value): Value | undefined {
    if (typeof key !== 'string') return undefined;
    if (Object.hasOwn(this.#known, key)) return this.#known[key];
    return Object.hasOwn(this.#json, key) ? free(this.#json[key]) : undefined;
  }
  has(key: Value): boolean {
    return typeof key === 'string' && (Object.hasOwn(this.#known, key) || Object.hasOwn(this.#json, key));
  }
  keys(): IterableIterator<Value> {
    return this.#names().values();
  }
  *entries(): IterableIterator<[Value, Value]> {
    for (const name of this.#names()) yield [name, this.#listsKnown ? (this.get(name) as Value) : materialised(this.#json[name])];
  }
  #names(): readonly string[] {
    const others = Object.keys(this.#json).filter((name) => !Object.hasOwn(this.#known, name));
    return this.#listsKnown ? [...Object.keys(this.#known), ...others] : others;
  }
}

/** A value as it is reached by name. */
export function free(json: unknown): Value {
  if (typeof json === 'number' || typeof json === 'bigint') return number(json, false);
  if (typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof Double)) return new FreeMap(json as Json);
  return materialised(json);
}

/** A value as part of a whole. */
function materialised(json: unknown): Value {
  if (typeof json === 'number' || typeof json === 'bigint') return number(json, true);
  if (Array.isArray(json)) return json.map(materialised);
  if (json instanceof Double) return json;
  if (typeof json === 'object' && json !== null) return Object.fromEntries(Object.entries(json).map(([k, v]) => [k, materialised(v)]));
  return typeof json === 'string' || typeof json === 'boolean' ? json : null;
}

/** From here on JavaScript prints numbers with an exponent. */
const MAX_PLAIN = 1e21;

function number(json: number | bigint, inWhole: boolean): Value {
  if (typeof json === 'number' && !(Number.isInteger(json) && Math.abs(json) < MAX_PLAIN)) return json;
  // Of a number that lost digits, those that are left are the ones that JavaScript prints.
  const whole = BigInt(String(json));
  const signed = whole < 0n || !inWhole ? int(whole) : undefined;
  const made = signed === undefined || (signed instanceof CelError && whole > 0n) ? uint(whole) : signed;
  return made instanceof CelError ? double(Number(json)) : made;
}
