// The attributes that an expression reads, from the exchange as it stands: request, response, source, destination, connection,
// upstream, metadata, filter_state, xds.
import { AttributeMap, HeaderMap } from '../../cel/profiles/envoy/attributes.ts';
import { fromJson } from '../../cel/values/json.ts';
import { CelError, Duration, Timestamp, Uint, type Value } from '../../cel/values/value.ts';
import { fingerprint256, localCertificate, peerChain } from './connection/certificates.ts';
import { responseHeaders } from './format/bytes.ts';
import type { FormatContext } from './format/context.ts';
import { flagsText } from './format/flags.ts';
import { grpcNumber } from './format/grpc-status.ts';
import { namespacesOf } from './match/namespaces.ts';
import { ProtoValue, structText } from './proto-value.ts';
import { child, dataOf, type Message, text } from './schema/message.ts';
import { addressText, type PeerCertificate, type Stream } from './stream.ts';

type Attributes = Readonly<Record<string, () => Value | undefined>>;

/** A root with its attributes' values. */
const root = (attributes: Attributes): AttributeMap =>
  new AttributeMap(Object.fromEntries(Object.entries(attributes).map(([name, read]) => [name, read()])));

/** Plain data as CEL: numbers are doubles, as in a Struct. */
function structValue(json: unknown): Value | undefined {
  const value = fromJson(json, undefined, 'double');
  return value instanceof CelError ? undefined : value;
}

/** A core.v3.Metadata message. */
function metadataValue(namespaces: ReadonlyMap<string, unknown>): Value {
  const filters = Object.fromEntries([...namespaces].sort(([a], [b]) => (a < b ? -1 : 1)));
  const print = (): string =>
    Object.entries(filters)
      .map(([name, struct]) => `filter_metadata { key: ${JSON.stringify(name)} value { ${structText(struct)}} } `)
      .join('');
  const fields = { filter_metadata: structValue(filters) ?? null, typed_filter_metadata: structValue({}) ?? null };
  return new ProtoValue('envoy.config.core.v3.Metadata', fields, namespaces.size === 0 ? {} : { filter_metadata: filters }, print);
}

/** The metadata of what exists. */
const metadataOf = (m: Message | undefined): Value | undefined =>
  m === undefined ? undefined : metadataValue(namespacesOf(child(m, 'metadata')));

/** What expressions see. */
export function activationOf(c: FormatContext): Readonly<Record<string, Value>> {
  const s = c.stream;
  const logged = c.phase === 'log';
  const responded = logged || c.phase === 'response';
  return {
    request: root(requestAttributes(s, logged)),
    response: root(responded ? responseAttributes(s) : NO_RESPONSE),
    source: root({ address: () => addressText(s.remote), port: () => s.remote.port }),
    destination: root({ address: () => addressText(s.connection.local), port: () => s.connection.local.port }),
    connection: root(connectionAttributes(s)),
    upstream: root(responded && s.upstreamHost !== undefined ? upstreamAttributes(s, s.upstreamHost) : {}),
    metadata: metadataValue(s.metadata),
    filter_state: root(Object.fromEntries([...s.filterState].map(([k, v]) => [k, (): Value => new TextEncoder().encode(v.text)]))),
    upstream_filter_state: root({}),
    xds: root(xdsAttributes(c, responded)),
  };
}

/** Envoy 1.40: what is counted is there from the start, and so are the maps. */
const NO_RESPONSE: Attributes = {
  flags: () => 0,
  size: () => 0,
  total_size: () => 0,
  headers: () => new HeaderMap([]),
  trailers: () => new HeaderMap([]),
};

