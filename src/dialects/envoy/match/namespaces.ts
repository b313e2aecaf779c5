// Metadata as matchers and formats look into it.
import { isStruct, type Message, mapOf } from '../schema/message.ts';
import type { Namespaces } from './value-matcher.ts';

/** filter_metadata of a Metadata message, by namespace. */
export function namespacesOf(metadata: Message | undefined): Namespaces {
  const out = new Map<string, Record<string, unknown>>();
  for (const [name, value] of mapOf(metadata, 'filter_metadata')) if (isStruct(value)) out.set(name, value.data as Record<string, unknown>);
  return out;
}
