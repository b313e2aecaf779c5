// URLs as Go's net/url reads them in a request line: absolute, or a path. Kept apart from the platform's URL, which repairs
// what Go refuses and refuses what Go keeps.
import { decodeUtf8Lossy, encodeUtf8 } from '../../values/bytes.ts';

export interface GoUrl {
  readonly scheme: string;
  /** What follows the scheme where it is no path (`mailto:a@b`). */
  readonly opaque: string;
  readonly user: string;
  readonly host: string;
  readonly escapedPath: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

const HEX = /^[\da-fA-F]{2}$/;

/** Escapes decoded, or the first escape that is none. */
function percentDecode(text: string, plusIsSpace: boolean): { readonly text: string } | { readonly bad: string } {
  const out: number[] = [];
  const bytes = encodeUtf8(plusIsSpace ? text.replaceAll('+', ' ') : text);
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0x25) {
      out.push(bytes[i] as number);
      continue;
    }
    const digits = String.fromCharCode(...bytes.slice(i + 1, i + 3));
    if (!HEX.test(digits)) return { bad: `%${digits}` };
    out.push(Number.parseInt(digits, 16));
    i += 2;
  }
  return { text: decodeUtf8Lossy(Uint8Array.from(out)) };
}

/** Whether the text has the form of a request's URL. */
export const isRequestUri = (text: string): boolean =>
  typeof parseGoUrl(text.startsWith('//') ? `/${text.replace(/^\/+/, '')}` : text) !== 'string';

