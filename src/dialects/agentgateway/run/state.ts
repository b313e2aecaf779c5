// What the gateway remembers between requests: token buckets, MCP sessions, caches. One per run; requests that are independent of
// each other each get a fresh one.
export interface GatewayState {
  readonly buckets: Map<string, Bucket>;
  /** MCP sessions that are open, by backend. */
  readonly sessions: Map<string, number>;
  /** How many requests each backend has answered: successive sample responses are taken in order within one exchange. */
  readonly requests: number;
}

export interface Bucket {
  tokens: number;
  /** When it was last filled, in milliseconds since the epoch. */
  filledAt: number;
}

export const freshState = (): GatewayState => ({ buckets: new Map(), sessions: new Map(), requests: 0 });
