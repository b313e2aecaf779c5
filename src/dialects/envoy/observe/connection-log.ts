// Lines about a connection rather than a request: the listener's access logs and tcp_proxy's, written when it is closed. Envoy 1.40:
// the listener's come first, and they know what became of the connection, not of the requests on it.
import { Headers } from '../../../http/headers.ts';
import { downstreamWireReceived, downstreamWireSent } from '../format/bytes.ts';
import type { FormatContext, Json } from '../format/context.ts';
import { type Exchange, newStream } from '../hcm/new-stream.ts';
import { anyOf, child, children, flag, type Message } from '../schema/message.ts';
import type { Connection, LogEntry, Stream } from '../stream.ts';
import { linesOf } from './access-log.ts';
import { logFilterPasses } from './log-filter.ts';

/** What became of a connection. */
export interface Closed {
  readonly flags?: readonly string[];
  readonly details?: string;
  /** Why a network filter closed it. */
  readonly terminated?: string;
  /** Why the TLS handshake failed. */
  readonly transportFailure?: string;
  readonly cluster?: string;
  readonly host?: string;
  readonly received: Json;
  readonly sent: Json;
  /** Whether HTTP was spoken on it, or tcp_proxy took it. */
  readonly kind: 'http' | 'tunnel' | 'other';
}

type Common = Pick<Exchange, 'world' | 'sample' | 'trace' | 'counters' | 'shared' | 'host'>;

/** The listener's lines about a connection that no request was served on. */
export function connectionLog(x: Common, connection: Connection, closed: Closed): readonly LogEntry[] {
  const s = streamOf(x, connection, closed);
  return write(children(connection.listener.config, 'access_log'), s, 'NotSet', closed);
}

/** The listener's lines about the connection of a request that is over. */
export function listenerLog(s: Stream): readonly LogEntry[] {
  const loggers = children(s.connection.listener.config, 'access_log');
  if (loggers.length === 0) return [];
  const ended: FormatContext = { stream: s, logType: 'NotSet', phase: 'log' };
  const broken = s.flags.has('DPE');
  const closed: Closed = {
    flags: broken ? ['DPE'] : [],
    received: downstreamWireReceived(ended) ?? null,
    sent: downstreamWireSent(ended) ?? null,
    kind: broken && s.connection.protocol.startsWith('HTTP/1') ? 'other' : 'http',
  };
  return write(loggers, streamOf(s, s.connection, closed), 'NotSet', closed);
}

/** The lines about a connection that tcp_proxy took: its own at the start and when there is a host, the listener's, its own at the end. */
export function tunnelLog(x: Common, connection: Connection, proxy: Message | undefined, closed: Closed): readonly LogEntry[] {
  const loggers = children(proxy, 'access_log');
  const options = child(proxy, 'access_log_options');
  const wants = (option: string): boolean =>
    (options !== undefined && flag(options, option)) || (proxy !== undefined && flag(proxy, option));
  const nothing: Closed = { received: 0, sent: 0, kind: 'tunnel' };
  const begun = streamOf(x, connection, nothing);
  const open = { ...closed, ...nothing };
  const ended = streamOf(x, connection, closed);
  return [
    ...(wants('flush_access_log_on_start') ? write(loggers, begun, 'TcpConnectionStart', nothing) : []),
    ...(closed.host !== undefined && wants('flush_access_log_on_connected')
      ? write(loggers, streamOf(x, connection, open), 'TcpUpstreamConnected', open)
      : []),
    ...write(children(connection.listener.config, 'access_log'), ended, 'NotSet', closed),
    ...write(loggers, ended, 'TcpConnectionEnd', closed),
  ];
}

/** The configuration of a chain's tcp_proxy. */
export const tcpProxyOf = (chain: Message): Message | undefined =>
  children(chain, 'filters')
    .map((f) => anyOf(f, 'typed_config'))
    .find((a) => a?.type.endsWith('.TcpProxy') === true)?.message;

function streamOf(x: Common, connection: Connection, closed: Closed): Stream {
  const s = newStream({ ...x, connection, hcm: connection.listener.config }, new Headers());
  for (const f of closed.flags ?? []) s.flags.add(f);
  s.details = closed.details;
  s.terminated = closed.terminated;
  s.transportFailure = closed.transportFailure;
  for (const [namespace, values] of connection.metadata) s.metadata.set(namespace, values);
  s.cluster = closed.cluster;
  s.upstreamHost = closed.host;
  s.attempts = closed.host === undefined ? 0 : 1;
  return s;
}

function write(loggers: readonly Message[], stream: Stream, logType: string, wire: Closed): readonly LogEntry[] {
  const context: FormatContext = { stream, logType, phase: 'log', wire };
  return loggers.flatMap((logger) => (logFilterPasses(child(logger, 'filter'), stream, logType) ? linesOf(logger, context) : []));
}
