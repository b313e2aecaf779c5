// An exchange as it begins: nothing is chosen, nothing answered.
import type { Headers } from '../../../http/headers.ts';
import type { NormalRequest } from '../../../http/normal-request.ts';
import type { Host } from '../../../simulate/need.ts';
import type { Trace } from '../../../simulate/trace.ts';
import type { EnvoyChain } from '../model.ts';
import type { Counters } from '../observe/counters.ts';
import type { Message } from '../schema/message.ts';
import type { Connection, Stream } from '../stream.ts';
import type { World } from '../world.ts';
import { upgradeAsked } from './upgrade.ts';

export interface Exchange {
  readonly world: World;
  readonly sample: NormalRequest;
  readonly connection: Connection;
  readonly chain: EnvoyChain;
  readonly hcm: Message;
  readonly trace: Trace;
  readonly counters: Counters;
  readonly shared: Map<string, unknown>;
  readonly host: Host;
}

export const metadataOf = (sample: NormalRequest): readonly (readonly [string, Record<string, unknown>])[] =>
  Object.entries(sample.metadata).map(([k, v]) => [k, structuredCopy(v)] as const);

/** The stream of a request whose headers have just come, or of a connection alone: then without any. */
export function newStream(x: Omit<Exchange, 'chain'>, headers: Headers): Stream {
  const time = x.sample.time === undefined ? Number.NaN : Date.parse(x.sample.time);
  return {
    world: x.world,
    sample: x.sample,
    connection: x.connection,
    trace: x.trace,
    counters: x.counters,
    random: BigInt(Math.max(0, Math.trunc(x.sample.random))),
    startMs: Number.isNaN(time) ? x.host.now : time,
    headers,
    body: new TextDecoder().decode(x.sample.body),
    remote: x.connection.remote,
    route: undefined,
    virtualHost: undefined,
    cluster: undefined,
    weighted: undefined,
    metadata: new Map(metadataOf(x.sample)),
    filterState: new Map(x.connection.filterState),
    flags: new Set(),
    details: undefined,
    terminated: undefined,
    transportFailure: undefined,
    status: 0,
    statusHeader: 0,
    responseHeaders: undefined,
    responseBody: undefined,
    received: undefined,
    upstreamHost: undefined,
    attempts: 0,
    healthCheck: false,
    virtualCluster: undefined,
    dependsOnRandom: false,
    outcome: undefined,
    tlsRedirect: false,
    sent: undefined,
    backends: [],
    mirrors: [],
    sentence: { title: '', because: '' },
    localReply: false,
    shared: x.shared,
    host: x.host,
    hcm: x.hcm,
    log: [],
    flagOrigins: new Map(),
    replier: undefined,
    clearRoute: undefined,
    overrideHost: undefined,
    overrideStrict: false,
    upgrade: undefined,
    wanted: upgradeAsked(headers),
    unread: false,
    connectPort: undefined,
    acceptEncodings: new Map(),
    compressed: false,
    redirects: 0,
    visited: new Set(),
    span: undefined,
    accepted: false,
    elapsed: 0,
    routeLookups: 0,
    again: false,
    calls: new Map(),
    late: [],
  };
}

const structuredCopy = (v: unknown): Record<string, unknown> =>
  v !== null && typeof v === 'object' ? (JSON.parse(JSON.stringify(v)) as Record<string, unknown>) : {};
