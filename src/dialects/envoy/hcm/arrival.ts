// A request as the codec hands it on: header names in lower case, pseudo-headers, and what each codec refuses on its own.
import { Headers } from '../../../http/headers.ts';
import type { NormalRequest } from '../../../http/normal-request.ts';
import { addHeader } from '../routing/header-operations.ts';
import { child, flag, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Connection } from '../stream.ts';
import { removeNamed } from './connection-header.ts';
import type { Reply } from './reply.ts';
import { upgradeAsked } from './upgrade.ts';

export type Arrival =
  | { readonly kind: 'request'; readonly headers: Headers }
  | { readonly kind: 'refused'; readonly headers: Headers; readonly reply: Reply }
  /** HTTP/2 resets the stream: there is no response. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'reset'; readonly headers: Headers; readonly details: string; readonly flags: readonly string[] };

/** Takes the request in. */
export function arrive(sample: NormalRequest, connection: Connection, hcm: Message): Arrival {
  // Envoy 1.40: a fixed codec that meets another protocol closes the connection without an answer
  const codec = text(hcm, 'codec_type', 'AUTO');
  const isHttp1 = connection.protocol.startsWith('HTTP/1');
  if ((codec === 'HTTP2' && isHttp1) || (codec === 'HTTP1' && !isHttp1)) return { kind: 'closed' };
  return connection.protocol === 'HTTP/2' || connection.protocol === 'HTTP/3' ? http2(sample, hcm) : http1(sample, connection, hcm);
}

/** The request of a lone RouteConfiguration: taken as it is, nothing refused; x-forwarded-proto is the given header, else the scheme. */
export function arriveAtRoutes(sample: NormalRequest): Headers {
  const headers = http1Headers(sample);
  if (!headers.has(':scheme')) headers.set(':scheme', sample.scheme);
  if (!headers.has('x-forwarded-proto')) headers.set('x-forwarded-proto', sample.scheme);
  return headers;
}

const badRequest = (details: string, status = 400, body = 'Bad Request'): Reply => ({
  status,
  body,
  details,
  flags: ['DPE'],
  closes: true,
});

const TOO_LARGE = 'Request Header Fields Too Large';
/** What balsa, Envoy's HTTP/1 parser, takes as a method. */
const METHODS = new Set(
  'ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MOVE MSEARCH NOTIFY OPTIONS PATCH POST PROPFIND PROPPATCH PURGE PUT REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE'.split(
    ' ',
  ),
);

function http1(sample: NormalRequest, connection: Connection, hcm: Message): Arrival {
  const headers = http1Headers(sample);
  const refuse = (reply: Reply): Arrival => ({ kind: 'refused', headers, reply });
  const options = child(hcm, 'http_protocol_options');
  const faults = new Set(sample.raw?.faults.map((f) => f.code) ?? []);
  const method = sample.method;
  const custom = options !== undefined && flag(options, 'allow_custom_methods');
  if (
    (faults.has('bad-request-line') && sample.raw?.target === '') ||
    (faults.has('bad-version') && !/^HTTP\/\d\.\d$/.test(sample.protocol)) ||
    faults.has('empty-message')
  )
    return refuse(badRequest('http1.codec_error'));
  if (!METHODS.has(method) && !(custom && /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method))) return refuse(badRequest('http1.codec_error'));
  const target = sample.path;
  if (targetIsBad(target, method)) return refuse(badRequest('http1.codec_error'));
  const size = headerLimit(sample, hcm);
  if (size !== undefined) return refuse(badRequest(size, 431, TOO_LARGE));
  if (
    faults.has('header-without-colon') ||
    faults.has('bad-header-name') ||
    faults.has('blank-before-colon') ||
    faults.has('bad-content-length') ||
    sample.headers.filter(([n]) => n.toLowerCase() === 'content-length').length > 1
  )
    return refuse(badRequest('http1.codec_error'));
  if (sample.headers.some(([, v]) => /[\0\r\n]/.test(v))) return refuse(badRequest('http1.invalid_characters'));
  const version = sample.raw?.version ?? sample.protocol;
  const acceptsOld = options !== undefined && flag(options, 'accept_http_10');
  // any version but 1.1 counts as 1.0
  if (version !== 'HTTP/1.1' && !acceptsOld) return refuse({ ...badRequest('low_version', 426, 'Upgrade Required') });
  if (headers.has('content-length') && /chunked/i.test(headers.first('transfer-encoding') ?? '')) {
    if (options === undefined || !flag(options, 'allow_chunked_length'))
      return refuse(badRequest('http1.content_length_and_chunked_not_allowed'));
    headers.remove('content-length');
  }
  const transfer = headers.first('transfer-encoding');
  if (transfer !== undefined && transfer.toLowerCase() !== 'chunked')
    return refuse(badRequest('http1.invalid_transfer_encoding', 501, 'Not Implemented'));
  const asked = upgradeAsked(headers);
  if ((asked === undefined || asked.toLowerCase() === 'h2c') && !removeNamed(headers))
    return refuse(badRequest('http1.connection_header_rejected'));
  if (!headers.has(':authority') && version !== 'HTTP/1.1') {
    const fallback = options === undefined ? undefined : options.fields.get('default_host_for_http_10')?.value;
    if (typeof fallback === 'string') headers.set(':authority', fallback);
  }
  const targeted = readTarget(sample, headers, connection, hcm);
  if (targeted !== undefined) return refuse(targeted);
  const authority = headers.first(':authority');
  if (authority !== undefined && !validAuthority(authority)) return refuse(badRequest('http.invalid_authority'));
  return { kind: 'request', headers };
}

