// The fields of the first slice of the dialect: what a plain front proxy is written with. Everything recorded that is written
// with these alone must agree in full, not in a share.

/** Messages that may be used with all their fields. */
const WHOLE = new Set([
  'Node',
  'Admin',
  'Address',
  'SocketAddress',
  'Filter',
  'HttpFilter',
  'Router',
  'RedirectAction',
  'DirectResponseAction',
  'DataSource',
  'HeaderMatcher',
  'StringMatcher',
  'RegexMatcher',
  'QueryParameterMatcher',
  'Int64Range',
  'WeightedCluster',
  'RegexMatchAndSubstitute',
  'ClusterLoadAssignment',
  'LocalityLbEndpoints',
  'LbEndpoint',
  'Endpoint',
  'TransportSocket',
  'DownstreamTlsContext',
  'CommonTlsContext',
  'TlsCertificate',
  'TlsInspector',
  'Metadata',
  'RE2',
  'GoogleRE2',
  'TypeURL',
]);

const FIELDS = new Set(
  `Bootstrap: node admin static_resources
StaticResources: listeners clusters
Listener: name address filter_chains default_filter_chain listener_filters metadata
ListenerFilter: name typed_config
FilterChain: name filters filter_chain_match transport_socket
FilterChainMatch: server_names transport_protocol application_protocols
HttpConnectionManager: stat_prefix access_log http_filters route_config codec_type
RouteConfiguration: name virtual_hosts
VirtualHost: name domains routes metadata
Route: name match route redirect direct_response metadata
RouteMatch: prefix path safe_regex path_separated_prefix case_sensitive headers query_parameters
RouteAction: cluster weighted_clusters prefix_rewrite regex_rewrite host_rewrite_literal
ClusterWeight: name weight
Cluster: name type connect_timeout load_assignment lb_policy metadata dns_lookup_family`
    .split('\n')
    .flatMap((line) => {
      const [message = '', fields = ''] = line.split(': ');
      return fields.split(' ').map((field) => `${message}.${field}`);
    }),
);

/** What the recording wrote into every configuration to see what happened; it decides nothing. */
const RECORDER =
  /^(?:StderrAccessLog|StdoutAccessLog|FileAccessLog|AccessLog|SubstitutionFormatString|HttpFilterAccessLog|JsonFormatOptions)\b/;

/** The fields of a configuration that are outside the slice. */
export const outside = (fields: ReadonlySet<string>): readonly string[] =>
  [...fields].filter((f) => !FIELDS.has(f) && !PLAIN.has(f) && !RECORDER.test(f) && !WHOLE.has(f.split('.')[0] ?? f));

/** Messages of the list above, standing empty. */
const PLAIN = new Set([...FIELDS].map((f) => f.split('.')[0] ?? f));
