// What each operator of a format string gives: a value, or undefined where there is none (printed as nothing in headers, `-` in
// logs, null in JSON). A row says whether the operator takes arguments, and how it is made from them; making checks them.
import { evaluateText, evaluateTyped, expressionProblem } from '../expressions.ts';
import { percentDecoded, queryDecoded, queryPairs } from '../match/query-matcher.ts';
import type { Namespaces } from '../match/value-matcher.ts';
import { text } from '../schema/message.ts';
import { type Address, addressText, type Stream } from '../stream.ts';
import {
  downstreamHeadersReceived,
  downstreamHeadersSent,
  downstreamWireReceived,
  downstreamWireSent,
  requestHeaders,
  responseHeaders,
  upstreamHeadersReceived,
  upstreamHeadersSent,
  upstreamLocalAddress,
  upstreamLocalIp,
  upstreamWireReceived,
  upstreamWireSent,
} from './bytes.ts';
import { CERTIFICATES, peer } from './certificate-operators.ts';
import { type FormatContext, type FormatExtensions, fromUpstream, type Json, NO_EXTENSIONS } from './context.ts';
import { flagsText } from './flags.ts';
import { grpcNumber } from './grpc-status.ts';
import { absent, joined, plain, type Read, type Row, tls, UNKNOWN } from './operator.ts';
import {
  commonDuration,
  environment,
  filterState,
  grpcOperator,
  headerNames,
  headers,
  isGrpc,
  METADATA,
  maskable,
  metadataAt,
  metadataOperator,
  parseJson,
  pathOperator,
  serverName,
  startTime,
  upstreamMetadata,
  withoutQuery,
} from './operator-arguments.ts';

const told = <T>(a: Address, read: (a: Address) => T): T | undefined => (a.ip === '' ? undefined : read(a));

/** A number of bytes: written as a whole number, however large. */
const count = (read: Read): Row =>
  plain((c) => {
    const value = read(c);
    return typeof value === 'number' ? BigInt(value) : value;
  });
const unknown = plain(() => UNKNOWN);
/** Times that pass once the request was sent on, or answered by the upstream. */
const sentOnly = plain((c) => (c.phase !== 'request' && c.stream.upstreamHost !== undefined ? UNKNOWN : undefined));
const answered = plain((c) => (fromUpstream(c) ? UNKNOWN : undefined));
const upstream = (read: Read): Row => plain((c) => (c.stream.upstreamHost === undefined ? undefined : read(c)));

const ipOf = (address: string | undefined): string | undefined => address?.replace(/:[0-9]+$/, '');
const portOf = (address: string | undefined): number | undefined =>
  address === undefined ? undefined : Number(/:([0-9]+)$/.exec(address)?.[1]);

const statusOf = (s: Stream): number => s.statusHeader || s.status;
/** The response headers, the pseudo-header `:status` among them. */
const withStatus = (s: Stream): { first(name: string): string | undefined } | undefined =>
  s.responseHeaders === undefined
    ? undefined
    : { first: (name) => (name === ':status' && statusOf(s) > 0 ? String(statusOf(s)) : s.responseHeaders?.first(name)) };

/** Envoy 1.40: a message of a version that is refused counts as HTTP/1.1. */
const hasStream = (c: FormatContext): boolean =>
  c.wire === undefined ? c.stream.accepted && !c.logType.startsWith('Upstream') : c.wire.kind === 'tunnel';
const protocolOf = (c: FormatContext): string | undefined =>
  c.wire !== undefined && c.wire.kind !== 'http'
    ? undefined
    : c.stream.details === 'low_version'
      ? 'HTTP/1.1'
      : c.stream.connection.protocol;
const host = (c: FormatContext): string | undefined => (c.phase === 'request' ? undefined : c.stream.upstreamHost);

