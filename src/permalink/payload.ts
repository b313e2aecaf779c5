// State ⇄ payload: only what differs from the defaults, in canonical JSON, so that the same content is the same link.
import { isObject, MOST_LEVELS, nestsDeeper } from '../base/json.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import type { SharedFile, SharedRequest, SharedState } from './state.ts';

/** Levels that stand around what a request is given. */
const AROUND = 10;

/** Keys of the payload that this version does not know. They are kept and written again: a newer page's fields survive an older one. */
export type UnknownFields = Readonly<Record<string, unknown>>;

export interface Payload {
  readonly state: SharedState;
  readonly unknown: UnknownFields;
}

/** The payload's JSON text: sorted keys, no blanks, defaults left out. */
export function writePayload(state: SharedState, unknown: UnknownFields = {}): string {
  const out: Record<string, unknown> = { ...unknown };
  for (const name of fieldNames) {
    const json = toJson(name, state);
    if (canonical(json) !== canonical(fieldJson(name, fields[name].initial))) out[fields[name].key] = json;
  }
  return canonical(out);
}

/** Reads a payload permissively: what is of the wrong shape falls back to its default. Undefined when it is no object, or one that nests too deep. */
export function readPayload(json: unknown): Payload | undefined {
  if (!isObject(json) || nestsDeeper(json, MOST_LEVELS + AROUND)) return undefined;
  const state: Partial<Record<FieldName, unknown>> = {};
  const known = new Set<string>(fieldNames.map((name) => fields[name].key));
  for (const name of fieldNames) {
    const { key, initial, read } = fields[name];
    state[name] = (Object.hasOwn(json, key) ? read(json[key]) : undefined) ?? initial;
  }
  // From entries: assigning a member called __proto__ would change the object instead.
  const unknown = Object.fromEntries(Object.entries(json).filter(([key]) => !known.has(key)));
  return { state: state as unknown as SharedState, unknown };
}

const toJson = (name: FieldName, state: SharedState): unknown => fieldJson(name, state[name]);

/** Lists of records are written as pairs: the names of their members would be most of a short link. */
function fieldJson(name: FieldName, value: unknown): unknown {
  if (name === 'files' || name === 'earlier') return (value as readonly SharedFile[]).map((file) => [file.name, file.text]);
  if (name === 'requests')
    return (value as readonly SharedRequest[]).map(({ name: label, request: given, pinned, logged }) => {
      const request = withOrderedHeaders(given);
      if (logged !== undefined) return [label, request, pinned ?? null, logged];
      return pinned === undefined ? [label, request] : [label, request, pinned];
    });
  return value;
}

/** Headers are sent in the order in which they are given; sorted as members of an object they would lose it, as pairs they keep it. */
function withOrderedHeaders(request: SampleRequest): SampleRequest {
  const { headers } = request;
  if (headers === undefined || !isObject(headers)) return request;
  const names = Object.keys(headers);
  if (names.every((name, i) => i === 0 || (names[i - 1] as string) < name)) return request;
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one: string) => [name, one] as const),
  );
  return { ...request, headers: pairs };
}

/** JSON with the keys of every object sorted by code unit and undefined members left out. */
export function canonical(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map((item) => canonical(item ?? null)).join(',')}]`;
  if (!isObject(json)) return JSON.stringify(json) ?? 'null';
  const members = Object.keys(json)
    .filter((key) => json[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(json[key])}`);
  return `{${members.join(',')}}`;
}
