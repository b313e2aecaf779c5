// Recorded answers of a real Envoy 1.40, where the folder with them lies beside this repository; without it these tests skip.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openConfiguration } from '../../../src/dialects/envoy/documents/open.ts';
import { descriptorOf } from '../../../src/dialects/envoy/schema/descriptor.ts';
import { TABLE } from '../../../src/dialects/envoy/schema/envoy-1.40.ts';
import { isAny, isMessage, type Message, type Value } from '../../../src/dialects/envoy/schema/message.ts';
import { Problems } from '../../../src/dialects/envoy/schema/problem.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';

export const SHARED = resolve(process.cwd(), '../shared');
export const hasShared = existsSync(`${SHARED}/harness/sets.mjs`);

/** One configuration with requests, and the judge of the answers. */
export interface Row {
  readonly skip?: boolean;
  readonly ask: { readonly id: string; readonly config: string; readonly requests: readonly SampleRequest[]; readonly sequence?: boolean };
  readonly judge?: (answer: unknown) => string | undefined;
  readonly judgeMany?: (answer: unknown) => readonly { readonly id: string; readonly miss?: string }[];
}

export async function rowsOf(set: string): Promise<readonly Row[]> {
  const { sets } = (await import(`${SHARED}/harness/sets.mjs`)) as { sets: Record<string, (root: string) => Iterable<Row>> };
  return [...(sets[set]?.(`${SHARED}/cases`) ?? [])].filter((row) => row.skip !== true);
}

const schema = descriptorOf(TABLE);

/** `Message.field` of everything that a configuration sets. */
export function fieldsOf(config: string): ReadonlySet<string> {
  const found = openConfiguration([{ name: 'envoy.yaml', text: config }], schema, new Problems());
  const out = new Set<string>();
  if (found.bootstrap !== undefined) collect(found.bootstrap, out);
  for (const list of [found.listeners, found.clusters, found.routes, found.endpoints])
    for (const { message } of list) collect(message, out);
  return out;
}

function collect(value: Value, out: Set<string>): void {
  if (Array.isArray(value)) for (const item of value as readonly Value[]) collect(item, out);
  else if (value instanceof Map) for (const item of (value as ReadonlyMap<string, Value>).values()) collect(item, out);
  else if (isAny(value)) {
    if (value.message === undefined) out.add(value.type);
    else collect(value.message, out);
  } else if (isMessage(value)) fieldsOfMessage(value, out);
}

function fieldsOfMessage(message: Message, out: Set<string>): void {
  if (message.fields.size === 0) out.add(message.type.shortName);
  for (const [name, field] of message.fields) {
    out.add(`${message.type.shortName}.${name}`);
    collect(field.value, out);
  }
}
