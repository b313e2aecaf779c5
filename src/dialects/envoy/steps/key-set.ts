// Key sets as Envoy reads them. Envoy 1.40 takes JSON by protobuf's rules: trailing commas and line breaks within strings are fine.
import { lenientJson } from '../../../text/json-options.ts';
import { readJson } from '../../../text/read.ts';
import { plainOf } from '../../../text/syntax.ts';

const known = new Map<string, string>();
const MOST = 200;

/** The same key set as strict JSON; a text that is no JSON by any rules stays as it is. */
export function strictKeySet(text: string): string {
  const found = known.get(text) ?? made(text);
  if (known.size > MOST) known.clear();
  known.set(text, found);
  return found;
}

function made(text: string): string {
  const { documents, problems } = readJson({ name: 'jwks.json', text }, lenientJson);
  const root = documents[0]?.root;
  return root === undefined || problems.length > 0
    ? text
    : JSON.stringify(plainOf(root), (_, value) => (typeof value === 'bigint' ? Number(value) : value));
}
