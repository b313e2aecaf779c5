// What of a header's value is secret. As much stays as the gateway may look at without knowing the credential: the scheme, the names of cookies.
import type { Claims } from './find.ts';
import { isReference } from './values.ts';

const SCHEME = /^(?:Bearer|Basic|Token|Digest|ApiKey|Negotiate|NTLM|Hawk|AWS4-HMAC-SHA256)[ \t]+/i;

/** Claims the secrets of a header whose name says that it holds one; its value stands from `from` to `to`. */
export function claimHeader(name: string, claims: Claims, from: number, to: number): void {
  const plain = name.toLowerCase();
  if (plain === 'cookie') claimCookies(claims, from, to, Number.POSITIVE_INFINITY);
  // Behind the first pair stand the cookie's attributes.
  else if (plain === 'set-cookie') claimCookies(claims, from, to, 1);
  else {
    const scheme = SCHEME.exec(claims.text.slice(from, to))?.[0].length ?? 0;
    claimValue(scheme > 0 || plain.endsWith('authorization') ? 'credential' : 'key or token', claims, from + scheme, to);
  }
}

function claimCookies(claims: Claims, from: number, to: number, most: number): void {
  let at = from;
  for (const pair of claims.text.slice(from, to).split(';').slice(0, most)) {
    const equals = pair.indexOf('=');
    const value = pair.slice(equals + 1);
    const start = at + equals + 1 + (value.length - value.trimStart().length);
    claimValue('cookie', claims, start, start + value.trim().length);
    at += pair.length + 1;
  }
}

/** Claims a value that its name makes secret, unless it only refers to one, or holds a token that was found by its form. */
export function claimValue(kind: string, claims: Claims, from: number, to: number): void {
  if (!isReference(claims.text.slice(from, to))) claims.claim(kind, from, to);
}