/** Envoy 1.40: a target that begins with nothing known, or holds a blank or a byte beyond ASCII, does not parse. */
function targetIsBad(target: string, method: string): boolean {
  if (/[^\x21-\x7e]/.test(target)) return true;
  if (method === 'CONNECT') return false;
  return !target.startsWith('*') && !target.startsWith('/') && !/^[a-z][a-z0-9+.-]*:\/\//i.test(target) && target !== '';
}

function http1Headers(sample: NormalRequest): Headers {
  const headers = new Headers();
  const hosts = sample.raw?.headers.filter(([n]) => n.toLowerCase() === 'host').map(([, v]) => v) ?? [];
  const host = hosts.length > 1 ? hosts.join(',') : sample.host;
  if (host !== undefined) headers.add(':authority', trimmed(host));
  headers.add(':path', sample.path);
  headers.add(':method', sample.method);
  for (const [name, value] of sample.headers)
    addHeader(headers, name.toLowerCase() === 'host' ? ':authority' : name.toLowerCase(), trimmed(value));
  if (sample.body.length > 0 && !headers.has('content-length') && !headers.has('transfer-encoding'))
    headers.add('content-length', String(sample.body.length));
  return headers;
}

/** HTTP/1 takes blanks around a value away. */
const trimmed = (value: string): string => value.replace(/^[ \t]+|[ \t]+$/g, '');

/** The absolute and authority forms of the request target. */
function readTarget(sample: NormalRequest, headers: Headers, connection: Connection, hcm: Message): Reply | undefined {
  const { path: target, method } = sample;
  if (method === 'CONNECT') {
    if (sample.raw !== undefined) headers.set(':authority', target);
    headers.remove(':path');
    return /:[0-9]+$/.test(headers.first(':authority') ?? '') ? undefined : badRequest('http1.invalid_url');
  }
  if (target.startsWith('/') || target === '') return undefined;
  if (target.startsWith('*')) return target === '*' && method === 'OPTIONS' ? undefined : badRequest('http1.invalid_url');
  const found = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(target);
  if (found === null || found[2] === '') return badRequest('http1.invalid_url');
  const scheme = (found[1] as string).toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') return badRequest('http1.invalid_scheme');
  if (scheme === 'https' && !connection.tls && flag(hcm, 'use_remote_address'))
    return { ...badRequest('http1.https_url_on_plaintext_connection', 403, 'Forbidden') };
  // user information is no part of a host
  headers.set(':authority', (found[2] as string).replace(/^.*@/, ''));
  headers.set(':scheme', scheme);
  const rest = found[3] as string;
  headers.set(':path', rest === '' ? '/' : rest);
  return undefined;
}

