// What an access-log line says about a request that a gateway has answered: kept beside the request, to compare with the decision.

export interface Observed {
  readonly status?: number;
  /** Envoy's response flags, `[]` when it says that there are none. */
  readonly flags?: readonly string[];
  /** Envoy's response code details, agentgateway's reason. */
  readonly reason?: string;
  readonly route?: string;
  readonly cluster?: string;
  readonly endpoint?: string;
  readonly listener?: string;
}
