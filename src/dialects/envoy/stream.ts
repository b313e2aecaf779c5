// One exchange as Envoy holds it while it lasts: the connection, the request as it now stands, what was chosen, what filters
// left behind. Matchers, filters and format strings all read this.
import type { HeaderPairs, Headers } from '../../http/headers.ts';
import type { NormalRequest } from '../../http/normal-request.ts';
import type { Backend } from '../../model/decision.ts';
import type { Origin } from '../../model/model.ts';
import type { Host } from '../../simulate/need.ts';
import type { Trace } from '../../simulate/trace.ts';
import type { EnvoyChain, EnvoyListener, EnvoyRoute, EnvoyVirtualHost } from './model.ts';
import type { Counters } from './observe/counters.ts';
import type { Message } from './schema/message.ts';
import type { World } from './world.ts';

export interface Address {
  readonly ip: string;
  readonly port: number;
}

/** Who is downstream of a request that Envoy makes itself. */
export const NOBODY: Address = { ip: '', port: 0 };

export const addressText = (a: Address): string => (a.ip.includes(':') ? `[${a.ip}]:${a.port}` : `${a.ip}:${a.port}`);

/** The client's certificate, as far as the sample gives it. */
export interface PeerCertificate {
  readonly subject: string | undefined;
  readonly issuer: string | undefined;
  readonly uriSans: readonly string[];
  readonly dnsSans: readonly string[];
  readonly validated: boolean;
  readonly pem: string | undefined;
}

export interface Connection {
  readonly listener: EnvoyListener;
  readonly chain: EnvoyChain | undefined;
  /** Where the connection was made to; a listener filter may have rewritten it. */
  readonly local: Address;
  /** The socket's peer. */
  readonly direct: Address;
  /** The peer after listener filters (proxy_protocol). */
  readonly remote: Address;
  /** Server name and protocols as listener filters found them; empty without tls_inspector. */
  readonly sni: string;
  readonly alpn: readonly string[];
  readonly transport: 'tls' | 'raw_buffer';
  /** The chain terminates TLS. */
  readonly tls: boolean;
  readonly offeredAlpn: readonly string[];
  readonly clientSni: string;
  readonly peer: PeerCertificate | undefined;
  readonly protocol: 'HTTP/1.0' | 'HTTP/1.1' | 'HTTP/2' | 'HTTP/3';
  /** What network filters left behind; requests see the filter state, not the metadata. */
  readonly metadata: Map<string, Record<string, unknown>>;
  readonly filterState: Map<string, FilterStateObject>;
}

/** What filters put into filter state: the text of it, and how it reads in CEL and logs. */
export interface FilterStateObject {
  readonly text: string;
  readonly kind: 'string' | 'address' | 'other';
}

/** What counts a request apart. `config` is undefined for `other`, which counts what fits none; log lines leave its name out. */
export interface VirtualCluster {
  readonly name: string;
  readonly config: Message | undefined;
}

/** The span of the request at this Envoy, where the connection manager traces. */
export interface Span {
  /** The connection manager's tracing. */
  readonly config: Message;
  /** It is sent to the tracer. */
  readonly traced: boolean;
  /** The trace that the client sends is one that nobody records. */
  readonly kept: boolean;
  /** Of a listener for outbound traffic. */
  readonly egress: boolean;
  readonly operation: string;
  /** The operation that the response tells the caller. */
  readonly answered: string | undefined;
}

