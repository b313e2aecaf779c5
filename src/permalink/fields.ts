// One row per fact that a link carries: its name in the payload, its default, and how hostile input is read back.
//
// The defaults of a version are frozen: a field that equals its default is left out of the link, so changing a default would
// change what old links mean. A new field gets a default that means "as before". A field may never be renamed; a change of meaning
// is a new version with a step in versions.ts.

import { isObject } from '../base/json.ts';
import type { LoggedAnswer } from '../http/import/observed.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { PinnedAnswer } from '../model/pinned.ts';
import type { SharedFile, SharedRequest, SharedState } from './state.ts';

/** Reads a value of unknown shape; undefined when it cannot be used. */
type Read<T> = (json: unknown) => T | undefined;

interface Field<T> {
  /** The key in the payload: short, since it is in every link. */
  readonly key: string;
  readonly initial: T;
  readonly read: Read<T>;
}

// No fewer than a page can come to hold: nobody's link or file may lose any of them silently.
const MAX_FILES = 10_000;
const MAX_REQUESTS = 100_000;
const MAX_STEPS = 10_000;

const text: Read<string> = (json) => (typeof json === 'string' ? json : undefined);
const flag: Read<boolean> = (json) => (typeof json === 'boolean' ? json : undefined);
const count: Read<number> = (json) => (typeof json === 'number' && Number.isInteger(json) && json >= 0 ? json : undefined);

const files: Read<readonly SharedFile[]> = (json) => {
  if (!Array.isArray(json)) return undefined;
  return json
    .slice(0, MAX_FILES)
    .flatMap((file: unknown) =>
      Array.isArray(file) && typeof file[0] === 'string' && typeof file[1] === 'string' ? [{ name: file[0], text: file[1] }] : [],
    );
};

/** `[name, request]`, then what is there of pinned and logged answer, `null` where only the later one is. */
const requests: Read<readonly SharedRequest[]> = (json) => {
  if (!Array.isArray(json)) return undefined;
  return json.slice(0, MAX_REQUESTS).flatMap((row: unknown) => {
    if (!Array.isArray(row) || typeof row[0] !== 'string' || !isObject(row[1])) return [];
    const answer = pinned(row[2]);
    const line = logged(row[3]);
    return [
      {
        name: row[0],
        request: row[1] as SampleRequest,
        ...(answer === undefined ? {} : { pinned: answer }),
        ...(line === undefined ? {} : { logged: line }),
      },
    ];
  });
};

const pinned: Read<PinnedAnswer> = (json) => {
  if (!isObject(json) || typeof json.title !== 'string' || !isObject(json.facts) || !Array.isArray(json.steps)) return undefined;
  const facts = texts(json.facts);
  const steps = json.steps.slice(0, MAX_STEPS).filter(isStep);
  return { title: json.title, facts, steps };
};

const logged: Read<LoggedAnswer> = (json) => {
  if (!isObject(json) || !isObject(json.facts) || !Array.isArray(json.words)) return undefined;
  return { facts: texts(json.facts), words: json.words.slice(0, MAX_STEPS).filter((word) => typeof word === 'string') };
};

/** The members that are texts. */
const texts = (json: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const isStep = (step: unknown): step is [string, string, string] =>
  Array.isArray(step) && step.length === 3 && step.every((part) => typeof part === 'string');

const env: Read<Readonly<Record<string, string>>> = (json) => {
  return isObject(json) ? texts(json) : undefined;
};

const mode: Read<SharedState['mode']> = (json) => (json === 'gateway' || json === 'expression' ? json : undefined);

/** Version 1. The order is that of the type; the payload's keys are sorted when written. */
export const fields: { readonly [Name in keyof SharedState]: Field<SharedState[Name]> } = {
  title: { key: 't', initial: '', read: text },
  note: { key: 'n', initial: '', read: text },
  mode: { key: 'm', initial: 'gateway', read: mode },
  dialect: { key: 'd', initial: 'auto', read: text },
  profile: { key: 'p', initial: '', read: text },
  files: { key: 'f', initial: [], read: files },
  earlier: { key: 'o', initial: [], read: files },
  env: { key: 'e', initial: {}, read: env },
  requests: { key: 'r', initial: [], read: requests },
  sequence: { key: 'q', initial: false, read: flag },
  selected: { key: 'i', initial: 0, read: count },
  expression: { key: 'x', initial: '', read: text },
  expressionProfile: { key: 'y', initial: '', read: text },
};

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** The state of an empty page. */
export const initialState: SharedState = Object.fromEntries(
  fieldNames.map((name) => [name, fields[name].initial]),
) as unknown as SharedState;
