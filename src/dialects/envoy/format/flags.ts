// Response flags: the short names of access logs, their long names, and what they mean.

export const RESPONSE_FLAGS: readonly { readonly short: string; readonly long: string; readonly says: string }[] = [
  { short: 'LH', long: 'FailedLocalHealthCheck', says: 'the local service failed its health check' },
  { short: 'UH', long: 'NoHealthyUpstream', says: 'no healthy endpoint in the cluster' },
  { short: 'UT', long: 'UpstreamRequestTimeout', says: 'the upstream request timed out' },
  { short: 'LR', long: 'LocalReset', says: 'the connection was reset locally' },
  { short: 'UR', long: 'UpstreamRemoteReset', says: 'the upstream reset the connection' },
  { short: 'UF', long: 'UpstreamConnectionFailure', says: 'the connection to the upstream failed' },
  { short: 'UC', long: 'UpstreamConnectionTermination', says: 'the upstream closed the connection' },
  { short: 'UO', long: 'UpstreamOverflow', says: 'a circuit breaker is open' },
  { short: 'NR', long: 'NoRouteFound', says: 'no route matched, or no filter chain' },
  { short: 'DI', long: 'DelayInjected', says: 'the fault filter delayed the request' },
  { short: 'FI', long: 'FaultInjected', says: 'the fault filter answered' },
  { short: 'RL', long: 'RateLimited', says: 'the request was rate limited' },
  { short: 'UAEX', long: 'UnauthorizedExternalService', says: 'the external authorization service denied' },
  { short: 'RLSE', long: 'RateLimitServiceError', says: 'the rate limit service failed' },
  { short: 'DC', long: 'DownstreamConnectionTermination', says: 'the client closed the connection' },
  { short: 'URX', long: 'UpstreamRetryLimitExceeded', says: 'retries or connection attempts are used up' },
  { short: 'SI', long: 'StreamIdleTimeout', says: 'the stream was idle too long' },
  { short: 'IH', long: 'InvalidEnvoyRequestHeaders', says: 'an x-envoy header was invalid' },
  { short: 'DPE', long: 'DownstreamProtocolError', says: 'the request broke the protocol' },
  { short: 'UMSDR', long: 'UpstreamMaxStreamDurationReached', says: 'the upstream stream lasted too long' },
  { short: 'RFCF', long: 'ResponseFromCacheFilter', says: 'the answer came from the cache' },
  { short: 'NFCF', long: 'NoFilterConfigFound', says: 'a filter configuration had not arrived' },
  { short: 'DT', long: 'DurationTimeout', says: 'the connection or request lasted too long' },
  { short: 'UPE', long: 'UpstreamProtocolError', says: 'the upstream broke the protocol' },
  { short: 'NC', long: 'NoClusterFound', says: 'the cluster of the route does not exist' },
  { short: 'OM', long: 'OverloadManagerTerminated', says: 'the overload manager ended the request' },
  { short: 'DF', long: 'DnsResolutionFailed', says: 'a name could not be resolved' },
  { short: 'DO', long: 'DropOverload', says: 'dropped by drop_overloads' },
  { short: 'DR', long: 'DownstreamRemoteReset', says: 'the client reset the stream' },
  { short: 'UDO', long: 'UnconditionalDropOverload', says: 'dropped unconditionally' },
];

/** Flags as a log writes them, in the order in which they were raised: `URX,UT`, `-` for none. */
export const flagsText = (flags: ReadonlySet<string>, long = false): string => {
  const names = [...flags].map((short) => (long ? (RESPONSE_FLAGS.find((f) => f.short === short)?.long ?? short) : short));
  return names.length === 0 ? '-' : names.join(',');
};
