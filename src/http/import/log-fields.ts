// Fields of log lines by the names that gateways give them: Envoy's operators and the keys of common JSON formats, agentgateway's
// attributes. One row says which names mean what.

export type LogField =
  | 'method'
  | 'path'
  | 'protocol'
  | 'host'
  | 'scheme'
  | 'status'
  | 'flags'
  | 'reason'
  | 'time'
  | 'source'
  | 'local'
  | 'sni'
  | 'userAgent'
  | 'requestId'
  | 'forwardedFor'
  | 'referer'
  | 'route'
  | 'cluster'
  | 'endpoint'
  | 'listener'
  | 'jwtSubject';

const names: Readonly<Record<LogField, readonly string[]>> = {
  method: ['method', ':method', 'http.method', 'request_method', 'requestMethod', 'verb'],
  path: ['path', ':path', 'http.path', 'x-envoy-original-path', 'x-envoy-origin-path', 'request_uri', 'requestPath', 'uri', 'url'],
  protocol: ['http.version', 'protocol', 'server_protocol', 'http_version'],
  host: ['authority', ':authority', 'host', 'http.host', 'http_host', 'requestHost'],
  scheme: ['scheme', ':scheme', 'x-forwarded-proto', 'forwarded_proto'],
  status: ['status', 'response_code', 'responseCode', 'http.status', 'status_code', 'downstreamStatus'],
  flags: ['response_flags', 'responseFlags', 'flags'],
  reason: ['response_code_details', 'responseCodeDetails', 'reason'],
  time: ['start_time', 'startTime', 'time', 'timestamp', '@timestamp', 'ts'],
  source: ['downstream_remote_address', 'src.addr', 'remote_addr', 'downstream_direct_remote_address', 'client', 'ClientAddr'],
  local: ['downstream_local_address'],
  sni: ['requested_server_name', 'sni', 'tls.sni'],
  userAgent: ['user_agent', 'user-agent', 'userAgent', 'http_user_agent'],
  requestId: ['request_id', 'x-request-id', 'requestId'],
  forwardedFor: ['x_forwarded_for', 'x-forwarded-for', 'http_x_forwarded_for'],
  referer: ['referer', 'http_referer'],
  route: ['route_name', 'routeName', 'route'],
  cluster: ['upstream_cluster', 'upstreamCluster', 'backend'],
  endpoint: ['upstream_host', 'upstreamHost', 'endpoint'],
  listener: ['listener'],
  jwtSubject: ['jwt.sub'],
};

const byName: ReadonlyMap<string, LogField> = new Map(
  Object.entries(names).flatMap(([field, known]) => known.map((name) => [name.toLowerCase(), field as LogField] as const)),
);

export type LogFields = ReadonlyMap<LogField, string>;

/** Known fields of named values; the first name of a field that has a value wins, in the order of the table. `-` is none. */
export function fieldsOf(values: Iterable<readonly [string, string]>): LogFields {
  const found = new Map<LogField, { readonly rank: number; readonly value: string }>();
  for (const [name, value] of values) {
    const field = byName.get(name.toLowerCase());
    if (field === undefined || value === '-' || value === '') continue;
    const rank = names[field].findIndex((other) => other.toLowerCase() === name.toLowerCase());
    const before = found.get(field);
    if (before === undefined || rank < before.rank) found.set(field, { rank, value });
  }
  return new Map([...found].map(([field, { value }]) => [field, value]));
}
