// Links are for ever. Step n turns a payload of version n + 1 into one of version n + 2; each is pure, and test/permalink/links keeps
// a link of every version, which must open for ever.

import { isObject } from '../base/json.ts';
import { type Payload, readPayload } from './payload.ts';

export type Migration = (payload: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

export const migrations: readonly Migration[] = [];

/** The version that is written now. */
export const VERSION = migrations.length + 1;

export type Versioned = ({ readonly kind: 'whole' } & Payload) | ({ readonly kind: 'newer'; readonly version: number } & Payload);

/** Reads the JSON of a payload of any version, brought up to the present one. Undefined when it is not the JSON of a payload. */
export function payloadOf(json: unknown, version: number): Versioned | undefined {
  if (!isObject(json) || !Number.isInteger(version) || version < 1) return undefined;
  const payload = readPayload(migrate(json, version));
  if (payload === undefined) return undefined;
  return version > VERSION ? { kind: 'newer', version, ...payload } : { kind: 'whole', ...payload };
}

const migrate = (payload: Readonly<Record<string, unknown>>, version: number): Readonly<Record<string, unknown>> =>
  migrations.slice(version - 1).reduce((json, step) => step(json), payload);