const OPERATORS: Readonly<Record<string, Row>> = {
  REQ: headers((c) => c.stream.headers),
  RESP: headers((c) => (c.phase === 'request' ? undefined : withStatus(c.stream))),
  TRAILER: headers(() => undefined),
  PATH: { args: 'optional', length: true, make: pathOperator },
  QUERY_PARAM: {
    args: 'required',
    length: true,
    make: (args) => (c) => {
      const found = queryPairs(c.stream.headers.first(':path') ?? '').find(([k]) => percentDecoded(k) === args)?.[1];
      return found === undefined ? undefined : percentDecoded(found);
    },
  },
  QUERY_PARAMS: {
    args: 'optional',
    length: true,
    make: (args) => {
      if (!['', 'ORIG', 'DECODED'].includes(args)) return `Invalid QUERY_PARAMS option: '${args}', only 'ORIG'/'DECODED' are allowed`;
      return (c) => {
        const query = /\?(.*)/s.exec(c.stream.headers.first(':path') ?? '')?.[1];
        return query === undefined ? undefined : args === 'DECODED' ? queryDecoded(query) : query;
      };
    },
  },
  PROTOCOL: plain(protocolOf),
  UPSTREAM_PROTOCOL: upstream((c) => (c.wire === undefined ? 'HTTP/1.1' : undefined)),
  RESPONSE_CODE: plain((c) => c.stream.status),
  RESPONSE_CODE_DETAILS: { args: 'optional', make: () => (c) => c.stream.details },
  RESPONSE_FLAGS: plain((c) => flagsText(c.stream.flags)),
  RESPONSE_FLAGS_LONG: plain((c) => flagsText(c.stream.flags, true)),
  // flags that filters of other makers raise
  CUSTOM_FLAGS: plain(() => ''),
  ROUTE_RESOLUTION_COUNT: plain((c) => c.stream.routeLookups),
  ROUTE_RESOLUTION_TIME_US: plain((c) => (c.stream.routeLookups === 0 ? undefined : UNKNOWN)),
  CONNECTION_TERMINATION_DETAILS: plain((c) => c.stream.terminated),
  BYTES_RECEIVED: count((c) => c.wire?.received ?? (c.phase === 'request' ? 0 : utf8Length(c.stream.body))),
  BYTES_SENT: count(
    (c) => c.wire?.sent ?? (c.phase !== 'log' ? 0 : c.stream.compressed ? UNKNOWN : utf8Length(c.stream.responseBody ?? '')),
  ),
  BYTES_RETRANSMITTED: plain(() => 0),
  PACKETS_RETRANSMITTED: plain(() => 0),
  UPSTREAM_WIRE_BYTES_RECEIVED: count(upstreamWireReceived),
  UPSTREAM_WIRE_BYTES_SENT: count(upstreamWireSent),
  UPSTREAM_HEADER_BYTES_RECEIVED: count(upstreamHeadersReceived),
  UPSTREAM_HEADER_BYTES_SENT: count(upstreamHeadersSent),
  DOWNSTREAM_WIRE_BYTES_RECEIVED: count(downstreamWireReceived),
  DOWNSTREAM_WIRE_BYTES_SENT: count(downstreamWireSent),
  DOWNSTREAM_HEADER_BYTES_RECEIVED: count(downstreamHeadersReceived),
  DOWNSTREAM_HEADER_BYTES_SENT: count(downstreamHeadersSent),
  UPSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED: count(upstreamHeadersReceived),
  UPSTREAM_DECOMPRESSED_HEADER_BYTES_SENT: count(upstreamHeadersSent),
  DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED: count(downstreamHeadersReceived),
  DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_SENT: count(downstreamHeadersSent),
  DURATION: unknown,
  REQUEST_DURATION: unknown,
  REQUEST_TX_DURATION: sentOnly,
  RESPONSE_DURATION: answered,
  RESPONSE_TX_DURATION: plain((c) => (c.phase === 'log' && fromUpstream(c) ? UNKNOWN : undefined)),
  UPSTREAM_CONNECTION_POOL_READY_DURATION: sentOnly,
  ROUNDTRIP_DURATION: absent,
  DOWNSTREAM_HANDSHAKE_DURATION: tls(() => UNKNOWN),
  COMMON_DURATION: { args: 'required', make: commonDuration },
  ROUTE_NAME: plain((c) => routeName(c.stream)),
  VIRTUAL_CLUSTER_NAME: plain((c) => (c.stream.virtualCluster?.config === undefined ? undefined : c.stream.virtualCluster.name)),
  UPSTREAM_CLUSTER: plain((c) => observable(c.stream)),
  UPSTREAM_CLUSTER_RAW: plain((c) =>
    c.stream.world.bare || c.stream.world.clusters.has(c.stream.cluster ?? '') ? c.stream.cluster : undefined,
  ),
  UPSTREAM_HOST: plain(host),
  UPSTREAM_HOST_NAME: plain((c) => hostName(c) ?? host(c)),
  UPSTREAM_HOST_NAME_WITHOUT_PORT: plain((c) => hostName(c) ?? ipOf(host(c))),
  UPSTREAM_HOSTS_ATTEMPTED: plain(host),
  UPSTREAM_HOSTS_ATTEMPTED_WITHOUT_PORT: plain((c) => ipOf(host(c))),
  UPSTREAM_HOST_NAMES_ATTEMPTED: plain((c) => hostName(c) ?? host(c)),
  UPSTREAM_HOST_NAMES_ATTEMPTED_WITHOUT_PORT: plain((c) => hostName(c) ?? ipOf(host(c))),
  UPSTREAM_CONNECTION_IDS_ATTEMPTED: sentOnly,
  UPSTREAM_REMOTE_ADDRESS: plain(host),
  UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT: maskable((c) => ipOf(host(c))),
  // only addresses inside of Envoy have one
  UPSTREAM_REMOTE_ADDRESS_ENDPOINT_ID: plain((c) => (host(c) === undefined ? undefined : '')),
  DOWNSTREAM_LOCAL_ADDRESS_ENDPOINT_ID: plain(() => ''),
  DOWNSTREAM_DIRECT_LOCAL_ADDRESS_ENDPOINT_ID: plain(() => ''),
  UPSTREAM_REMOTE_PORT: plain((c) => portOf(host(c))),
  UPSTREAM_LOCAL_ADDRESS: upstream((c) => upstreamLocalAddress(c.stream)),
  UPSTREAM_LOCAL_ADDRESS_WITHOUT_PORT: maskable((c) => (c.stream.upstreamHost === undefined ? undefined : upstreamLocalIp(c.stream))),
  UPSTREAM_LOCAL_PORT: upstream(() => UNKNOWN),
  UPSTREAM_CONNECTION_ID: plain((c) => (c.stream.upstreamHost === undefined || c.phase === 'request' ? 0 : UNKNOWN)),
  UPSTREAM_REQUEST_ATTEMPT_COUNT: plain((c) => (c.phase === 'request' ? 1 : c.stream.attempts)),
  UPSTREAM_TRANSPORT_FAILURE_REASON: absent,
  UPSTREAM_TLS_CIPHER: absent,
  UPSTREAM_TLS_GROUP: absent,
  UPSTREAM_TLS_VERSION: absent,
  UPSTREAM_TLS_SESSION_ID: absent,
  UPSTREAM_PEER_ISSUER: absent,
  UPSTREAM_PEER_CERT: absent,
  UPSTREAM_PEER_SUBJECT: absent,
  UPSTREAM_PEER_URI_SAN: absent,
  UPSTREAM_PEER_DNS_SAN: absent,
  UPSTREAM_PEER_IP_SAN: absent,
  UPSTREAM_PEER_CERT_V_START: { args: 'optional', make: () => () => undefined },
  UPSTREAM_PEER_CERT_V_END: { args: 'optional', make: () => () => undefined },
  UPSTREAM_LOCAL_URI_SAN: absent,
  UPSTREAM_LOCAL_DNS_SAN: absent,
  UPSTREAM_LOCAL_IP_SAN: absent,
  UPSTREAM_SERVER_NAME: absent,
  UPSTREAM_DETECTED_CLOSE_TYPE: upstream((c) => (c.phase === 'request' ? undefined : 'Normal')),
  UPSTREAM_LOCAL_CLOSE_REASON: absent,
  DOWNSTREAM_REMOTE_ADDRESS: plain((c) => told(c.stream.remote, addressText)),
  DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT: maskable((c) => told(c.stream.remote, (a) => a.ip)),
  DOWNSTREAM_REMOTE_PORT: plain((c) => told(c.stream.remote, (a) => a.port)),
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS: plain((c) => told(c.stream.connection.direct, addressText)),
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT: maskable((c) => told(c.stream.connection.direct, (a) => a.ip)),
  DOWNSTREAM_DIRECT_REMOTE_PORT: plain((c) => told(c.stream.connection.direct, (a) => a.port)),
  DOWNSTREAM_LOCAL_ADDRESS: plain((c) => told(c.stream.connection.local, addressText)),
  DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT: maskable((c) => told(c.stream.connection.local, (a) => a.ip)),
  DOWNSTREAM_LOCAL_PORT: plain((c) => told(c.stream.connection.local, (a) => a.port)),
  DOWNSTREAM_DIRECT_LOCAL_ADDRESS: plain((c) => told(c.stream.connection.local, addressText)),
  DOWNSTREAM_DIRECT_LOCAL_ADDRESS_WITHOUT_PORT: maskable((c) => told(c.stream.connection.local, (a) => a.ip)),
  DOWNSTREAM_DIRECT_LOCAL_PORT: plain((c) => told(c.stream.connection.local, (a) => a.port)),
  DOWNSTREAM_TRANSPORT_FAILURE_REASON: plain((c) => c.stream.transportFailure),
  DOWNSTREAM_DETECTED_CLOSE_TYPE: plain(() => 'Normal'),
  DOWNSTREAM_LOCAL_CLOSE_REASON: absent,
  DOWNSTREAM_CX_RTT: unknown,
  CONNECTION_ID: unknown,
  STREAM_ID: plain((c) => (hasStream(c) ? (c.stream.headers.first('x-request-id') ?? UNKNOWN) : undefined)),
  UNIQUE_ID: unknown,
  TRACE_ID: absent,
  SPAN_ID: absent,
  REQUESTED_SERVER_NAME: { args: 'optional', make: serverName },
  DOWNSTREAM_TLS_VERSION: tls((c) => (c.stream.connection.tls ? 'TLSv1.3' : undefined)),
  DOWNSTREAM_TLS_CIPHER: tls(() => UNKNOWN),
  DOWNSTREAM_TLS_GROUP: tls(() => UNKNOWN),
  DOWNSTREAM_TLS_SESSION_ID: tls(() => UNKNOWN),
  DOWNSTREAM_PEER_URI_SAN: peer((c) => joined(c.stream.connection.peer?.uriSans)),
  DOWNSTREAM_PEER_DNS_SAN: peer((c) => joined(c.stream.connection.peer?.dnsSans)),
  ...CERTIFICATES,
  DOWNSTREAM_PEER_SUBJECT: peer((c) => c.stream.connection.peer?.subject),
  DOWNSTREAM_PEER_ISSUER: peer((c) => c.stream.connection.peer?.issuer ?? UNKNOWN),
  TLS_JA3_FINGERPRINT: absent,
  TLS_JA4_FINGERPRINT: absent,
  DYNAMIC_METADATA: {
    args: 'required',
    length: true,
    make: (args) => metadataAt(args, METADATA.DYNAMIC as (c: FormatContext) => Namespaces),
  },
  CLUSTER_METADATA: {
    args: 'required',
    length: true,
    make: (args) => metadataAt(args, METADATA.CLUSTER as (c: FormatContext) => Namespaces),
  },
  UPSTREAM_METADATA: { args: 'required', length: true, make: upstreamMetadata },
  METADATA: { args: 'required', length: true, make: metadataOperator },
  FILTER_STATE: { args: 'required', length: true, make: filterState },
  UPSTREAM_FILTER_STATE: {
    args: 'required',
    length: true,
    make: (args) => {
      const made = filterState(args);
      return typeof made === 'string' ? made : () => undefined;
    },
  },
  // the older name of FILTER_STATE, plain; for header values alone
  PER_REQUEST_STATE: {
    args: 'required',
    make: (args) => (args.includes(':') ? `Not supported field in StreamInfo: PER_REQUEST_STATE` : filterState(`${args.trim()}:PLAIN`)),
  },
  START_TIME: { args: 'optional', make: startTime },
  START_TIME_LOCAL: { args: 'optional', make: startTime },
  EMIT_TIME: { args: 'optional', make: startTime },
  EMIT_TIME_LOCAL: { args: 'optional', make: startTime },
  HOSTNAME: unknown,
  ENVIRONMENT: { args: 'required', length: true, make: environment },
  FILTER_CHAIN_NAME: plain((c) =>
    c.stream.connection.chain === undefined ? undefined : text(c.stream.connection.chain.config, 'name') || undefined,
  ),
  LISTENER_NAME: plain((c) => c.stream.connection.listener.name),
  ACCESS_LOG_TYPE: plain((c) => c.logType),
  // an access log knows no body, which is not the same as none
  LOCAL_REPLY_BODY: plain((c) => c.localReplyBody ?? (c.phase === 'log' ? '' : undefined)),
  GRPC_STATUS: { args: 'optional', make: grpcOperator },
  GRPC_STATUS_NUMBER: plain((c) => (c.phase === 'request' || !isGrpc(c.stream) ? undefined : grpcNumber(c.stream))),
  REQUEST_HEADERS_BYTES: count(requestHeaders),
  RESPONSE_HEADERS_BYTES: count(responseHeaders),
  RESPONSE_TRAILERS_BYTES: plain(() => 0),
  CEL: {
    args: 'required',
    length: true,
    make: (args, _length, options) => expressionProblem(args, options) ?? ((c) => evaluateText(args, c, options)),
  },
  TYPED_CEL: {
    args: 'required',
    length: true,
    // Envoy 1.40: among other text it prints what CEL prints
    make: (args, _length, options) =>
      expressionProblem(args, options) ?? ((c) => (c.alone === true ? evaluateTyped(args, c, options) : evaluateText(args, c, options))),
  },
  COALESCE: { args: 'required', length: true, make: coalesce },
};

