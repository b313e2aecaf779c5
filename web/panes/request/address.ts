// The address bar of a request: `https://eu.shop.test/checkout?step=2` ⇄ scheme, host, path and transport of the sample request.
// The path is kept as typed: a gateway sees bytes, not what a URL library makes of them.
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { parseUrl } from '../../../src/http/url.ts';
import type { Changes } from '../../state/requests.ts';

export const DEFAULT_HOST = 'example.com';

/** The request as one line. Without a Host header only the path stands. */
export function addressOf(request: SampleRequest): string {
  const path = request.path ?? '/';
  if (request.host === null) return path;
  return `${request.scheme ?? (request.tls === undefined ? 'http' : 'https')}://${request.host ?? DEFAULT_HOST}${path}`;
}

export type Address = { readonly ok: true; readonly changes: Changes } | { readonly ok: false; readonly because: string };

/** Reads what was typed. An https address makes the connection TLS (SNI is the host without port), an http one makes it plain. */
export function readAddress(text: string, before: SampleRequest): Address {
  const typed = text.trim();
  if (typed === '') return { ok: false, because: 'An address is needed: https://shop.test/path, or a path.' };
  if (typed.startsWith('/') && !/\s/.test(typed)) return { ok: true, changes: { path: typed } };
  const result = parseUrl(typed, before.scheme ?? 'http');
  if (!result.ok) return { ok: false, because: result.fault.message };
  const { scheme, host, authority, target } = result.url;
  return { ok: true, changes: { scheme, host: authority, path: target, ...transport(scheme, host, before) } };
}

function transport(scheme: string, host: string, before: SampleRequest): Changes {
  if (scheme === 'http') return { tls: undefined };
  const sni = sniOf(host);
  return { tls: { ...before.tls, ...(sni === undefined ? {} : { sni }) } };
}

/** SNI for a host; an address has none. */
export const sniOf = (host: string): string | undefined => (/^[\d.]+$/.test(host) || host.startsWith('[') ? undefined : host.toLowerCase());
