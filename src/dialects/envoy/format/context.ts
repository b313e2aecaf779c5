// What a format is printed from, and what it may give.
import type { EnvoyOptions } from '../../../cel/profiles/envoy/index.ts';
import type { Stream } from '../stream.ts';

/** A value as JSON logs would write it. A number is a double, a bigint a count. */
export type Json = string | number | bigint | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface FormatContext {
  readonly stream: Stream;
  /** A value for %LOCAL_REPLY_BODY%. */
  readonly localReplyBody?: string;
  /** `DownstreamEnd` in an access log, `NotSet` elsewhere. */
  readonly logType: string;
  /** Request headers are formatted before the response exists. */
  readonly phase: 'request' | 'response' | 'log';
  /** Also what is only known once an endpoint is chosen. */
  readonly extended?: boolean;
  /** In RBAC conditions and CEL matchers the node is not known. */
  readonly inMatcher?: boolean;
  /** The line is about a connection: what went over it, and whether it spoke HTTP or is a tunnel. */
  readonly wire?: { readonly received: Json; readonly sent: Json; readonly kind: 'http' | 'tunnel' | 'other' };
  /** The operator makes the whole of a JSON value. */
  readonly alone?: boolean;
}

/** What formatters that a format lists add to it. */
export interface FormatExtensions {
  readonly withoutQuery: boolean;
  readonly cel: EnvoyOptions;
}
export const NO_EXTENSIONS: FormatExtensions = { withoutQuery: false, cel: {} };

/** The response is the upstream's. */
export const fromUpstream = (c: FormatContext): boolean =>
  c.phase !== 'request' && c.stream.upstreamHost !== undefined && !c.stream.localReply;
