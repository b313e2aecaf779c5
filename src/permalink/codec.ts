// State ⇄ the `s` parameter of a link:
//
//   1d<length>.<payload>.<check>      1 = version of the payload, d = codec, length = characters of the payload in base 36
//
// Codecs: `d` raw deflate in base64url, `j` JSON as encodeURIComponent writes it. In links made by hand or by a documentation build, `j` may do without length
// and check: `1j{"x":"1%2B1"}`. `b` and `x` are reserved. Strict on write, permissive on read.

import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { checkOf } from './check.ts';
import { deflate, inflate } from './compress.ts';
import { type Payload, type UnknownFields, writePayload } from './payload.ts';
import { decodePercent } from './percent.ts';
import { recoverJson } from './recover.ts';
import type { SharedState } from './state.ts';
import { payloadOf, VERSION } from './versions.ts';

/** Longest link that is read or written, in characters of the `s` parameter. Above it a file is offered. */
export const MAX_ENCODED = 64 * 1024;
/** Most bytes that a payload may inflate to. */
export const MAX_INFLATED = 2 * 1024 * 1024;

export type Encoded =
  | { readonly kind: 'link'; readonly text: string }
  /** `of`: what there is too much of, in characters of the link or in bytes of the content. */
  | { readonly kind: 'too-long'; readonly of: 'link' | 'content'; readonly length: number };

/** Writes a state. The same state gives the same text. Synchronous, so that it works inside a click and a `pagehide`. */
export function encode(state: SharedState, unknown: UnknownFields = {}): Encoded {
  const bytes = new TextEncoder().encode(writePayload(state, unknown));
  // Asked before packing, which takes seconds for the largest configurations.
  if (bytes.length > MAX_INFLATED) return { kind: 'too-long', of: 'content', length: bytes.length };
  const payload = encodeBase64Url(deflate(bytes));
  const text = `${VERSION}d${payload.length.toString(36)}.${payload}.${checkOf(bytes)}`;
  return text.length > MAX_ENCODED ? { kind: 'too-long', of: 'link', length: text.length } : { kind: 'link', text };
}

export type Decoded =
  | ({ readonly kind: 'whole' } & Payload)
  /** Made by a later version: shown as far as it is understood, and not to be written over. */
  | ({ readonly kind: 'newer'; readonly version: number } & Payload)
  /** Cut off: `have` of `want` characters arrived (`want` undefined when the link does not say); `recovered` is what can be saved. */
  | { readonly kind: 'cut'; readonly have: number; readonly want: number | undefined; readonly recovered: Payload | undefined }
  | { readonly kind: 'damaged'; readonly recovered: Payload | undefined }
  | { readonly kind: 'refused'; readonly because: string };

/** Reads the `s` parameter. Any text is allowed; never throws. */
export function decode(text: string): Decoded {
  if (text.length > MAX_ENCODED) return refused(`This link has ${text.length} characters; at most ${MAX_ENCODED} are read.`);
  if (/^\d{0,4}$/.test(text)) return { kind: 'cut', have: text.length, want: undefined, recovered: undefined };
  const head = /^(\d{1,4})([a-z])/.exec(text);
  if (head === null) return refused('This link does not begin as a Gateglass link does.');
  const version = Number(head[1]);
  if (version === 0) return refused('This link has no version.');
  switch (head[2]) {
    case 'd':
      return decodeFramed(withoutWrapping(text), head[0].length, version, unpack);
    case 'j':
      return /^\d+j(?:\{|%7b)/i.test(text)
        ? decodeBare(text.slice(head[0].length), version)
        : decodeFramed(text, head[0].length, version, plain);
    default:
      return refused(`This link is written in a form ('${head[2]}') that this Gateglass cannot read; a newer one may.`);
  }
}

const refused = (because: string): Decoded => ({ kind: 'refused', because });

/** What mail and chat programs put into long addresses: blanks, line ends, signs without width, plain or as an address has them. */
const withoutWrapping = (text: string): string =>
  text.replace(/(?:[\s\u00ad\u200b-\u200d\u2060\ufeff]|%20|%0[9ad]|%c2%ad|%e2%80%8[b-d]|%e2%81%a0|%ef%bb%bf)+/gi, '');

interface Unpacked {
  readonly bytes: Uint8Array;
  readonly end: 'whole' | 'cut' | 'large';
}

function unpack(payload: string): Unpacked {
  const { bytes, clean } = decodeBase64Url(payload);
  const inflated = inflate(bytes, MAX_INFLATED);
  return inflated.end === 'whole' && !clean ? { ...inflated, end: 'cut' } : inflated;
}

function plain(payload: string): Unpacked {
  const { text, end } = decodePercent(payload);
  return { bytes: new TextEncoder().encode(text), end };
}

/** `<length>.<payload>.<check>`, from `start` of the text. What stands behind the check is not of the link: a full stop, a bracket. */
function decodeFramed(text: string, start: number, version: number, unpackedOf: (payload: string) => Unpacked): Decoded {
  const have = text.length;
  const length = /^[0-9a-z]{1,6}(?=\.)/.exec(text.slice(start))?.[0];
  if (length === undefined) {
    const begins = /^[0-9a-z]{0,6}$/.test(text.slice(start));
    return begins ? { kind: 'cut', have, want: undefined, recovered: undefined } : { kind: 'damaged', recovered: undefined };
  }
  const from = start + length.length + 1;
  const to = from + Number.parseInt(length, 36);
  const check = /^\.[0-9A-Za-z]{0,8}/.exec(text.slice(to))?.[0] ?? '';
  const { bytes, end } = unpackedOf(text.slice(from, to));
  if (end === 'large') return refused('This link unpacks to more than 2 MiB and is not opened.');
  const json = new TextDecoder().decode(bytes);
  if (end === 'whole' && check === `.${checkOf(bytes)}`) return readWhole(json, version);
  const recovered = recover(json, version);
  // A link that is too short was cut; all else was changed on the way.
  const want = to + '.'.length + 8;
  return have < want ? { kind: 'cut', have, want, recovered } : { kind: 'damaged', recovered };
}

/** JSON alone. Without a length, a text that ends too early was cut. */
function decodeBare(body: string, version: number): Decoded {
  const { text, end } = decodePercent(body);
  const whole = end === 'whole' ? parseJson(text) : undefined;
  if (whole !== undefined) return opened(whole.json, version);
  const recovered = recover(text, version);
  return text.trimEnd().endsWith('}') ? { kind: 'damaged', recovered } : { kind: 'cut', have: body.length, want: undefined, recovered };
}

function readWhole(text: string, version: number): Decoded {
  const whole = parseJson(text);
  return whole === undefined ? { kind: 'damaged', recovered: recover(text, version) } : opened(whole.json, version);
}

const opened = (json: unknown, version: number): Decoded => payloadOf(json, version) ?? { kind: 'damaged', recovered: undefined };

function parseJson(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function recover(text: string, version: number): Payload | undefined {
  const json = recoverJson(text);
  const found = Object.keys(Object(json)).length === 0 ? undefined : payloadOf(json, version);
  return found === undefined ? undefined : { state: found.state, unknown: found.unknown };
}
