// Request targets: path, query, parameters. Gateways disagree about decoding, so both the raw and the decoded form are here.
import { utf8Bytes, utf8Text } from './bytes.ts';

export interface Target {
  readonly path: string;
  /** Without `?`; undefined when there is none (`/a?` has an empty one). */
  readonly query: string | undefined;
  /** Without `#`; undefined when there is none. Clients never send one, raw messages may. */
  readonly fragment: string | undefined;
}

/** Splits `/a?b#c`. Nothing is decoded. */
export function splitTarget(target: string): Target {
  const hash = target.indexOf('#');
  const before = hash < 0 ? target : target.slice(0, hash);
  const mark = before.indexOf('?');
  return {
    path: mark < 0 ? before : before.slice(0, mark),
    query: mark < 0 ? undefined : before.slice(mark + 1),
    fragment: hash < 0 ? undefined : target.slice(hash + 1),
  };
}

/** One `name=value` of a query. `hasValue` tells `a=` from `a`. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly hasValue: boolean;
}

/** Parameters as written, in order; empty pieces (`a&&b`) are left out. */
export const rawParameters = (query: string | undefined): readonly Parameter[] =>
  (query ?? '')
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const equals = piece.indexOf('=');
      return equals < 0
        ? { name: piece, value: '', hasValue: false }
        : { name: piece.slice(0, equals), value: piece.slice(equals + 1), hasValue: true };
    });

/** Parameters decoded as `application/x-www-form-urlencoded` (WHATWG URL §5.1): `+` is a blank, `%XX` UTF-8. */
export const formParameters = (query: string | undefined): readonly Parameter[] =>
  rawParameters(query).map(({ name, value, hasValue }) => ({ name: formDecode(name), value: formDecode(value), hasValue }));

export const formDecode = (text: string): string => percentDecode(text.replaceAll('+', ' '));

/** `%XX` as UTF-8, what is no UTF-8 as U+FFFD; a `%` without two hex digits stays. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = new Uint8Array(run.length / 3);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(3 * i + 1, 3 * i + 3), 16);
    return utf8Text(bytes);
  });
}

/** A text as `application/x-www-form-urlencoded` writes it. */
export const formEncode = (text: string): string => encode(text, /[A-Za-z0-9*\-._ ]/).replaceAll(' ', '+');

/** Everything but unreserved characters (RFC 3986 §2.3) as `%XX`. */
export const percentEncode = (text: string): string => encode(text, /[A-Za-z0-9\-._~]/);

const encode = (text: string, kept: RegExp): string =>
  Array.from(utf8Bytes(text), (byte) => {
    const char = String.fromCharCode(byte);
    return byte < 0x80 && kept.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
