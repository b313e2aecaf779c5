// Headers as agentgateway shows them: a map whose names ignore case, whose values are a string, or a list where a header is
// repeated. `.raw()`, `.join()` and `.split()` choose another form for all values, `.redacted()` hides sensitive ones.
import type { HeaderPairs } from '../../../http/headers.ts';
import { CelMap, type Value } from '../../values/value.ts';

const NOT_VISIBLE = /[^\t\x20-\x7e]/;

export type HeaderForm = 'auto' | 'raw' | 'join' | 'split';

export class HeaderView extends CelMap {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly #sensitive: ReadonlySet<string>;
  readonly #form: HeaderForm;
  readonly #redacted: boolean;

  constructor(values: ReadonlyMap<string, readonly string[]>, sensitive: ReadonlySet<string>, form: HeaderForm = 'auto', redacted = false) {
    super();
    this.#values = values;
    this.#sensitive = sensitive;
    this.#form = form;
    this.#redacted = redacted;
  }

  static of(pairs: HeaderPairs, sensitive: Iterable<string> = []): HeaderView {
    const values = new Map<string, string[]>();
    for (const [name, value] of pairs) {
      const key = name.toLowerCase();
      const known = values.get(key);
      if (known === undefined) values.set(key, [value]);
      else known.push(value);
    }
    return new HeaderView(values, new Set(sensitive));
  }

  get size(): number {
    return this.#values.size;
  }
  get(key: Value): Value | undefined {
    const values = this.#all(key);
    return values === undefined ? undefined : this.#shape(values);
  }
  has(key: Value): boolean {
    return this.#all(key) !== undefined;
  }
  keys(): IterableIterator<Value> {
    return this.#values.keys();
  }
  *entries(): IterableIterator<[Value, Value]> {
    for (const name of this.#values.keys()) yield [name, this.get(name) as Value];
  }

  /** The first value, for `request.headers["name"]` written out; only one of visible ASCII is found. */
  first(name: string): string | undefined {
    const value = this.#all(name)?.[0];
    return value === undefined || NOT_VISIBLE.test(value) ? undefined : value;
  }
  /** The value of a cookie: the first of that name over all cookie headers. */
  cookie(name: string): string | undefined {
    for (const header of this.#values.get('cookie') ?? []) {
      for (const pair of header.split(';')) {
        const at = pair.indexOf('=');
        if (at >= 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
      }
    }
    return undefined;
  }
  as(form: HeaderForm): HeaderView {
    return new HeaderView(this.#values, this.#sensitive, form, this.#redacted);
  }
  redacted(): HeaderView {
    return new HeaderView(this.#values, this.#sensitive, this.#form, true);
  }

  #all(key: Value): readonly string[] | undefined {
    if (typeof key !== 'string') return undefined;
    const name = key.toLowerCase();
    const values = this.#values.get(name);
    return values !== undefined && this.#redacted && this.#sensitive.has(name) ? values.map(() => '<redacted>') : values;
  }
  #shape(values: readonly string[]): Value {
    switch (this.#form) {
      case 'raw':
        return values;
      case 'join':
        return values.join(',');
      case 'split':
        return values.flatMap((value) => value.split(',').map((part) => part.trim()));
      case 'auto':
        return values.length === 1 ? (values[0] as string) : values;
    }
  }
}
