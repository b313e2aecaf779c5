// What the gateway remembers between requests: token buckets, MCP sessions, caches. One per run; requests that are independent of
// each other each get a fresh one.
export interface GatewayState {
  readonly buckets: Map<string, Bucket>;
  /** MCP sessions that are open, by backend. */
  readonly sessions: Map<string, number>;
  /** Health of endpoints, by backend and endpoint. */
  readonly health: Map<string, EndpointHealth>;
  /** How many requests each backend has answered: successive sample responses are taken in order within one exchange. */
  readonly requests: number;
}

export interface Bucket {
  tokens: number;
  /** When it was last filled, in milliseconds since the epoch. */
  filledAt: number;
}

export interface EndpointHealth {
  /** From 0 to 1: a moving average of its answers. */
  score: number;
  /** Failures in a row. */
  failures: number;
  /** How often in a row it has been left out. */
  times: number;
  /** Until when it is left out, in milliseconds since the epoch. */
  until: number | undefined;
}

export const freshState = (): GatewayState => ({ buckets: new Map(), sessions: new Map(), health: new Map(), requests: 0 });
