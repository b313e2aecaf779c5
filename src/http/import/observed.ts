// What an access-log line says about a request that a gateway has answered: kept beside the request, to compare with the decision.

/** The same in the form that is kept and shared: what it says by name, as text, and words for its flags. */
export interface LoggedAnswer {
  readonly facts: Readonly<Record<string, string>>;
  /** `UH: no healthy endpoint in the cluster` */
  readonly words: readonly string[];
}

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

/** Keeps what a line says. `words`: those for the flags that are known. */
export function loggedAnswer({ flags, status, ...texts }: Observed, words: ReadonlyMap<string, string>): LoggedAnswer {
  const facts = {
    ...(status === undefined ? {} : { status: String(status) }),
    ...(flags === undefined ? {} : { flags: flags.join(' ') }),
    ...texts,
  };
  return { facts, words: (flags ?? []).flatMap((flag) => (words.has(flag) ? [`${flag}: ${words.get(flag)}`] : [])) };
}
