// JSON of unknown shape → a sample request. A field of the wrong shape is left out and named; the rest is kept.
import { isObject, MOST_LEVELS, nestsDeeper } from '../base/json.ts';
import { decodeBase64 } from './base64.ts';
import type { HeaderPairs } from './headers.ts';
import type { Endpoint, SampleRequest, SampleResponse, TlsSample, Verdict } from './sample-request.ts';

export interface SampleProblem {
  /** `headers.x-a`, `tls.peer.dnsSans[0]`. */
  readonly path: string;
  readonly message: string;
}

export interface ReadSample {
  readonly request: SampleRequest;
  readonly problems: readonly SampleProblem[];
}

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;
/** Reads one field's value, or reports and gives undefined. */
type Read<T> = (value: Json, path: string, report: (path: string, message: string) => void) => T | undefined;

/** Reads a sample request of the headless contract. Total. */
export function readSample(json: Json): ReadSample {
  const problems: SampleProblem[] = [];
  const report = (path: string, message: string): void => {
    if (problems.length < 50) problems.push({ path, message });
  };
  const request = shape<SampleRequest>(fields)(json, '', report) ?? {};
  return { request, problems };
}

/** Whether a sample request has a field of this name. */
export const isSampleField = (name: string): boolean => Object.hasOwn(fields, name);

function expecting<T>(what: string, test: (value: Json) => value is T): Read<T> {
  return (value, path, report) => {
    if (test(value)) return value;
    report(path, `${path === '' ? 'This' : `'${path}'`} must be ${what}.`);
    return undefined;
  };
}

const text = expecting('a text', (value): value is string => typeof value === 'string');
const flag = expecting('true or false', (value): value is boolean => typeof value === 'boolean');
const anObject = expecting('an object', isObject);
const object: Read<Fields> = (value, path, report) => {
  if (!nestsDeeper(value)) return anObject(value, path, report);
  report(path, `${path === '' ? 'This' : `'${path}'`} nests deeper than ${MOST_LEVELS} levels.`);
  return undefined;
};
const port = expecting(
  'a port from 0 to 65535',
  (value): value is number => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65535,
);
const amount = expecting(
  'a number that is not negative',
  (value): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value),
);
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const time = expecting(
  'a time such as 2026-01-01T00:00:00Z',
  (value): value is string => typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value)),
);
const whole = expecting('a whole number', (value): value is number => Number.isInteger(value));
const textOrNone: Read<string | null> = (value, path, report) => (value === null ? null : text(value, path, report));

const texts: Read<readonly string[]> = (value, path, report) => {
  if (!Array.isArray(value)) {
    report(path, `'${path}' must be a list of texts.`);
    return undefined;
  }
  return value.flatMap((item: Json, i) => text(item, `${path}[${i}]`, report) ?? []);
};

/** A known set of fields; others are reported and left out. `null` counts as absent. */
function shape<T extends object>(known: { readonly [K in keyof T]-?: Read<NonNullable<T[K]> | T[K]> }): Read<T> {
  return (value, path, report) => {
    const given = anObject(value, path, report);
    if (given === undefined) return undefined;
    const out: Record<string, unknown> = {};
    for (const [name, content] of Object.entries(given)) {
      const at = path === '' ? name : `${path}.${name}`;
      const read = Object.hasOwn(known, name) ? known[name as keyof T] : undefined;
      if (read === undefined) report(at, `'${at}' is not a field of a sample request.`);
      else if (content !== null || name === 'host' || name === 'path') {
        const result = read(content, at, report);
        if (result !== undefined) out[name] = result;
      }
    }
    return out as T;
  };
}

const scalarText = (value: Json): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

const headers: Read<HeaderPairs> = (value, path, report) => {
  const entries: readonly (readonly [Json, Json])[] = Array.isArray(value)
    ? value.map((pair: Json) => (Array.isArray(pair) && pair.length === 2 ? [pair[0], pair[1]] : [undefined, undefined]))
    : isObject(value)
      ? Object.entries(value)
      : [[undefined, undefined]];
  return entries.flatMap(([name, content], i): [string, string][] => {
    const values = (Array.isArray(content) ? content : [content]).map(scalarText);
    if (typeof name === 'string' && values.every((one) => one !== undefined)) return values.map((one) => [name, one]);
    report(
      typeof name === 'string' ? `${path}.${name}` : `${path}[${i}]`,
      `'${path}' must be an object of texts, or a list of [name, value] pairs.`,
    );
    return [];
  });
};

const body: Read<string | { readonly base64: string }> = (value, path, report) => {
  if (typeof value === 'string') return value;
  if (isObject(value) && typeof value.base64 === 'string' && decodeBase64(value.base64) !== undefined) return { base64: value.base64 };
  report(path, `'${path}' must be a text or {"base64": "…"}.`);
  return undefined;
};

const endpoint = shape<Endpoint>({ address: text, port });

const tls = shape<TlsSample>({
  sni: text,
  alpn: texts,
  peer: shape<NonNullable<TlsSample['peer']>>({ pem: text, subject: text, issuer: text, uriSans: texts, dnsSans: texts, validated: flag }),
});

/** Known fields are checked; others stay: backends of a dialect offer more (`tools`). */
const response: Read<SampleResponse> = (value, path, report) => {
  const given = object(value, path, report);
  if (given === undefined) return undefined;
  const known: { readonly [name: string]: Read<unknown> } = { status: whole, headers, body, delayMs: amount, reset: flag, refused: flag };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, content]) => {
      const read = Object.hasOwn(known, name) ? known[name] : undefined;
      const result = read === undefined ? content : read(content, `${path}.${name}`, report);
      return result === undefined ? [] : [[name, result]];
    }),
  );
};

const responses: Read<Record<string, SampleResponse | readonly SampleResponse[]>> = (value, path, report) => {
  const given = object(value, path, report);
  if (given === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, content]) => {
      const at = `${path}.${name}`;
      const read = Array.isArray(content)
        ? content.flatMap((one: Json, i) => response(one, `${at}[${i}]`, report) ?? [])
        : response(content, at, report);
      return read === undefined ? [] : [[name, read]];
    }),
  );
};

const verdicts: Read<Record<string, Verdict>> = (value, path, report) => {
  const given = object(value, path, report);
  if (given === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(given).filter(([name, content]) => object(content, `${path}.${name}`, report) !== undefined),
  ) as Record<string, Verdict>;
};

const fields: { readonly [K in keyof SampleRequest]-?: Read<NonNullable<SampleRequest[K]> | SampleRequest[K]> } = {
  method: text,
  scheme: text,
  host: textOrNone,
  path: textOrNone,
  headers,
  body,
  listener: shape<NonNullable<SampleRequest['listener']>>({ address: text, port, name: text }),
  tls,
  source: endpoint,
  directSource: endpoint,
  destination: endpoint,
  protocol: text,
  jwt: object,
  vars: object,
  metadata: object,
  random: amount,
  runtime: object,
  time,
  responses,
  verdicts,
  connection: object,
  raw: text,
};
