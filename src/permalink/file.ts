// A state as a file: for what is too long for a link, and for keeping. The same payload as a link's, as JSON that people can read:
// `{ "gateglass": 1, "payload": { … } }`.

import { isObject } from '../base/json.ts';
import type { Decoded } from './codec.ts';
import { type UnknownFields, writePayload } from './payload.ts';
import type { SharedState } from './state.ts';
import { payloadOf, VERSION } from './versions.ts';

/** The text of the file. The same state gives the same text. */
export const writeFile = (state: SharedState, unknown: UnknownFields = {}): string =>
  `${JSON.stringify({ gateglass: VERSION, payload: JSON.parse(writePayload(state, unknown)) as unknown }, undefined, 2)}\n`;

/** Reads a file's text; undefined when it is not one of ours. Never throws. */
export function readFile(text: string): Extract<Decoded, { kind: 'whole' | 'newer' | 'damaged' }> | undefined {
  if (!/^\ufeff?\s*\{\s*"gateglass"\s*:/.test(text.slice(0, 200))) return undefined;
  // It says that it is one of ours: that it cannot be read is an answer, too.
  const damaged = { kind: 'damaged', recovered: undefined } as const;
  try {
    const json: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return (isObject(json) ? payloadOf(json.payload, Number(json.gateglass)) : undefined) ?? damaged;
  } catch {
    return damaged;
  }
}
