// The router's upstream_log: lines about each attempt, written when it is over. Envoy 1.40: an attempt has a record of its own, which
// knows nothing of what filters left behind; what it received is the upstream's answer, before the route's header operations.
import { Headers } from '../../../http/headers.ts';
import { child, children, flag, type Message } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { linesOf } from './access-log.ts';
import { logFilterPasses } from './log-filter.ts';

/** What came of an attempt. */
export interface Attempted {
  /** 0 without an answer. */
  readonly status: number;
  readonly headers: Headers | undefined;
  /** What of the body was read: nothing of an answer that is tried again. */
  readonly body: string;
  readonly flags: readonly string[];
}

/** The lines about one attempt of the request; `router` is the router filter's configuration. */
export function logUpstream(s: Stream, router: Message | undefined, attempted: Attempted): void {
  const loggers = children(router, 'upstream_log');
  if (loggers.length === 0) return;
  const options = child(router, 'upstream_log_options');
  const begun: Attempted = { status: 0, headers: undefined, body: '', flags: [] };
  if (options !== undefined && flag(options, 'flush_upstream_log_on_upstream_stream')) write(s, loggers, 'UpstreamPoolReady', begun, '');
  write(s, loggers, 'UpstreamEnd', attempted, s.body);
}

function write(s: Stream, loggers: readonly Message[], logType: string, a: Attempted, sentBody: string): void {
  const attempt: Stream = {
    ...s,
    status: a.status,
    flags: new Set(a.flags),
    details: undefined,
    metadata: new Map(),
    filterState: new Map(),
    virtualCluster: undefined,
    attempts: 0,
    responseHeaders: a.headers === undefined ? undefined : new Headers(a.headers.pairs),
    body: a.body,
    responseBody: sentBody,
    localReply: a.status === 0,
    connection: { ...s.connection, protocol: 'HTTP/1.1' },
  };
  for (const logger of loggers)
    if (logFilterPasses(child(logger, 'filter'), attempt, logType))
      s.log.push(...linesOf(logger, { stream: attempt, logType, phase: 'log' }));
}
