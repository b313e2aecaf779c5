// State ⇄ the `s` parameter of a link:
//
//   1d<length>.<payload>.<check>      1 = version of the payload, d = codec, length = characters of the payload in base 36
//
// Codecs: `d` raw deflate in base64url, `j` JSON as encodeURIComponent writes it (for links made by hand or by a documentation build; there length and check
// may be left out: `1j{"x":"1%2B1"}`). `b` and `x` are reserved. Strict on write, permissive on read.

import { isObject } from '../base/json.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { checkOf } from './check.ts';
import { deflate, inflate } from './compress.ts';
import { migrate, VERSION } from './migrations.ts';
import { type Payload, readPayload, type UnknownFields, writePayload } from './payload.ts';
import { recoverJson } from './recover.ts';
import type { SharedState } from './state.ts';

/** Longest link that is read or written, in characters of the `s` parameter. Above it a file is offered. */
export const MAX_ENCODED = 64 * 1024;
/** Most bytes that a payload may inflate to. */
export const MAX_INFLATED = 2 * 1024 * 1024;

export type Encoded = { readonly kind: 'link'; readonly text: string } | { readonly kind: 'too-long'; readonly length: number };

/** Writes a state. The same state gives the same text. Synchronous, so that it works inside a click and a `pagehide`. */
export function encode(state: SharedState, unknown: UnknownFields = {}): Encoded {
  const bytes = new TextEncoder().encode(writePayload(state, unknown));
  const payload = encodeBase64Url(deflate(bytes));
  const text = `${VERSION}d${payload.length.toString(36)}.${payload}.${checkOf(bytes)}`;
  return text.length > MAX_ENCODED || bytes.length > MAX_INFLATED ? { kind: 'too-long', length: text.length } : { kind: 'link', text };
}

export type Decoded =
  | ({ readonly kind: 'whole' } & Payload)
  /** Made by a later version: shown as far as it is understood, and not to be written over. */
  | ({ readonly kind: 'newer'; readonly version: number } & Payload)
  /** Cut off or damaged. `have` of `want` characters arrived (`want` undefined when the link does not say); `recovered` is what can be saved. */
  | { readonly kind: 'cut'; readonly have: number; readonly want: number | undefined; readonly recovered: Payload | undefined }
  | { readonly kind: 'damaged'; readonly recovered: Payload | undefined }
  | { readonly kind: 'refused'; readonly because: string };

/** Reads the `s` parameter. Any text is allowed; never throws. */
export function decode(text: string): Decoded {
  if (text.length > MAX_ENCODED) return refused(`This link has ${text.length} characters; at most ${MAX_ENCODED} are read.`);
  const head = /^(\d{1,4})([a-z])/.exec(text);
  if (head === null) return refused('This link does not begin as a Gateglass link does.');
  const version = Number(head[1]);
  const body = text.slice(head[0].length);
  if (version === 0) return refused('This link has no version.');
  if (head[2] === 'd') return decodeDeflated(body, version);
  if (head[2] === 'j') return decodeJson(body, version);
  return refused(`This link is written in a form ('${head[2]}') that this version cannot read.`);
}

const refused = (because: string): Decoded => ({ kind: 'refused', because });

function decodeDeflated(body: string, version: number): Decoded {
  const parts = /^([0-9a-z]{1,6})\.([^.]*)(?:\.(.*))?$/s.exec(body);
  if (parts === null) return { kind: 'cut', have: body.length, want: undefined, recovered: undefined };
  const [, length = '', payload = '', check] = parts;
  const want = Number.parseInt(length, 36);
  const { bytes, clean } = decodeBase64Url(payload);
  const inflated = inflate(bytes, MAX_INFLATED);
  if (inflated.end === 'large') return refused('This link unpacks to more than 2 MiB and is not opened.');
  if (inflated.end === 'whole' && clean && payload.length === want && check === checkOf(inflated.bytes))
    return read(new TextDecoder().decode(inflated.bytes), version);
  const recovered = recover(new TextDecoder().decode(inflated.bytes), version);
  // A link that lost characters of its payload, or of the check behind it, was cut; all else was changed on the way.
  if (payload.length < want || check === undefined || check.length < 8)
    return { kind: 'cut', have: body.length, want: length.length + want + 10, recovered };
  return { kind: 'damaged', recovered };
}

function decodeJson(body: string, version: number): Decoded {
  let text: string;
  try {
    text = decodeURIComponent(body);
  } catch {
    return { kind: 'cut', have: body.length, want: undefined, recovered: undefined };
  }
  return read(text, version);
}

function read(text: string, version: number): Decoded {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'damaged', recovered: recover(text, version) };
  }
  const payload = isObject(json) ? readPayload(upToDate(json, version)) : undefined;
  if (payload === undefined) return { kind: 'damaged', recovered: undefined };
  return version > VERSION ? { kind: 'newer', version, ...payload } : { kind: 'whole', ...payload };
}

const upToDate = (json: Readonly<Record<string, unknown>>, version: number) => (version < VERSION ? migrate(json, version) : json);

function recover(text: string, version: number): Payload | undefined {
  const json = recoverJson(text);
  if (!isObject(json) || Object.keys(json).length === 0) return undefined;
  return readPayload(upToDate(json, version));
}
