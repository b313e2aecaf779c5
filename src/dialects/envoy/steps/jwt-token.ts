// Tokens of jwt_authn: where they are found, and what is wrong with one, in the words that Envoy answers with.
import { decodeBase64 } from '../../../http/base64.ts';
import type { Headers } from '../../../http/headers.ts';
import { parseKeySet } from '../../../http/jws.ts';
import { firstQuery } from '../match/query-matcher.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import { cookieOf } from '../routing/conditions.ts';
import { dataSource } from '../schema/data-source.ts';
import { child, children, flag, type Message, milliseconds, optionalWhole, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { withoutQuery } from './api-key-auth.ts';
import { strictKeySet } from './key-set.ts';

/** A token and how it is taken out of the request. */
export interface FoundToken {
  /** Where it was found; providers that look at the same place share it. */
  readonly place: string;
  readonly token: string;
  readonly remove: (s: Stream) => void;
}

/** Every token at the places of a provider. Envoy 1.40: without any place, Authorization: Bearer and the query's access_token. */
export function tokensOf(provider: Message, headers: Headers): readonly FoundToken[] {
  const places = children(provider, 'from_headers');
  const params = texts(provider, 'from_params');
  const cookies = texts(provider, 'from_cookies');
  const usual = places.length + params.length + cookies.length === 0;
  const found: FoundToken[] = [];
  const header = (name: string, prefix: string): void => {
    const values = headers.all(name.toLowerCase());
    const value = values.join(',');
    const at = value.indexOf(prefix);
    const token = at < 0 ? '' : value.slice(at + prefix.length).replace(/^ +/, '');
    if (token !== '') found.push({ place: `header ${name.toLowerCase()} ${prefix}`, token, remove: (s) => s.headers.remove(name) });
  };
  if (usual) header('authorization', 'Bearer ');
  for (const place of places) header(text(place, 'name'), text(place, 'value_prefix'));
  for (const name of usual ? ['access_token'] : params) {
    const value = firstQuery(headers.first(':path') ?? '', name);
    if (value !== undefined) found.push({ place: `param ${name}`, token: value, remove: (s) => withoutQuery(s, name) });
  }
  for (const name of cookies) {
    const value = cookieOf({ headers }, name);
    if (value !== undefined && value !== '') found.push({ place: `cookie ${name}`, token: value, remove: () => undefined });
  }
  return found;
}

export interface ParsedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly payloadText: string;
}

const ALGORITHMS = new Set([
  'ES256',
  'ES384',
  'ES512',
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
]);

/** The parts of a token, or what is wrong with its form. */
export function parseToken(token: string): ParsedToken | string {
  const parts = token.split('.').filter((p) => p !== '');
  if (parts.length !== 3) return 'Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections';
  const [head, body, tail] = parts as [string, string, string];
  const header = objectOf(head, 'header');
  if (typeof header === 'string') return header;
  if (typeof header.alg !== 'string') return 'Jwt header [alg] field is not a string';
  if (!ALGORITHMS.has(header.alg)) return 'Jwt header [alg] is not supported';
  if (header.kid !== undefined && typeof header.kid !== 'string') return 'Jwt header [kid] field is not a string';
  const payload = objectOf(body, 'payload');
  if (typeof payload === 'string') return payload;
  for (const key of ['iss', 'sub', 'jti'])
    if (payload[key] !== undefined && typeof payload[key] !== 'string') return `Jwt payload [${key}] field is not a string`;
  for (const key of ['iat', 'nbf', 'exp']) {
    const value = payload[key];
    if (value === undefined) continue;
    if (typeof value !== 'number') return `Jwt payload [${key}] field is not an integer`;
    if (value < 0 || value >= 2 ** 63) return `Jwt payload [${key}] field is not a positive 64 bit integer`;
  }
  if (!isAudience(payload.aud)) return 'Jwt payload [aud] field is not a string or string list';
  if (urlDecoded(tail) === undefined) return 'Jwt signature is an invalid Base64url encoded';
  return { header, payload, payloadText: body };
}

const isAudience = (aud: unknown): boolean =>
  aud === undefined || typeof aud === 'string' || (Array.isArray(aud) && aud.every((a) => typeof a === 'string'));

/** Blanks inside do not matter to Envoy's decoder. */
function urlDecoded(part: string): Uint8Array | undefined {
  const tight = part.replace(/[ \t\r\n]/g, '');
  return /^[A-Za-z0-9_-]*$/.test(tight) ? decodeBase64(tight) : undefined;
}

function objectOf(part: string, name: string): Readonly<Record<string, unknown>> | string {
  const bytes = urlDecoded(part);
  if (bytes === undefined) return `Jwt ${name} is an invalid Base64url encoded`;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch {
    // not JSON: said below
  }
  return `Jwt ${name} is an invalid JSON`;
}