/** The URL, or Go's words for what is wrong with it. */
export function parseGoUrl(text: string): GoUrl | string {
  const fault = (why: string): string => `parse ${JSON.stringify(text)}: ${why}`;
  if (/[^\P{Cc}\x80-\x9f]/u.test(text)) return fault('net/url: invalid control character in URL');
  if (text === '') return fault('empty url');
  if (text.startsWith(':')) return fault('missing protocol scheme');
  const scheme = /^([a-zA-Z][a-zA-Z\d+.-]*):/.exec(text)?.[1] ?? '';
  const rest = scheme === '' ? text : text.slice(scheme.length + 1);
  if (!rest.startsWith('/')) {
    if (scheme === '') return rest === '*' ? { ...NOTHING, escapedPath: '*' } : fault('invalid URI for request');
    const [opaque, query, fragment] = tail(rest);
    return { ...NOTHING, scheme: scheme.toLowerCase(), opaque, query, fragment };
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const end = hasAuthority ? indexOfAny(rest, '/?', 2) : 0;
  const authority = hasAuthority ? readAuthority(rest.slice(2, end)) : { user: '', host: '' };
  if (typeof authority === 'string') return fault(authority);
  const beforeQuery = rest.slice(end).split('?')[0] as string;
  const bad = percentDecode(beforeQuery, false);
  if ('bad' in bad) return fault(`invalid URL escape ${JSON.stringify(bad.bad)}`);
  const [path, query, fragment] = tail(rest.slice(end));
  return { scheme: scheme.toLowerCase(), opaque: '', ...authority, escapedPath: escapePath(path), query, fragment };
}

const NOTHING: GoUrl = { scheme: '', opaque: '', user: '', host: '', escapedPath: '', query: undefined, fragment: undefined };

function indexOfAny(text: string, signs: string, from: number): number {
  for (let i = from; i < text.length; i++) if (signs.includes(text[i] as string)) return i;
  return text.length;
}

/** Path, query and fragment. */
function tail(text: string): readonly [string, string | undefined, string | undefined] {
  const hash = text.indexOf('#');
  const main = hash < 0 ? text : text.slice(0, hash);
  const mark = main.indexOf('?');
  return [mark < 0 ? main : main.slice(0, mark), mark < 0 ? undefined : main.slice(mark + 1), hash < 0 ? undefined : text.slice(hash + 1)];
}

function readAuthority(text: string): { readonly user: string; readonly host: string } | string {
  const at = text.lastIndexOf('@');
  const user = at < 0 ? '' : text.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return 'net/url: invalid userinfo';
  const host = text.slice(at + 1);
  const fault = host.startsWith('[') ? bracketFault(host) : hostFault(host);
  if (fault !== undefined) return fault;
  const decoded = percentDecode(host, false);
  return { user: at < 0 ? '' : `${user}@`, host: 'text' in decoded ? decoded.text : host };
}

function bracketFault(host: string): string | undefined {
  const close = host.lastIndexOf(']');
  if (close < 0) return "missing ']' in host";
  const port = host.slice(close + 1);
  if (!/^(:\d*)?$/.test(port)) return `invalid port ${JSON.stringify(port)} after host`;
  return characterFault(host.slice(0, close + 1).replace(/%25.*/, ''));
}

function hostFault(host: string): string | undefined {
  const colon = host.lastIndexOf(':');
  const port = colon < 0 ? '' : host.slice(colon);
  if (!/^(:\d*)?$/.test(port)) return `invalid port ${JSON.stringify(port)} after host`;
  return characterFault(host);
}

/** Hosts may have non-ASCII and, of escapes, only those of non-ASCII bytes. */
function characterFault(host: string): string | undefined {
  const broken = /%(?![89a-fA-F][\da-fA-F]).{0,2}/.exec(host);
  if (broken !== null) return `invalid URL escape ${JSON.stringify(broken[0])}`;
  const bad = [...host].find((c) => c < '\u0080' && !/[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"%]/.test(c));
  return bad === undefined ? undefined : `invalid character ${JSON.stringify(bad)} in host name`;
}

const VALID_PATH = /^[A-Za-z0-9\-._~!$&'()*+,;=:@[\]/%]*$/;

/** A path as it was written where it is well escaped, else escaped anew. */
function escapePath(path: string): string {
  if (VALID_PATH.test(path)) return path;
  const decoded = percentDecode(path, false);
  const text = 'text' in decoded ? decoded.text : path;
  return Array.from(encodeUtf8(text), (byte) => {
    const c = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~$&+,/:;=@]/.test(c) ? c : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Host without port and brackets. */
export const hostnameOf = ({ host }: GoUrl): string =>
  host.startsWith('[') ? host.slice(1, host.lastIndexOf(']')) : host.replace(/:\d*$/, '');

export const portOf = ({ host }: GoUrl): string =>
  /:(\d*)$/.exec(host.startsWith('[') ? host.slice(host.lastIndexOf(']') + 1) : host)?.[1] ?? '';

/** Names and their values; pairs that cannot be decoded, or have a semicolon, are left out. */
export function queryOf({ query }: GoUrl): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const pair of (query ?? '').split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const at = pair.indexOf('=');
    const key = percentDecode(at < 0 ? pair : pair.slice(0, at), true);
    const value = percentDecode(at < 0 ? '' : pair.slice(at + 1), true);
    if (!('text' in key) || !('text' in value)) continue;
    out.set(key.text, [...(out.get(key.text) ?? []), value.text]);
  }
  return out;
}

/** A host as Go writes it: what may not stand there, such as the sign before an IPv6 zone, is escaped. */
function escapeHost(host: string): string {
  let out = '';
  for (const byte of encodeUtf8(host)) {
    const char = String.fromCharCode(byte);
    out += /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

export function formatUrl(u: GoUrl): string {
  const tailText = (u.query === undefined ? '' : `?${u.query}`) + (u.fragment === undefined || u.fragment === '' ? '' : `#${u.fragment}`);
  if (u.opaque !== '') return `${u.scheme}:${u.opaque}${tailText}`;
  const scheme = u.scheme === '' ? '' : `${u.scheme}:`;
  const hasSlashes = u.host !== '' || u.user !== '' || (u.scheme !== '' && u.escapedPath !== '');
  const authority = hasSlashes ? `//${u.user}${escapeHost(u.host)}` : '';
  return `${scheme}${authority}${u.escapedPath}${tailText}`;
}
