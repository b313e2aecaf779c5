// What a simulated network filter does, and what it makes of a connection.
import type { EnvoyPolicy } from '../model.ts';
import type { Stream } from '../stream.ts';

/** What a filter makes of a connection. The stream is one without headers: what the connection itself has. */
export type NetworkOutcome =
  | { readonly kind: 'pass'; readonly because: string }
  | { readonly kind: 'change'; readonly because: string }
  /** Closed; response flags and what CONNECTION_TERMINATION_DETAILS prints are already on the stream. A body is written, but reaches nobody. */
  | { readonly kind: 'deny'; readonly because: string; readonly body?: string; readonly details?: string }
  /** Answers in place of an upstream: `body` undefined where it is what the client sends. */
  | { readonly kind: 'respond'; readonly because: string; readonly body: string | undefined; readonly details?: string };

export interface NetworkStep {
  /** The connection is there. Undefined: nothing to tell. */
  readonly opened?: (policy: EnvoyPolicy, s: Stream) => NetworkOutcome | undefined;
  /** Bytes have come, or the end of them. */
  readonly received?: (policy: EnvoyPolicy, s: Stream) => NetworkOutcome | undefined;
}