function requestAttributes(s: Stream, logged: boolean): Attributes {
  const { headers } = s;
  const path = headers.first(':path') ?? '';
  const length = headers.first('content-length');
  return {
    path: () => headers.first(':path'),
    url_path: () => headers.first(':path')?.replace(/[?#].*$/s, ''),
    query: () => (headers.has(':path') ? (/\?([^#]*)/.exec(path)?.[1] ?? '') : undefined),
    host: () => headers.first(':authority'),
    scheme: () => headers.first(':scheme'),
    method: () => headers.first(':method'),
    headers: () => new HeaderMap(headers.pairs),
    referer: () => headers.first('referer'),
    useragent: () => headers.first('user-agent'),
    id: () => headers.first('x-request-id'),
    protocol: () => s.connection.protocol,
    time: () => new Timestamp(Math.floor(s.startMs / 1000), Math.round((s.startMs % 1000) * 1e6)),
    // only ever compared with a bound: the time that passes here is what the sample declares, and more than nothing
    duration: () => (logged ? new Duration(Math.floor(elapsed(s) / 1000), (elapsed(s) % 1000) * 1e6) : undefined),
    size: () => (length !== undefined && /^[0-9]+$/.test(length) ? Number(length) : s.sample.body.length),
    total_size: () =>
      s.sample.body.length + headers.pairs.reduce((n, [k, v]) => n + k.length + (v === '*' && k === 'x-request-id' ? 36 : v.length), 0),
  };
}

const elapsed = (s: Stream): number =>
  1 + (s.sample.responses.get(s.cluster ?? '') ?? []).slice(0, s.attempts).reduce((n, r) => n + r.delayMs, 0);

function responseAttributes(s: Stream): Attributes {
  return {
    code: () => (s.status === 0 ? undefined : s.status),
    code_details: () => s.details,
    flags: () => flagsBits(s),
    grpc_status: () => grpcNumber(s),
    headers: () => new HeaderMap(s.responseHeaders?.pairs ?? []),
    trailers: () => new HeaderMap([]),
    backend_latency: () => (s.upstreamHost === undefined || s.localReply ? undefined : new Duration(0, 1e6)),
    size: () => new TextEncoder().encode(s.responseBody ?? '').length,
    total_size: () => {
      const bytes = responseHeaders({ stream: s, logType: '', phase: 'log' });
      return typeof bytes === 'number' ? bytes + new TextEncoder().encode(s.responseBody ?? '').length : undefined;
    },
  };
}

/** Flags as the bits that Envoy gives them, in the order of their table. */
function flagsBits(s: Stream): number {
  const order = [
    'LH',
    'UH',
    'UT',
    'LR',
    'UR',
    'UF',
    'UC',
    'UO',
    'NR',
    'DI',
    'FI',
    'RL',
    'UAEX',
    'RLSE',
    'DC',
    'URX',
    'SI',
    'IH',
    'DPE',
    'UMSDR',
    'RFCF',
    'NFCF',
    'DT',
    'UPE',
    'NC',
    'OM',
    'DF',
    'DO',
    'DR',
    'UDO',
  ];
  const set = flagsText(s.flags).split(',');
  return order.reduce((bits, flag, i) => (set.includes(flag) ? bits + 2 ** i : bits), 0);
}

function connectionAttributes(s: Stream): Attributes {
  const { connection } = s;
  const { peer, tls } = connection;
  return {
    mtls: () => peer !== undefined && tls,
    requested_server_name: () => connection.sni,
    id: () => new Uint(1),
    termination_details: () => s.terminated,
    tls_version: () => (tls ? 'TLSv1.3' : undefined),
    subject_peer_certificate: () => (tls ? (peer?.subject ?? '') : undefined),
    uri_san_peer_certificate: () => (tls ? peer?.uriSans[0] : undefined),
    dns_san_peer_certificate: () => (tls ? peer?.dnsSans[0] : undefined),
    subject_local_certificate: () => localCertificate(s)?.subject,
    uri_san_local_certificate: () => localCertificate(s)?.uriSans[0],
    dns_san_local_certificate: () => localCertificate(s)?.dnsSans[0],
    sha256_peer_certificate_digest: () => (tls ? digestOf(peer) : undefined),
  };
}

function digestOf(peer: PeerCertificate | undefined): string {
  const [certificate] = peer === undefined ? [] : peerChain(peer);
  return certificate === undefined ? '' : fingerprint256(certificate);
}

function upstreamAttributes(s: Stream, host: string): Attributes {
  return {
    address: () => host,
    port: () => Number(/:([0-9]+)$/.exec(host)?.[1] ?? 0),
    request_attempt_count: () => new Uint(s.attempts),
    transport_failure_reason: () => '',
    num_endpoints: () =>
      new Uint(
        s.world.clusters
          .get(s.cluster ?? '')
          ?.priorities.reduce((n, p) => n + p.localities.reduce((m, l) => m + l.endpoints.length, 0), 0) ?? 0,
      ),
  };
}

const DIRECTIONS: Readonly<Record<string, number>> = { UNSPECIFIED: 0, INBOUND: 1, OUTBOUND: 2 };

function xdsAttributes(c: FormatContext, responded: boolean): Attributes {
  const s = c.stream;
  const { listener, chain } = s.connection;
  const cluster = s.world.clusters.get(s.cluster ?? '');
  return {
    node: () => (c.inMatcher === true ? undefined : nodeValue(s)),
    cluster_name: () => cluster?.name,
    cluster_metadata: () => (cluster === undefined ? undefined : metadataOf(cluster.config)),
    route_name: () => (s.route === undefined ? undefined : text(s.route.config, 'name')),
    route_metadata: () => metadataOf(s.route?.config),
    virtual_host_name: () => s.virtualHost?.name,
    virtual_host_metadata: () => metadataOf(s.virtualHost?.config),
    listener_metadata: () => metadataOf(listener.config),
    listener_direction: () => DIRECTIONS[text(listener.config, 'traffic_direction', 'UNSPECIFIED')] ?? 0,
    filter_chain_name: () => (chain === undefined ? undefined : text(chain.config, 'name')),
    upstream_host_metadata: () => (responded && s.upstreamHost !== undefined ? hostMetadata(s) : undefined),
    upstream_host_locality_metadata: () => (responded && s.upstreamHost !== undefined ? null : undefined),
  };
}

function hostMetadata(s: Stream): Value | undefined {
  for (const p of s.world.clusters.get(s.cluster ?? '')?.priorities ?? [])
    for (const l of p.localities)
      for (const e of l.endpoints) if (e.address === s.upstreamHost && 'config' in e) return metadataOf(e.config as Message);
  return undefined;
}

function nodeValue(s: Stream): Value | undefined {
  const node = child(s.world.model.configuration.bootstrap, 'node');
  if (node === undefined) return undefined;
  const locality = child(node, 'locality');
  return structValue({
    id: text(node, 'id'),
    cluster: text(node, 'cluster'),
    metadata: dataOf(node, 'metadata') ?? {},
    locality: Object.fromEntries(['region', 'zone', 'sub_zone'].map((k) => [k, locality === undefined ? '' : text(locality, k)])),
  });
}