/** Operators that a configured formatter extension adds. */
const EXTENSIONS: Readonly<Record<string, Row>> = {
  REQ_WITHOUT_QUERY: {
    args: 'required',
    length: true,
    make: (args) => {
      const names = headerNames(args);
      return typeof names === 'string'
        ? names
        : (c) => withoutQuery(names.map((n) => c.stream.headers.first(n)).find((v) => v !== undefined));
    },
  },
};

/** What an operator reads, or why the real program refuses it. `extensions`: formatters that the format lists. */
export function makeOperator(
  name: string,
  args: string | undefined,
  length: number | undefined,
  extensions: FormatExtensions,
): Read | string {
  const row = Object.hasOwn(OPERATORS, name)
    ? OPERATORS[name]
    : extensions.withoutQuery && Object.hasOwn(EXTENSIONS, name)
      ? EXTENSIONS[name]
      : undefined;
  if (row === undefined) return `Not supported field in StreamInfo: ${name}`;
  if (row.args === 'none' && ((args ?? '') !== '' || length !== undefined)) return `${name} does not take any parameters or length`;
  if (row.args === 'required' && (args === undefined || args === '')) return `${name} requires parameters`;
  if (row.length !== true && row.args !== 'none' && length !== undefined) return `${name} does not allow length to be specified.`;
  return row.make(args ?? '', length, extensions.cel);
}

