// Reads a line's fields by type. The first field of a wrong type makes the line a bad one; `null` counts as absent.
import { isObject } from '../../base/json.ts';
import { readSample } from '../../http/read-sample.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import { type Ask, inputError, type OpAnswer } from './op.ts';

type Json = unknown;
export class Fields {
  readonly #ask: Ask;
  #fault: string | undefined;
  /** What could be passed over: parts of requests that are of a wrong shape. */
  readonly warnings: string[] = [];

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The answer to a line with a wrong field; undefined when all read so far were right. */
  get refused(): OpAnswer | undefined {
    return this.#fault === undefined ? undefined : inputError('bad_line', this.#fault);
  }

  text(name: string): string | undefined {
    return this.#read(name, 'a text', (value): value is string => typeof value === 'string');
  }

  flag(name: string): boolean | undefined {
    return this.#read(name, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  object(name: string): Readonly<Record<string, Json>> | undefined {
    return this.#read(name, 'an object', isObject);
  }

  texts(name: string): Readonly<Record<string, string>> | undefined {
    return this.#read(
      name,
      'an object of texts',
      (value): value is Readonly<Record<string, string>> => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
    );
  }

  request(name: string): SampleRequest | undefined {
    const given = this.object(name);
    return given === undefined ? undefined : this.#sample(given, name);
  }

  requests(name: string): readonly SampleRequest[] {
    const given = this.#read(
      name,
      'a list of requests',
      (value): value is readonly Json[] => Array.isArray(value) && value.every(isObject),
    );
    return (given ?? []).map((one, i) => this.#sample(one, `${name}[${i}]`));
  }

  #sample(given: Json, path: string): SampleRequest {
    const { request, problems } = readSample(given);
    this.warnings.push(...problems.map(({ path: inside, message }) => `${path}.${inside}: ${message}`));
    return request;
  }

  #read<T>(name: string, what: string, test: (value: Json) => value is T): T | undefined {
    const value = Object.hasOwn(this.#ask, name) ? this.#ask[name] : undefined;
    if (value === undefined || value === null) return undefined;
    if (test(value)) return value;
    this.#fault ??= `'${name}' must be ${what}.`;
    return undefined;
  }
}

/** `warnings` as fields of an answer. */
export const warned = ({ warnings }: Fields): OpAnswer => (warnings.length === 0 ? {} : { warnings });

/** Fields without those that are undefined: under exactOptionalPropertyTypes an absent field is no `undefined` one. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
