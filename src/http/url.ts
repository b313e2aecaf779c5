// Absolute URLs as people paste them, with a place for what is wrong. RFC 3986 by pieces, not the WHATWG parser: that one
// mends silently, and here a person should see what will be sent.
import type { Span } from '../base/span.ts';
import { splitAuthority } from './authority.ts';

export interface Url {
  /** Lower case. */
  readonly scheme: string;
  readonly userInfo: string | undefined;
  /** Host and port as sent in a Host header: a port that is the scheme's default is left out. */
  readonly authority: string;
  readonly host: string;
  readonly port: number;
  /** Whether the port is written. */
  readonly hasPort: boolean;
  /** With query, without fragment; `/` at least. */
  readonly target: string;
}

export interface UrlFault {
  readonly message: string;
  readonly span: Span;
}

export type UrlResult = { readonly ok: true; readonly url: Url } | { readonly ok: false; readonly fault: UrlFault };

const defaultPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['ws', 80],
  ['wss', 443],
]);

const failed = (message: string, start: number, end: number): UrlResult => ({ ok: false, fault: { message, span: { start, end } } });

/** Parses an http(s) or ws(s) URL. `assumed` is the scheme of a URL without one (`shop.test/a`). */
export function parseUrl(text: string, assumed?: string): UrlResult {
  const bad = /[\s\p{Cc}"<>\\^`{|}]/u.exec(text);
  if (bad !== null) return failed(`A URL cannot have ${nameOf(bad[0])}; write ${percentOf(bad[0])}.`, bad.index, bad.index + 1);
  const written = /^([^:/?#]*):\/\//.exec(text)?.[1];
  const scheme = (written ?? assumed)?.toLowerCase();
  if (scheme === undefined) return failed('A URL begins with http:// or https://.', 0, Math.min(text.length, 1));
  const defaultPort = defaultPorts.get(scheme);
  if (defaultPort === undefined) return failed(`The scheme '${scheme}' is not http or https.`, 0, scheme.length);
  return parseRest(text, scheme, defaultPort, written === undefined ? 0 : written.length + 3);
}

function parseRest(text: string, scheme: string, defaultPort: number, start: number): UrlResult {
  const end = start + text.slice(start).search(/[/?#]|$/);
  const sign = text.slice(start, end).lastIndexOf('@');
  const hostStart = start + sign + 1;
  const authority = text.slice(hostStart, end);
  const { host, port } = splitAuthority(authority);
  if (host === '') return failed('The URL has no host.', hostStart, end);
  if (/[:[\]]/.test(host) && !/^\[[0-9a-fA-F:.%\w]+\]$/.test(host)) return failed(`'${authority}' is not host:port.`, hostStart, end);
  if (port !== undefined && Number(port) > 65535) return failed(`The port ${port} is above 65535.`, end - port.length, end);
  const number = port === undefined || port === '' ? defaultPort : Number(port);
  const rest = text.slice(end).replace(/#.*$/s, '');
  return {
    ok: true,
    url: {
      scheme: scheme === 'ws' ? 'http' : scheme === 'wss' ? 'https' : scheme,
      userInfo: sign < 0 ? undefined : text.slice(start, start + sign),
      authority: number === defaultPort ? host : `${host}:${number}`,
      host,
      port: number,
      hasPort: port !== undefined && port !== '',
      target: rest.startsWith('/') ? rest : `/${rest}`,
    },
  };
}

const nameOf = (char: string): string => (char === ' ' ? 'a blank' : char < ' ' || char === '\x7f' ? 'a control character' : `'${char}'`);
const percentOf = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
