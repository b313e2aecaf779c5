// Our own sentences for what the API's descriptions lack: fields that came later, and messages that nobody described. The format is
// that of the build's words: a line names a message, the indented ones below its members, the sentence stands behind a tab.
const line = (name: string, text: string): string => `${name}\t${text}`;

const of = (owner: string, members: Readonly<Record<string, string>>, about = ''): string =>
  [about === '' ? owner : line(owner, about), ...Object.entries(members).map(([name, text]) => line(` ${name}`, text))].join('\n');

const ROUTE = 'envoy.config.route.v3.';
const CORE = 'envoy.config.core.v3.';
const BOOT = 'envoy.config.bootstrap.v3.';
const CLUSTER = 'envoy.config.cluster.v3.';
const HTTP = 'envoy.extensions.filters.http.';
const HCM = 'envoy.extensions.filters.network.http_connection_manager.v3.';

export const OWN_WORDS: string = [
  of(`${BOOT}Bootstrap.StaticResources`, {}, 'Listeners, clusters and secrets that are there from the start.'),
  of(`${BOOT}Bootstrap.DynamicResources`, {}, 'Where listeners and clusters are fetched from (LDS, CDS, ADS).'),
  of(`${BOOT}Bootstrap`, {
    stats_eviction_interval: 'How often counters that nothing touched are dropped; a multiple of stats_flush_interval.',
    enable_worker_cpu_affinity: 'Binds every worker thread to a CPU of its own.',
  }),
  of(`${BOOT}Admin`, { allow_paths: 'Admin pages that are answered; without it all are.' }),
  of(
    `${BOOT}RuntimeLayer`,
    {
      disk_layer: 'Runtime values as files below a folder.',
      admin_layer: 'Runtime values that were set on the admin page /runtime_modify. One layer of this kind is allowed.',
      rtds_layer: 'Runtime values that a server delivers.',
    },
    'A layer of runtime values; later layers override earlier ones.',
  ),
  of(`${BOOT}MemoryAllocatorManager`, {}, 'How much unused memory the allocator keeps, and how often it gives memory back.'),
  of(`${BOOT}ListenerManager`, {}, 'The usual manager of listeners.'),
  of(`${CLUSTER}Cluster`, {
    transport_socket_matcher: 'Chooses the transport socket of an endpoint by a matcher tree in place of transport_socket_matches.',
    stats_matcher: 'Which counters of this cluster exist.',
    dns_jitter: 'A random delay up to this is added to every DNS refresh.',
    queuing_policies: 'In which order requests wait for a connection.',
    per_connection_buffer_high_watermark_timeout: 'A connection whose buffer stays full for this long is closed.',
  }),
  of(`${CLUSTER}Cluster.CommonLbConfig`, {
    zone_aware_lb_config: 'Prefers endpoints in the zone of this Envoy.',
    locality_weighted_lb_config: 'Chooses the locality by its load_balancing_weight first, then an endpoint in it.',
  }),
  of(`${CLUSTER}OutlierDetection`, { detect_degraded_hosts: 'Endpoints may mark themselves degraded in their answers.' }),
  of(`${CLUSTER}LoadBalancingPolicy.Policy`, {
    typed_extension_config: 'The policy; the first of the list that this Envoy knows is used.',
  }),
  of(`${CORE}Address`, { socket_address: 'A TCP or UDP address.', pipe: 'A Unix domain socket.' }),
  of(
    `${CORE}SocketAddress`,
    {
      protocol: 'TCP or UDP.',
      port_value: 'The port; 0 lets the system choose one.',
      network_namespace_filepath: 'Linux network namespace in which the socket is opened.',
    },
    'An address and a port.',
  ),
  of(`${CORE}Pipe`, {}, 'A Unix domain socket by its path; `@` begins an abstract one.'),
  of(`${CORE}KeyValuePair`, { key: 'The name.', value: 'The value.' }),
  of(`${CORE}HealthCheck`, {
    name: 'Tells several health checks of a cluster apart.',
    alt_port: 'Port to check in place of the endpoint’s own.',
  }),
  of(`${CORE}HealthCheck.HttpHealthCheck`, {
    send: 'Body of the check.',
    use_alpn_protocol: 'Speaks the HTTP version that TLS agrees on.',
  }),
  of(`${CORE}HttpProtocolOptions`, {
    max_connection_duration_jitter: 'A random part, in percent, by which max_connection_duration is shortened.',
    max_response_headers_kb: 'Largest response headers that are taken from a cluster.',
  }),
  of(`${CORE}Http1ProtocolOptions`, { ignore_http_11_upgrade: 'Upgrades that are ignored where they match.' }),
  of(`${CORE}Http2ProtocolOptions`, {
    max_metadata_size: 'Largest METADATA frame that is taken.',
    enable_huffman_encoding: 'Whether header values are Huffman-coded.',
    max_header_field_size_kb: 'Largest single header; not above max_request_headers_kb.',
    stream_reset_burst: 'How many streams a client may reset at once before its connection is closed.',
    stream_reset_rate: 'How many resets a second are forgiven.',
  }),
  of(`${CORE}CelExpressionConfig`, {
    enable_string_conversion: 'Allows string(x).',
    enable_string_concat: 'Allows + between strings.',
    enable_string_functions: 'Allows replace, split, substring and the like.',
  }),
  of(`${CORE}PathConfigSource`, { poll_interval: 'Looks at the file this often in place of waiting for a notification.' }),
  of('envoy.config.endpoint.v3.LbEndpoint', {
    endpoint: 'Address and health checking of the endpoint.',
    endpoint_name: 'Refers to an endpoint of the assignment’s named_endpoints.',
  }),
  of('envoy.config.endpoint.v3.Endpoint', { observability_name: 'Name of the endpoint in counters and logs.' }),
  of('envoy.config.listener.v3.Listener', {
    stats_matcher: 'Which counters of this listener exist.',
    fcds_config: 'Where filter chains are fetched from.',
    tcp_keepalive: 'Keep-alive probes on accepted connections.',
    per_connection_buffer_high_watermark_timeout: 'A connection whose buffer stays full for this long is closed.',
  }),
  of('envoy.config.listener.v3.AdditionalAddress', {
    address: 'A further address to listen on.',
    tcp_keepalive: 'Keep-alive probes on its connections.',
  }),
  of('envoy.config.rbac.v3.Policy', { cel_config: 'String functions that the condition may use.' }),
  of('envoy.config.rbac.v3.Permission', { sourced_metadata: 'Matches metadata of the request or of the route.' }),
  of('envoy.config.rbac.v3.Principal', {
    sourced_metadata: 'Matches metadata of the request or of the route.',
    custom: 'A principal by an extension.',
  }),
  of(`${ROUTE}RouteMatch`, {
    cookies: 'Cookies that must all match.',
    filter_state: 'Filter state that must match.',
    path_match_policy: 'Matches the path by an extension: a URI template.',
  }),
  of(`${ROUTE}CookieMatcher`, {
    name: 'Name of the cookie.',
    string_match: 'What its value must be.',
    invert_match: 'Matches when the value does not.',
  }),
  of(`${ROUTE}RouteAction`, {
    path_rewrite_policy: 'Rewrites the path by the URI template that it matched.',
    path_rewrite: 'The new path as a format string; the query is kept. An empty result leaves the path.',
    host_rewrite: 'The new host as a format string.',
    flush_timeout: 'How long a stream may wait for its window while the rest is flushed.',
    upgrade_configs: 'Upgrades that this route allows or forbids.',
    internal_redirect_action: 'Old form of internal_redirect_policy.',
  }),
  of(`${ROUTE}RouteAction.RequestMirrorPolicy`, {
    request_headers_mutations: 'Header operations on the copy.',
    host_rewrite_literal: 'Host of the copy.',
  }),
  of(`${ROUTE}RedirectAction`, { path_rewrite: 'The new path as a format string.' }),
  of(`${ROUTE}DirectResponseAction`, { body_format: 'The body as a format, also JSON.' }),
  of(`${ROUTE}RetryPolicy`, { refresh_cluster_on_retry: 'Chooses the cluster again for a retry.' }),
  of(`${ROUTE}Route`, {
    request_body_buffer_limit: 'How many bytes of a request body are kept for retries and mirrors.',
    route_specifiers: 'Extensions that may change the route when it is chosen.',
  }),
  of(`${ROUTE}VirtualHost`, {
    request_body_buffer_limit: 'How many bytes of a request body are kept for retries and mirrors.',
    route_specifiers: 'Extensions that may change the route when it is chosen.',
  }),
  of(`${ROUTE}RouteConfiguration`, {
    vhost_header: 'The virtual host is chosen by this header in place of Host.',
    route_specifiers: 'Extensions that may change the route when it is chosen.',
  }),
  of(`${ROUTE}WeightedCluster`, { use_hash_policy: 'Chooses the cluster by the route’s hash policy, so that a client stays with it.' }),
  of(`${ROUTE}Tracing`, {
    operation: 'Name of the span as a format string.',
    upstream_operation: 'Name of the upstream span as a format string.',
  }),
  of(`${ROUTE}RateLimit`, {
    hits_addend: 'How many hits a request counts.',
    apply_on_stream_done: 'Counts when the request ends.',
    x_ratelimit_option: 'Whether x-ratelimit headers are added.',
  }),
  of(`${ROUTE}RateLimit.Action`, {
    query_parameters: 'An entry from a query parameter.',
    remote_address_match: 'An entry when the client’s address matches.',
  }),
  of(`${HCM}HttpConnectionManager`, {
    upgrade_configs: 'Upgrades (websocket, CONNECT) that are allowed.',
    forward_client_cert_matcher: 'Chooses how x-forwarded-client-cert is treated by a matcher.',
    forward_proto_config: 'Sets x-forwarded-proto by the destination port.',
    stream_flush_timeout: 'How long a stream may wait for its window while the rest is flushed.',
    drain_timeout_jitter: 'A random part, in percent, by which drain_timeout is shortened.',
  }),
  of(`${HTTP}ratelimit.v3.RateLimit`, {
    filter_enabled: 'For which share of requests the service is asked.',
    filter_enforced: 'For which share its answer counts.',
    rate_limits: 'Descriptors for every route that has none of its own.',
  }),
  of(`${HTTP}router.v3.Router`, {}, 'Sends the request on to the cluster of its route. Always the last HTTP filter.'),
  of(`${HTTP}lua.v3.Lua`, {
    clear_route_cache: 'Chooses the route again after headers were changed.',
    filter_context: 'Values that the script can read.',
  }),
  of('envoy.extensions.clusters.dns.v3.DnsCluster', {
    dns_refresh_rate: 'How often names are resolved again.',
    respect_dns_ttl: 'Resolves again when the answer says it is outdated.',
    dns_lookup_family: 'Which address family is asked for.',
    dns_jitter: 'A random delay up to this is added to every refresh.',
    all_addresses_in_single_endpoint: 'All addresses of a name belong to one endpoint (LOGICAL_DNS).',
  }),
].join('\n');