/** The key set of a provider that has it inline; undefined: remote. */
export function inlineKeys(provider: Message): string | undefined {
  const local = child(provider, 'local_jwks');
  return local === undefined ? undefined : strictKeySet(dataSource(local));
}

/** The id under which a signature's verdict is asked for. */
export const signatureId = (token: string, jwks: string): string => `${token}\n${jwks}`;

export const OK = 'OK';
const FAILS = 'Jwt verification fails';

/** Envoy 1.40, in this order: form, issuer, times, audience, subject, lifetime, signature. */
export function tokenStatus(token: string, provider: Message, audiences: readonly string[] | undefined, s: Stream): string {
  const parsed = parseToken(token);
  if (typeof parsed === 'string') return parsed;
  const { payload } = parsed;
  const issuer = text(provider, 'issuer');
  if (issuer !== '' && payload.iss !== issuer) return 'Jwt issuer is not configured';
  const now = s.startMs / 1000;
  const skew = optionalWhole(provider, 'clock_skew_seconds') || 60;
  if (typeof payload.nbf === 'number' && payload.nbf > now + skew) return 'Jwt not yet valid';
  if (typeof payload.exp === 'number' && payload.exp > 0 && now > payload.exp + skew) return 'Jwt is expired';
  if (!audienceAllowed(payload.aud, audiences ?? texts(provider, 'audiences'))) return 'Audiences in Jwt are not allowed';
  const subjects = child(provider, 'subjects');
  if (subjects !== undefined && !stringMatcher(subjects).test(typeof payload.sub === 'string' ? payload.sub : '')) return FAILS;
  const lifetime = milliseconds(provider, 'max_lifetime');
  // an expiry of 0 is none
  if ((flag(provider, 'require_expiration') || lifetime !== undefined) && !(typeof payload.exp === 'number' && payload.exp > 0))
    return FAILS;
  if (
    lifetime !== undefined &&
    (payload.exp as number) - (typeof payload.nbf === 'number' ? payload.nbf : typeof payload.iat === 'number' ? payload.iat : now) >
      lifetime / 1000
  )
    return FAILS;
  return signatureStatus(token, provider, s);
}

/** A trailing slash and the scheme of an audience do not count. */
function audienceAllowed(claim: unknown, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  const own = (Array.isArray(claim) ? claim : [claim]).filter((a) => typeof a === 'string');
  const known = new Set(allowed.map(plainAudience));
  return own.some((a) => known.has(plainAudience(a)));
}

const plainAudience = (audience: string): string => audience.replace(/^https?:\/\//, '').replace(/\/$/, '');

function signatureStatus(token: string, provider: Message, s: Stream): string {
  const keys = inlineKeys(provider);
  if (keys === undefined) {
    s.trace.assume({
      code: 'remote-keys',
      what: `the key set of issuer ${text(provider, 'issuer')} is fetched by Envoy; the signature is taken as valid`,
      target: text(provider, 'issuer'),
    });
    return OK;
  }
  return localVerdict(token, keys, s);
}

const WRONG_LENGTH = 'Jwt ED25519 signature is wrong length';
const ED25519_BYTES = 64;

/** Envoy 1.40: every key whose kid and alg do not contradict the token is tried, in order, whatever its kind; an Ed25519 key ends the search at a signature of another length. */
function localVerdict(token: string, keySet: string, s: Stream): string {
  const keys = parseKeySet(keySet);
  const parsed = parseToken(token);
  if (keys === undefined) return 'Jwks is an invalid JSON';
  if (typeof parsed === 'string') return parsed;
  const { kid, alg } = parsed.header;
  const tried = keys.filter((k) => (kid === undefined || k.kid === undefined || k.kid === kid) && (k.alg === undefined || k.alg === alg));
  if (tried.length === 0) return "Jwks doesn't have key to match kid or alg from Jwt";
  const verdict = s.host.signatures.get(signatureId(token, keySet));
  const length = urlDecoded(token.split('.').filter((p) => p !== '')[2] ?? '')?.length ?? 0;
  const edwards = length === ED25519_BYTES ? -1 : tried.findIndex((k) => k.kty === 'OKP');
  if (verdict === undefined || verdict.ok) {
    const fitting = tried.findIndex((k) => k.kty === kindOf(alg));
    return edwards >= 0 && edwards < fitting ? WRONG_LENGTH : OK;
  }
  return edwards >= 0 ? WRONG_LENGTH : FAILS;
}

const KINDS: Readonly<Record<string, string>> = { RS: 'RSA', PS: 'RSA', ES: 'EC', HS: 'oct', Ed: 'OKP' };
const kindOf = (alg: unknown): string | undefined => (typeof alg === 'string' ? KINDS[alg.slice(0, 2)] : undefined);
