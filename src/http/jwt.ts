// JSON Web Tokens taken apart for showing and for claims (RFC 7519, compact form). Nothing is verified here; see jws.ts.
import type { Span } from '../base/span.ts';
import { decodeBase64 } from './base64.ts';
import { utf8Text } from './bytes.ts';

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** What the signature is over: the first two parts as written. */
  readonly signed: string;
}

export type JwtResult =
  | { readonly ok: true; readonly jwt: Jwt }
  /** `part`: which of header, payload and signature is at fault; undefined: the form as a whole. */
  | { readonly ok: false; readonly message: string; readonly part: JwtPart | undefined; readonly span: Span };

export type JwtPart = 'header' | 'payload' | 'signature';

const MAX_TOKEN = 100_000;

/** Decodes a token. Spans are offsets in `token`. */
export function decodeJwt(token: string): JwtResult {
  const whole = { start: 0, end: token.length };
  if (token.length > MAX_TOKEN) return { ok: false, message: 'The token is too long.', part: undefined, span: whole };
  const parts = token.split('.');
  if (parts.length !== 3)
    return { ok: false, message: `A token has three parts between dots; this one has ${parts.length}.`, part: undefined, span: whole };
  const [head, body, tail] = parts as [string, string, string];
  const headerSpan = { start: 0, end: head.length };
  const bodySpan = { start: head.length + 1, end: head.length + 1 + body.length };
  const header = decodeObject(head);
  if (typeof header === 'string') return { ok: false, message: `The header ${header}.`, part: 'header', span: headerSpan };
  const claims = decodeObject(body);
  if (typeof claims === 'string') return { ok: false, message: `The payload ${claims}.`, part: 'payload', span: bodySpan };
  const signature = decodePart(tail);
  if (signature === undefined)
    return {
      ok: false,
      message: 'The signature is not base64url.',
      part: 'signature',
      span: { start: bodySpan.end + 1, end: token.length },
    };
  return { ok: true, jwt: { header, claims, signature, signed: token.slice(0, bodySpan.end) } };
}

/** The token of an `Authorization: Bearer …` value, or undefined. The scheme's case does not matter. */
export const bearerToken = (authorization: string): string | undefined => /^bearer +(\S+)\s*$/i.exec(authorization)?.[1];

const decodePart = (part: string): Uint8Array<ArrayBuffer> | undefined => (/^[A-Za-z0-9_-]*$/.test(part) ? decodeBase64(part) : undefined);

/** The object, or what is wrong. */
function decodeObject(part: string): Readonly<Record<string, unknown>> | string {
  const bytes = decodePart(part);
  if (bytes === undefined) return 'is not base64url';
  try {
    const value: unknown = JSON.parse(utf8Text(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : 'is no JSON object';
  } catch {
    return 'is not JSON';
  }
}
