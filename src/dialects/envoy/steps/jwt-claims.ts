// What a good token leaves behind: payload header, claims as headers, metadata; and the token itself, unless it is forwarded.
import { child, children, flag, type Message, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { type FoundToken, parseToken } from './jwt-token.ts';
import { note } from './rbac.ts';

const NAMESPACE = 'envoy.filters.http.jwt_authn';

export function acceptToken(found: FoundToken, _name: string, provider: Message, s: Stream): void {
  const parsed = parseToken(found.token);
  if (typeof parsed === 'string') return;
  const { payload, header } = parsed;
  const forward = text(provider, 'forward_payload_header').toLowerCase();
  if (forward !== '')
    s.headers.add(forward, flag(provider, 'pad_forward_payload_header') ? padded(parsed.payloadText) : parsed.payloadText);
  for (const claim of children(provider, 'claim_to_headers')) {
    const path = children(claim, 'claim_path').map((p) => text(p, 'key'));
    const value = claimText(at(payload, path.length > 0 ? path : text(claim, 'claim_name').split('.')), text(claim, 'claim_name'));
    if (value !== undefined) s.headers.add(text(claim, 'header_name').toLowerCase(), value);
  }
  if (!flag(provider, 'forward')) found.remove(s);
  const payloadKey = text(provider, 'payload_in_metadata');
  if (payloadKey !== '')
    note(s, NAMESPACE, {
      [payloadKey]: normalised(payload, texts(child(provider, 'normalize_payload_in_metadata'), 'space_delimited_claims')),
    });
  const headerKey = text(provider, 'header_in_metadata');
  if (headerKey !== '') note(s, NAMESPACE, { [headerKey]: header });
  if (flag(provider, 'clear_route_cache') && (payloadKey !== '' || children(provider, 'claim_to_headers').length > 0 || forward !== ''))
    s.clearRoute?.();
}

const padded = (text_: string): string => text_ + '='.repeat((4 - (text_.length % 4)) % 4);

/** A claim by a dotted name, through nested objects. */
function at(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Envoy 1.40: whole numbers from 0 on and booleans as text, other numbers with six digits, objects and lists as base64 of their JSON. */
function claimText(value: unknown, _name: string): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isInteger(value) && value >= 0 ? String(BigInt(value)) : value.toFixed(6);
    case 'object':
      return value === null ? undefined : base64(JSON.stringify(value));
    default:
      return undefined;
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
export function base64(plain: string): string {
  const bytes = new TextEncoder().encode(plain);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let k = 0; k < 4; k++) out += i + k <= bytes.length ? ALPHABET[(bits >> (18 - 6 * k)) & 63] : '=';
  }
  return out;
}

/** space_delimited_claims become lists. */
function normalised(payload: Readonly<Record<string, unknown>>, claims: readonly string[]): Readonly<Record<string, unknown>> {
  const split = claims.filter((c) => typeof payload[c] === 'string');
  return split.length === 0
    ? payload
    : { ...payload, ...Object.fromEntries(split.map((c) => [c, (payload[c] as string).split(' ').filter((x) => x !== '')])) };
}