const routeName = (s: Stream): string | undefined => (s.route === undefined ? undefined : text(s.route.config, 'name') || undefined);

function observable(s: Stream): string | undefined {
  const cluster = s.world.clusters.get(s.cluster ?? '');
  if (cluster === undefined) return s.world.bare ? s.cluster : undefined;
  return text(cluster.config, 'alt_stat_name') || cluster.name;
}

function hostName(c: FormatContext): string | undefined {
  const cluster = c.stream.world.clusters.get(c.stream.cluster ?? '');
  for (const p of cluster?.priorities ?? [])
    for (const l of p.localities)
      for (const e of l.endpoints) if (e.address === host(c) && 'hostname' in e && e.hostname !== '') return String(e.hostname);
  return undefined;
}

/** COALESCE({"operators": ["PROTOCOL", {"command": "REQ", "param": "x-a"}]}): the first that has a value. */
function coalesce(args: string): Read | string {
  const config = parseJson(args);
  const list =
    config !== null && typeof config === 'object' && 'operators' in config ? (config as { operators: unknown }).operators : undefined;
  if (!Array.isArray(list) || list.length === 0) return `COALESCE: requires a JSON object with a non-empty list of operators`;
  const reads: Read[] = [];
  for (const [i, entry] of list.entries()) {
    const spec = typeof entry === 'string' ? { command: entry } : (entry as Record<string, unknown> | null);
    const command = spec === null || typeof spec !== 'object' ? undefined : (spec as Record<string, unknown>).command;
    if (typeof command !== 'string') return `COALESCE: failed to parse operator at index ${i}: no command`;
    const { param, max_length: most } = spec as Record<string, unknown>;
    if (!Object.hasOwn(OPERATORS, command)) return `COALESCE: failed to parse operator at index ${i}: unknown command: '${command}'`;
    const made = makeOperator(
      command,
      typeof param === 'string' ? param : undefined,
      typeof most === 'number' ? most : undefined,
      NO_EXTENSIONS,
    );
    if (typeof made === 'string') return `COALESCE: failed to parse operator at index ${i}: ${made}`;
    reads.push(typeof most === 'number' ? (c) => cut(made(c), most) : made);
  }
  return (c) => {
    for (const read of reads) {
      const value = read(c);
      if (value !== undefined && value !== '') return value;
    }
    return undefined;
  };
}

/** A text value cut to a length. */
export const cut = (value: Json | undefined, length: number | undefined): Json | undefined =>
  length === undefined || typeof value !== 'string' || value.length <= length ? value : value.slice(0, length);

export const utf8Length = (s: string): number => new TextEncoder().encode(s).length;