export interface Stream {
  readonly world: World;
  readonly sample: NormalRequest;
  readonly connection: Connection;
  readonly trace: Trace;
  readonly counters: Counters;
  readonly random: bigint;
  readonly startMs: number;
  /** Request headers, pseudo-headers (`:method`, `:path`, `:authority`, `:scheme`) included. */
  readonly headers: Headers;
  readonly body: string;
  /** The client's address after x-forwarded-for. */
  remote: Address;
  route: EnvoyRoute | undefined;
  virtualHost: EnvoyVirtualHost | undefined;
  /** Cluster, if one was chosen: by the route, or replaced by a filter. */
  cluster: string | undefined;
  /** The entry of weighted_clusters that was chosen. */
  weighted: Message | undefined;
  /** Why it is that cluster. */
  clusterBecause?: string;
  readonly metadata: Map<string, Record<string, unknown>>;
  readonly filterState: Map<string, FilterStateObject>;
  readonly flags: Set<string>;
  details: string | undefined;
  /** Why a network filter closed the connection. */
  terminated: string | undefined;
  /** Why the TLS handshake failed, in the words of the library. */
  transportFailure: string | undefined;
  status: number;
  /** The `:status` of the response while its headers are made; `status` follows when they are. */
  statusHeader: number;
  responseHeaders: Headers | undefined;
  responseBody: string | undefined;
  /** Headers as the upstream sent them. */
  received: HeaderPairs | undefined;
  upstreamHost: string | undefined;
  attempts: number;
  /** A health check of somebody in front; the health_check filter says so. */
  healthCheck: boolean;
  virtualCluster: VirtualCluster | undefined;
  /** The decision depends on the random value. */
  dependsOnRandom: boolean;
  /** What the gateway did in the end, in the decision's words; undefined while it is open. */
  outcome: 'forward' | 'redirect' | 'respond' | 'tunnel' | 'close' | undefined;
  /** The virtual host sends plaintext requests to https. */
  tlsRedirect: boolean;
  /** The request as it went upstream. */
  sent: Sent | undefined;
  backends: readonly Backend[];
  mirrors: readonly string[];
  /** The answer as a person would say it. */
  sentence: { readonly title: string; readonly because: string };
  /** The response was made here: no upstream header is in it. */
  localReply: boolean;
  /** Lasts from request to request of a sequence: token buckets, caches. */
  readonly shared: Map<string, unknown>;
  readonly host: Host;
  readonly hcm: Message;
  /** What was logged so far, with the loggers. */
  readonly log: LogEntry[];
  /** Who raised a flag, as far as it is a text of its own. */
  readonly flagOrigins: Map<string, Origin>;
  /** Who answered in place of the upstream. */
  replier: Origin | undefined;
  /** Selects the route again: a filter cleared the route cache. */
  clearRoute: (() => void) | undefined;
  /** An endpoint that a filter asks for (stateful_session), and whether no other will do. */
  overrideHost: string | undefined;
  overrideStrict: boolean;
  /** What the connection becomes: `websocket`, `CONNECT` … */
  upgrade: string | undefined;
  /** What the request asks to become, allowed or not. */
  readonly wanted: string | undefined;
  /** The answer went out before all of the request was read. */
  unread: boolean;
  /** `:443`: taken off the host of a CONNECT request, put back when it is sent. */
  connectPort: string | undefined;
  /** Accept-Encoding as each compressor found it, by the filter's id. */
  readonly acceptEncodings: Map<string, string>;
  /** The client gets the body compressed: how long it is, is not known. */
  compressed: boolean;
  /** Redirects that were followed here, and which route led to which. */
  redirects: number;
  readonly visited: Set<string>;
  span: Span | undefined;
  /** The connection manager's checks let the request through. */
  accepted: boolean;
  /** Milliseconds that the sample lets pass while the upstream is waited for. */
  elapsed: number;
  /** How often a route was looked for. */
  routeLookups: number;
  /** A redirect is followed: the request runs through the filters once more. */
  again: boolean;
  /** Calls of each cluster so far: which of the sample's responses comes next. */
  readonly calls: Map<string, number>;
  /** What is logged after the request's own line. */
  readonly late: (() => void)[];
}

export interface LogEntry {
  readonly line: string;
  readonly origin: Origin;
}

export interface Sent {
  readonly method: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly headers: HeaderPairs;
}