/** Characters that a host may have (nghttp2's table). */
const validAuthority = (host: string): boolean => /^[A-Za-z0-9!$%&'()*+,\-.:;=@[\]_~]*$/.test(host);

/** max_headers_count (100) and max_request_headers_kb (60). */
function headerLimit(sample: NormalRequest, hcm: Message): string | undefined {
  const common = child(hcm, 'common_http_protocol_options');
  const most = common === undefined ? 100 : (optionalWhole(common, 'max_headers_count') ?? 100);
  const bytes = (optionalWhole(hcm, 'max_request_headers_kb') ?? 60) * 1024;
  const pairs = [...sample.headers, ...(sample.host === undefined ? [] : [['host', sample.host] as const])];
  const size = pairs.reduce((sum, [n, v]) => sum + n.length + v.length, sample.path.length);
  if (size > bytes) return 'http1.headers_too_large';
  return pairs.length > most ? 'http1.too_many_headers' : undefined;
}

function http2(sample: NormalRequest, hcm: Message): Arrival {
  const headers = new Headers();
  const method = sample.method;
  if (sample.host !== undefined) headers.add(':authority', sample.host);
  headers.add(':method', method);
  const pairs = sample.headers;
  const isConnect = method === 'CONNECT' && !pairs.some(([n]) => n === ':protocol');
  if (!isConnect && sample.path !== '') headers.add(':path', sample.path);
  if (!isConnect) headers.add(':scheme', sample.scheme);
  const reset = (details: string, flags: readonly string[] = ['DPE']): Arrival => ({ kind: 'reset', headers, details, flags });
  const cookies: string[] = [];
  for (const [name, value] of pairs) {
    if (name === 'host') {
      if (!headers.has(':authority')) headers.add(':authority', value);
      continue;
    }
    if (name === 'cookie') {
      cookies.push(value);
      continue;
    }
    if (name === ':authority' || name === ':path' || name === ':method' || name === ':scheme') headers.set(name, value);
    else addHeader(headers, name.toLowerCase(), value);
  }
  if (cookies.length > 0) headers.add('cookie', cookies.join('; '));
  const extended = headers.first(':protocol');
  const options = child(hcm, 'http2_protocol_options');
  if (extended !== undefined && !(options !== undefined && flag(options, 'allow_connect'))) return reset('http2.invalid.header.field');
  if (extended !== undefined && method === 'CONNECT') {
    // Envoy 1.40: an extended CONNECT is handled as the upgrade that it stands for
    headers.remove(':protocol');
    headers.set(':method', 'GET');
    headers.set('upgrade', extended);
    headers.set('connection', 'upgrade');
  }
  const common = child(hcm, 'common_http_protocol_options');
  const most = common === undefined ? 100 : (optionalWhole(common, 'max_headers_count') ?? 100);
  if (headers.pairs.length > most) return reset('http2.too_many_headers', ['DR']);
  if (pairs.some(([n, v]) => isBadInHttp2(n, v)) || !isToken(method) || sample.scheme === '') return reset('http2.invalid.header.field');
  if (headers.first(':authority') !== undefined && !isHttp2Authority(headers.first(':authority') ?? ''))
    return reset('http2.invalid.header.field');
  if (sample.path === '' && sample.hasPath) return reset('http2.invalid.header.field');
  const path = headers.first(':path');
  if (method !== 'CONNECT' && (path === undefined || !(path.startsWith('/') || (path === '*' && method === 'OPTIONS'))))
    return reset('http2.violation.of.messaging.rule');
  if (!headers.has(':authority')) return reset('http2.violation.of.messaging.rule');
  if (path !== undefined && /[^!-~\x80-\uffff]/.test(path)) return reset('http2.invalid.header.field');
  const length = headers.first('content-length');
  if (sample.body.length === 0 && length !== undefined && Number(length) !== 0) return reset('http2.violation.of.messaging.rule');
  if (sample.body.length > 0 && !headers.has('content-length')) headers.add('content-length', String(sample.body.length));
  return { kind: 'request', headers };
}

const isToken = (method: string): boolean => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method);

/** A host without user information; oghttp2, Envoy's HTTP/2 codec, takes no empty one. */
const isHttp2Authority = (host: string): boolean => /^[A-Za-z0-9!$%&'()*+,\-.:;=[\]_~]+$/.test(host);

/** Fields that oghttp2 refuses: names that are none or that HTTP/1 alone has, values that their names do not allow. */
function isBadInHttp2(name: string, value: string): boolean {
  if (!/^:?[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(name) || HTTP1_ONLY.has(name) || /[^\t -~\x80-\uffff]/.test(value)) return true;
  if (name === 'te') return value.toLowerCase() !== 'trailers';
  if (name === 'content-length') return !/^[0-9]+$/.test(value);
  return name === 'host' && !isHttp2Authority(value);
}

const HTTP1_ONLY = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);
