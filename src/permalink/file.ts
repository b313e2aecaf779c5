// A state as a file: for what is too long for a link, and for keeping. The same payload as a link's, as JSON that people can read:
// `{ "gateglass": 1, "payload": { … } }`.

import { isObject } from '../base/json.ts';
import type { Decoded } from './codec.ts';
import { migrate, VERSION } from './migrations.ts';
import { readPayload, type UnknownFields, writePayload } from './payload.ts';
import type { SharedState } from './state.ts';

/** The text of the file. The same state gives the same text. */
export const writeFile = (state: SharedState, unknown: UnknownFields = {}): string =>
  `${JSON.stringify({ gateglass: VERSION, payload: JSON.parse(writePayload(state, unknown)) as unknown }, undefined, 2)}\n`;

/** Reads a file's text; undefined when it is not one of ours. Never throws. */
export function readFile(text: string): Extract<Decoded, { kind: 'whole' | 'newer' | 'damaged' }> | undefined {
  if (!/^\s*\{\s*"gateglass"\s*:/.test(text.slice(0, 200))) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // It says that it is one of ours, and cannot be read: that is an answer too.
    return { kind: 'damaged', recovered: undefined };
  }
  if (!isObject(json) || typeof json.gateglass !== 'number' || !isObject(json.payload)) return { kind: 'damaged', recovered: undefined };
  const version = json.gateglass;
  const payload = readPayload(version < VERSION ? migrate(json.payload, version) : json.payload);
  if (payload === undefined) return { kind: 'damaged', recovered: undefined };
  return version > VERSION ? { kind: 'newer', version, ...payload } : { kind: 'whole', ...payload };
}
