// How many bytes a message has on the wire, as Envoy 1.40 counts them for HTTP/1: a received header is its name, its value and three
// more; a sent one its name, its value, `: ` and a line break; the first line counts to the wire alone. HTTP/2 compresses headers, so
// its numbers are not known.
import { reasonPhrase } from '../../../http/reason-phrase.ts';
import { addressText, type Sent, type Stream } from '../stream.ts';
import type { FormatContext, Json } from './context.ts';

/** A number that the simulation cannot know. */
const UNKNOWN = '*';

type Pairs = readonly (readonly [string, string])[];
type Counted = Json | undefined;

const length = (text: string): number => new TextEncoder().encode(text).length;

/** What a person did not write has a known length all the same: an id is a UUID, a date is a date, a service time as long as the delay. */
function valueLength(name: string, value: string, delayMs: number): number | undefined {
  if (!value.includes('*')) return length(value);
  if (name === 'x-request-id') return 36;
  if (name === 'date') return 29;
  if (name === 'x-envoy-upstream-service-time') return String(delayMs).length;
  return undefined;
}

function sum(pairs: Pairs, more: number, delayMs = 0): number | undefined {
  let total = 0;
  for (const [name, value] of pairs) {
    const bytes = valueLength(name, value, delayMs);
    if (bytes === undefined) return undefined;
    total += length(name) + bytes + more;
  }
  return total;
}

const isHttp1 = (s: Stream): boolean => s.connection.protocol.startsWith('HTTP/1');

/** The request's headers as the client wrote them, Host first. */
const given = (s: Stream): Pairs =>
  s.sample.raw?.headers ?? [...(s.sample.host === undefined ? [] : [['host', s.sample.host] as const]), ...s.sample.headers];

/** Envoy 1.40: the end of the headers counts as one header where there is none. */
export function downstreamHeadersReceived({ stream: s, wire }: FormatContext): Counted {
  if (wire !== undefined) return 0;
  if (!isHttp1(s)) return UNKNOWN;
  if (s.details === 'http1.codec_error') return 0;
  const pairs = given(s);
  return pairs.length === 0
    ? 3
    : (sum(
        pairs.map(([n, v]) => [n, v.trim()] as const),
        3,
      ) ?? UNKNOWN);
}

export function downstreamWireReceived({ stream: s, wire }: FormatContext): Counted {
  if (wire !== undefined) return wire.kind === 'tunnel' ? wire.received : 0;
  if (!isHttp1(s)) return UNKNOWN;
  if (s.sample.raw !== undefined) return s.sample.raw.length;
  const line = length(`${s.sample.method} ${s.sample.path} ${s.sample.protocol}\r\n`);
  return line + (sum(given(s), 4) ?? 0) + 2 + s.sample.body.length;
}

const delayOf = (s: Stream): number => s.sample.responses.get(s.cluster ?? '')?.[Math.max(0, s.attempts - 1)]?.delayMs ?? 0;

/** Envoy 1.40: HTTP/1 adds `content-length: 0` to an answer without a body that could have one. */
function responsePairs(s: Stream): Pairs {
  const pairs = s.responseHeaders?.pairs ?? [];
  const bodiless = s.status === 204 || s.status === 304 || s.status < 200 || s.headers.first(':method') === 'HEAD';
  const framed = pairs.some(([n]) => n === 'content-length' || n === 'transfer-encoding');
  return framed || bodiless || (s.responseBody ?? '') !== '' ? pairs : [...pairs, ['content-length', '0']];
}

export function downstreamHeadersSent({ stream: s, phase }: FormatContext): Counted {
  if (phase !== 'log') return 0;
  if (!isHttp1(s)) return UNKNOWN;
  return s.responseHeaders === undefined ? 0 : (sum(responsePairs(s), 4, delayOf(s)) ?? UNKNOWN);
}

export function downstreamWireSent(c: FormatContext): Counted {
  if (c.wire !== undefined) return c.wire.kind === 'tunnel' ? c.wire.sent : 0;
  const headers = downstreamHeadersSent(c);
  if (typeof headers !== 'number' || headers === 0) return headers;
  const s = c.stream;
  return length(`HTTP/1.1 ${s.status} ${reasonPhrase(s.status)}\r\n`) + headers + 2 + length(s.responseBody ?? '');
}

const reached = (c: FormatContext): boolean => c.phase !== 'request' && c.stream.sent !== undefined && c.stream.upstreamHost !== undefined;

export function upstreamHeadersSent(c: FormatContext): Counted {
  const { sent } = c.stream;
  if (!reached(c) || sent === undefined) return 0;
  const once = sum([['host', sent.host], ...sent.headers, ...emptyBody(c.stream, sent)], 4);
  return once === undefined ? UNKNOWN : once * attemptsOf(c.stream);
}

/** Envoy 1.40: what every attempt sent counts. */
const attemptsOf = (s: Stream): number => Math.max(1, s.attempts);

/** Envoy 1.40: a request that may have a body and has none says so. */
const emptyBody = (s: Stream, sent: Sent): Pairs =>
  s.sample.body.length > 0 || sent.headers.some(([n]) => n === 'content-length') || BODILESS.has(sent.method)
    ? []
    : [['content-length', '0']];
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'TRACE', 'CONNECT']);

export function upstreamWireSent(c: FormatContext): Counted {
  const headers = upstreamHeadersSent(c);
  const { sent, sample } = c.stream;
  if (typeof headers !== 'number' || headers === 0 || sent === undefined) return headers;
  return headers + attemptsOf(c.stream) * (length(`${sent.method} ${sent.path} HTTP/1.1\r\n`) + 2 + sample.body.length);
}

export function upstreamHeadersReceived(c: FormatContext): Counted {
  if (!reached(c) || c.stream.localReply) return 0;
  return sum(c.stream.received ?? [], 3) ?? UNKNOWN;
}

/** The upstream's reason phrase is not known, so neither is its first line. */
export const upstreamWireReceived = (c: FormatContext): Counted => (!reached(c) || c.stream.localReply ? 0 : UNKNOWN);

/** The address that an upstream on this machine sees; any other is chosen by the machine. */
export function upstreamLocalIp(s: Stream): string {
  const host = s.upstreamHost ?? '';
  return /^127\./.test(host) ? '127.0.0.1' : host.startsWith('[::1]') ? '::1' : UNKNOWN;
}

export function upstreamLocalAddress(s: Stream): string {
  const ip = upstreamLocalIp(s);
  return ip === UNKNOWN ? UNKNOWN : addressText({ ip, port: 0 }).replace(/0$/, UNKNOWN);
}

/** REQUEST_HEADERS_BYTES: names and values, pseudo-headers too. */
export const requestHeaders = ({ stream: s }: FormatContext): Counted => sum(s.headers.pairs, 0) ?? UNKNOWN;

/** RESPONSE_HEADERS_BYTES, as far as the response is made. */
export function responseHeaders({ stream: s, phase }: FormatContext): Counted {
  if (phase === 'request' || s.responseHeaders === undefined) return 0;
  return sum([[':status', String(s.statusHeader || s.status)], ...s.responseHeaders.pairs], 0, delayOf(s)) ?? UNKNOWN;
}
