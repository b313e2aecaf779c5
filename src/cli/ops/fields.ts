// Reads a line's fields by type. The first field of a wrong type makes the line a bad one; `null` counts as absent.
import { isObject } from '../../base/json.ts';
import { parseTimestamp } from '../../cel/values/time.ts';
import { CelError } from '../../cel/values/value.ts';
import { readSample } from '../../http/read-sample.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import { type Ask, inputError, type OpAnswer } from './op.ts';

type Json = unknown;

/** A part of a request that is not read. */
export interface FieldWarning {
  readonly code: 'unread_field';
  readonly severity: 'warning';
  readonly message: string;
  /** `requests[0].headers.x-a` */
  readonly path: string;
}

export class Fields {
  readonly #ask: Ask;
  #fault: string | undefined;
  /** What could be passed over: parts of requests that are of a wrong shape. */
  readonly warnings: FieldWarning[] = [];

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

  /** A point in time as RFC 3339 writes it. */
  time(name: string): string | undefined {
    return this.#read(name, 'a time such as 2026-01-01T00:00:00Z', (value): value is string => typeof value === 'string' && isTime(value));
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
    for (const { path: inside, message } of problems) {
      this.warnings.push({ code: 'unread_field', severity: 'warning', message, path: `${path}.${inside}` });
    }
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

const isTime = (text: string): boolean => {
  const time = parseTimestamp(text);
  return time !== undefined && !(time instanceof CelError);
};

/** An answer with what was passed over beside its own warnings. */
export function warned(answer: OpAnswer, { warnings }: Fields): OpAnswer {
  if (warnings.length === 0) return answer;
  return { ...answer, warnings: [...(Array.isArray(answer.warnings) ? answer.warnings : []), ...warnings] };
}

/** Fields without those that are undefined: under exactOptionalPropertyTypes an absent field is no `undefined` one. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
