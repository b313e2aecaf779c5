// What Envoy 1.40 loads and refuses, rule by rule, on small configurations of our own; each was put to the real program in its
// validation mode. The code names the rule that speaks.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { ADDRESS, check, cluster, filter, hcm, listener, NET, NODE, network, ROUTER, T } from './refusals.ts';

describe('extension points', () => {
  check([
    [
      'a filter of another kind',
      hcm('', `- {name: x, typed_config: {"@type": ${NET}tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: c1}}`),
      'no-implementation',
    ],
    [
      'which is optional',
      hcm('', `- {name: x, is_optional: true, typed_config: {"@type": ${NET}tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: c1}}`),
    ],
    [
      'a socket of the other side',
      cluster(`transport_socket: {name: t, typed_config: {"@type": ${T}extensions.transport_sockets.tls.v3.DownstreamTlsContext}}`),
      'no-implementation',
      'no-certificate',
    ],
    ['a cluster type by its name', 'static_resources: {clusters: [{name: a, cluster_type: {name: envoy.cluster.static}}]}'],
    [
      'a cluster type that needs settings',
      'static_resources: {clusters: [{name: a, lb_policy: CLUSTER_PROVIDED, cluster_type: {name: envoy.clusters.aggregate}}]}',
      'incomplete',
    ],
    [
      'a resolver that nobody uses',
      cluster('typed_dns_resolver_config: {name: x, typed_config: {"@type": x/google.protobuf.StringValue, value: x}}'),
    ],
    [
      'the same where it is used',
      cluster('type: STRICT_DNS\ntyped_dns_resolver_config: {name: x, typed_config: {"@type": x/google.protobuf.StringValue, value: x}}'),
      'no-implementation',
    ],
    [
      'protocol options of nobody',
      cluster('typed_extension_protocol_options: {k: {"@type": x/google.protobuf.StringValue, value: x}}'),
      'no-implementation',
    ],
    [
      'protocol options under another name',
      cluster(
        `typed_extension_protocol_options: {envoy.filters.network.thrift_proxy: {"@type": ${T}extensions.upstreams.http.v3.HttpProtocolOptions, explicit_http_config: {http_protocol_options: {}}}}`,
      ),
      'no-implementation',
    ],
    [
      'a session state is found by its name',
      filter(
        'stateful_session.v3.StatefulSession',
        `session_state: {name: s, typed_config: {"@type": ${T}extensions.http.stateful_session.cookie.v3.CookieBasedSessionState, cookie: {name: s}}}`,
      ),
      'no-implementation',
    ],
    [
      'no policy that is known',
      cluster(
        'load_balancing_policy: {policies: [{typed_extension_config: {name: x, typed_config: {"@type": x/xds.type.v3.TypedStruct, type_url: a.b/No}}}]}',
      ),
      'no-implementation',
    ],
  ]);
});

describe('sources', () => {
  check([
    ['delivered routes need a node', hcmRds(''), 'no-node'],
    ['with a node', NODE + hcmRds('')],
    [
      'a gRPC source names its cluster in grpc_services',
      NODE + eds('api_type: GRPC, cluster_names: [c1], grpc_services: [{envoy_grpc: {cluster_name: c1}}]'),
      'both-given',
    ],
    ['a REST source has one cluster', NODE + eds('api_type: REST, refresh_delay: 1s, cluster_names: [c1, c2]'), 'too-many'],
    ['a source says how it is spoken to', NODE + eds('cluster_names: [c1]'), 'bad-api-type'],
    [
      'the V2 transport',
      filter('ext_authz.v3.ExtAuthz', 'transport_api_version: V2\ngrpc_service: {envoy_grpc: {cluster_name: c1}}'),
      'old-version',
    ],
    [
      'a service that is looked up at the start',
      `${NODE}stats_sinks: [{name: s, typed_config: {"@type": ${T}config.metrics.v3.MetricsServiceConfig, grpc_service: {envoy_grpc: {cluster_name: zz}}, transport_api_version: V3}}]`,
      'unknown-cluster',
    ],
  ]);

  function hcmRds(more: string): string {
    return network(`- name: h
  typed_config:
    "@type": ${NET}http_connection_manager.v3.HttpConnectionManager
    stat_prefix: s
    rds: {route_config_name: r, config_source: {ads: {}}}${more}
    http_filters:
    ${ROUTER}`);
  }
  function eds(source: string): string {
    return `static_resources:
  clusters:
  - name: c0
    type: EDS
    eds_cluster_config: {eds_config: {api_config_source: {${source}}}}
  - {name: c1}
  - {name: c2}`;
  }
});

describe('files', () => {
  const secret =
    'transport_socket:\n  name: t\n  typed_config:\n    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n    common_tls_context: {validation_context: {trusted_ca: {filename: PATH}}}';

  /** The real program refuses what is not there; a file that is not given is taken to be there. */
  async function missing(text: string, files: readonly string[] = []): Promise<readonly string[]> {
    const more = files.map((name) => ({ name, text: '{}' }));
    const { valid, diagnostics } = await open({ files: [{ name: 'envoy.yaml', text }, ...more], dialect: 'envoy' });
    expect(valid).toBe(true);
    return diagnostics.filter(({ code }) => code === 'envoy/missing-file').map(({ severity }) => severity);
  }

  it('warns of those that are not given, but for what every system has', async () => {
    expect(await missing(cluster(secret.replace('PATH', '/own/ca.pem')))).toEqual(['warning']);
    expect(await missing(cluster(secret.replace('PATH', '/own/ca.pem')), ['ca.pem'])).toEqual([]);
    expect(await missing(cluster(secret.replace('PATH', '/etc/ssl/certs/ca-certificates.crt')))).toEqual([]);
  });

  it('opens logs in folders that are there', async () => {
    const log = (path: string): string =>
      hcm(`access_log: [{name: a, typed_config: {"@type": ${T}extensions.access_loggers.file.v3.FileAccessLog, path: ${path}}}]`);
    expect(await missing(log('/dev/stdout'))).toEqual([]);
    expect(await missing(log('/etc/access.log'))).toEqual([]);
    expect(await missing(log('/no-such-folder/x.log'))).toEqual(['warning']);
  });
});

describe('deprecations', () => {
  const header = hcm('').replace(
    '{name: r}',
    '{name: r, virtual_hosts: [{name: v, domains: ["*"], routes: [{match: {prefix: /, headers: [{name: x, exact_match: a}]}, route: {cluster: c1}}]}]}',
  );
  check([
    ['a deprecated field loads', header],
    [
      'unless the runtime refuses all',
      `layered_runtime: {layers: [{name: a, static_layer: {envoy.features.fail_on_any_deprecated_feature: true}}]}\n${header}`,
      'deprecated-field',
    ],
    [
      'unless the runtime refuses this one',
      `layered_runtime: {layers: [{name: a, static_layer: {"envoy.deprecated_features:envoy.config.route.v3.HeaderMatcher.exact_match": false}}]}\n${header}`,
      'deprecated-field',
    ],
    [
      'a zero value that is gone',
      hcm(
        `tracing: {provider: {name: z, typed_config: {"@type": ${T}config.trace.v3.ZipkinConfig, collector_cluster: c1, collector_endpoint: /a}}}`,
      ),
      'deprecated-value',
    ],
  ]);
});

describe('addresses', () => {
  check([
    [
      'a name as a listener’s address',
      listener('address: {socket_address: {address: localhost, port_value: 1}}\nfilter_chains: [{}]'),
      'bad-address',
    ],
    ['an internal address', listener('address: {envoy_internal_address: {server_listener_name: x}}\nfilter_chains: [{}]'), 'bad-address'],
    [
      'ipv4_compat of an IPv4 address',
      listener('address: {socket_address: {address: 127.0.0.1, port_value: 1, ipv4_compat: true}}\nfilter_chains: [{}]'),
      'bad-address',
    ],
    ['an abstract socket with a mode', listener('address: {pipe: {path: "@a", mode: 511}}\nfilter_chains: [{}]'), 'bad-mode'],
    [
      'a resolver that nobody knows',
      cluster('upstream_bind_config: {source_address: {address: 127.0.0.1, port_value: 0, resolver_name: x}}'),
      'no-implementation',
    ],
    [
      'two source addresses of one version',
      cluster(
        'upstream_bind_config: {source_address: {address: 127.0.0.1, port_value: 0}, extra_source_addresses: [{address: {address: 127.0.0.2, port_value: 0}}]}',
      ),
      'same-version',
    ],
    [
      'one of each version',
      cluster(
        'upstream_bind_config: {source_address: {address: 127.0.0.1, port_value: 0}, extra_source_addresses: [{address: {address: "::1", port_value: 0}}]}',
      ),
    ],
    [
      'chains of a plain UDP listener',
      listener('address: {socket_address: {address: 127.0.0.1, port_value: 1, protocol: UDP}}\nfilter_chains: [{}]'),
      'udp-chains',
    ],
    ['UDP settings on a TCP listener', listener(`${ADDRESS}\nudp_listener_config: {}\nfilter_chains: [{}]`)],
  ]);
});

describe('clusters', () => {
  check([
    ['eds_cluster_config elsewhere', cluster('eds_cluster_config: {}'), 'not-eds'],
    [
      'an endpoint without address',
      'static_resources: {clusters: [{name: a, load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [{}]}]}}]}',
      'no-address',
    ],
    ['a policy that only some clusters bring', cluster('lb_policy: CLUSTER_PROVIDED'), 'cluster-provided', 'bad-lb-policy'],
    [
      'a gRPC health check over HTTP/1',
      cluster('health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, grpc_health_check: {}}]'),
      'health-protocol',
    ],
    [
      'rules of a policy are not looked at',
      cluster(
        `load_balancing_policy: {policies: [{typed_extension_config: {name: x, typed_config: {"@type": ${T}extensions.load_balancing_policies.ring_hash.v3.RingHash, consistent_hashing_lb_config: {hash_balance_factor: 5}}}}]}`,
      ),
    ],
    [
      'but a Maglev table beyond every bound is',
      cluster(
        `load_balancing_policy: {policies: [{typed_extension_config: {name: x, typed_config: {"@type": ${T}extensions.load_balancing_policies.maglev.v3.Maglev, table_size: 5000012}}}]}`,
      ),
      'table-size',
    ],
    ['NaN breaks no bound', cluster('preconnect_policy: {per_upstream_preconnect_ratio: NaN}')],
    ['but is no percentage', cluster('common_lb_config: {healthy_panic_threshold: {value: NaN}}'), 'bad-percent'],
  ]);
});

describe('the connection manager', () => {
  const h2 = (parameters: string): string => hcm(`http2_protocol_options: {${parameters}}`);
  check([
    [
      'a setting twice, with two values',
      h2('custom_settings_parameters: [{identifier: 5, value: 1}, {identifier: 5, value: 2}]'),
      'setting-twice',
    ],
    ['a setting twice, with one', h2('custom_settings_parameters: [{identifier: 5, value: 1}, {identifier: 5, value: 1}]')],
    [
      'a setting that has a name',
      h2('max_concurrent_streams: 5, custom_settings_parameters: [{identifier: 3, value: 1}]'),
      'setting-twice',
    ],
    ['a header larger than all', h2('max_header_field_size_kb: 64'), 'header-size'],
    [
      'a scope that names its routes',
      NODE +
        hcm('').replace(
          'route_config: {name: r}',
          'scoped_routes: {name: s, scope_key_builder: {fragments: [{header_value_extractor: {name: x, index: 0}}]}, scoped_route_configurations_list: {scoped_route_configurations: [{name: a, route_configuration_name: q, key: {fragments: [{string_key: a}]}}]}}',
        ),
      'bad-scope',
    ],
    [
      'XFF by hops and by addresses',
      hcm(
        `original_ip_detection_extensions: [{name: x, typed_config: {"@type": ${T}extensions.http.original_ip_detection.xff.v3.XffConfig, xff_num_trusted_hops: 1, xff_trusted_cidrs: {cidrs: [{address_prefix: 10.0.0.0}]}}}]`,
      ),
      'both-given',
    ],
  ]);
});

describe('filters', () => {
  check([
    ['ext_proc without a service', filter('ext_proc.v3.ExternalProcessor'), 'one-service'],
    [
      'both directions at once without trailers',
      filter(
        'ext_proc.v3.ExternalProcessor',
        'grpc_service: {envoy_grpc: {cluster_name: c1}}\nprocessing_mode: {request_body_mode: FULL_DUPLEX_STREAMED}',
      ),
      'incomplete',
    ],
    [
      'an attribute that is no expression',
      filter('ext_proc.v3.ExternalProcessor', 'grpc_service: {envoy_grpc: {cluster_name: c1}}\nrequest_attributes: ["a =="]'),
      'bad-expression',
    ],
    ['a list of users that is empty', filter('basic_auth.v3.BasicAuth', 'users: {inline_string: ""}'), 'htpasswd'],
    [
      'a provider of no name',
      filter('jwt_authn.v3.JwtAuthentication', 'rules: [{match: {prefix: /}, requires: {provider_name: ""}}]'),
      'unknown-provider',
    ],
    [
      'a key set at no URL',
      filter('jwt_authn.v3.JwtAuthentication', 'providers: {p: {remote_jwks: {http_uri: {uri: a.test, cluster: c1, timeout: 1s}}}}'),
      'bad-uri',
    ],
    [
      'a null requirement is there',
      filter('jwt_authn.v3.JwtAuthentication', 'requirement_map: {a: null}\nrules: [{match: {prefix: /}, requirement_name: a}]'),
    ],
    [
      'two settings of one DNS cache',
      filter('dynamic_forward_proxy.v3.FilterConfig', 'dns_cache_config: {name: d}').replace(
        '[{name: c1}]',
        `[{name: c1}, {name: d, lb_policy: CLUSTER_PROVIDED, cluster_type: {name: x, typed_config: {"@type": ${T}extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig, dns_cache_config: {name: d, dns_lookup_family: V4_ONLY}}}}]`,
      ),
      'different-cache',
    ],
    [
      'a redis proxy to nowhere',
      network(`- {name: r, typed_config: {"@type": ${NET}redis_proxy.v3.RedisProxy, stat_prefix: s, settings: {op_timeout: 1s}}}`),
      'no-upstream',
    ],
    [
      'a limit without a number',
      network(
        `- {name: r, typed_config: {"@type": ${NET}connection_limit.v3.ConnectionLimit, stat_prefix: s}}\n- {name: e, typed_config: {"@type": ${NET}echo.v3.Echo}}`,
      ),
      'incomplete',
    ],
  ]);
});

describe('matcher trees', () => {
  const tree = (input: string, action: string): string =>
    listener(`${ADDRESS}
filter_chains: [{name: a}]
filter_chain_matcher:
  matcher_tree:
    input: {name: i, typed_config: {"@type": ${T}extensions.matching.common_inputs.network.v3.${input}}}
    exact_match_map: {map: {"1": {action: {name: a, typed_config: ${action}}}}}`);
  const NAME = '{"@type": type.googleapis.com/google.protobuf.StringValue, value: a}';
  check([
    ['a chain by its port', tree('DestinationPortInput', NAME)],
    ['an action of another kind', tree('DestinationPortInput', `{"@type": ${T}config.rbac.v3.Action, name: a}`), 'no-implementation'],
    [
      'an input of requests',
      tree('DestinationPortInput', NAME).replace(
        /typed_config: \{"@type": [^}]*DestinationPortInput\}/,
        `typed_config: {"@type": ${T}type.matcher.v3.HttpRequestHeaderMatchInput, header_name: x}`,
      ),
      'no-implementation',
    ],
  ]);
});

describe('the whole program', () => {
  check([
    ['a list in the runtime', 'layered_runtime: {layers: [{name: a, static_layer: {k: [1]}}]}', 'bad-runtime'],
    ['a tag without a rule', 'stats_config: {stats_tags: [{tag_name: own}]}', 'incomplete'],
    ['a tag that Envoy knows', 'stats_config: {stats_tags: [{tag_name: envoy.cluster_name}]}'],
    ['an eviction between flushes', 'stats_flush_interval: 2s\nstats_eviction_interval: 3s', 'bad-interval'],
    [
      'two secrets of a name and kind',
      'static_resources: {secrets: [{name: s, generic_secret: {secret: {inline_string: a}}}, {name: s, generic_secret: {secret: {inline_string: b}}}]}',
      'duplicate-secret',
    ],
    ['a secret of no kind', 'static_resources: {secrets: [{name: s}]}', 'incomplete'],
    [
      'a trigger without its monitor',
      'overload_manager: {resource_monitors: [{name: h, typed_config: {"@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 1}}], actions: [{name: envoy.overload_actions.shrink_heap, triggers: [{name: m, threshold: {value: 0.9}}]}]}',
      'unknown-monitor',
    ],
    ['data nested too deep', cluster(`metadata: {filter_metadata: {a: {k: ${'['.repeat(94)}${']'.repeat(94)}}}}`), 'too-deep'],
    ['a merge key', '<<: {static_resources: {}}', 'unknown-field'],
  ]);
});

describe('versions', () => {
  const text = cluster('queuing_policies: {}');
  const younger = async (config: string): Promise<readonly string[]> => {
    const { diagnostics } = await open({ files: [{ name: 'envoy.yaml', text: config }], dialect: 'envoy' });
    return diagnostics.filter((d) => d.code === 'envoy/younger').map((d) => d.message);
  };

  it('says since when, where the document names an older one', async () => {
    expect(await younger(text)).toEqual([]);
    expect(await younger(`# envoy 1.38\n${text}`)).toEqual([
      'Envoy knows the field queuing_policies since 1.40; this document is for 1.38, which refuses or ignores it.',
    ]);
    expect(await younger(`# Envoy: v1.40.2\n${text}`)).toEqual([]);
    expect(
      await younger(
        `node: {id: a, cluster: b, user_agent_name: envoy, user_agent_build_version: {version: {major_number: 1, minor_number: 39}}}\n${text}`,
      ),
    ).toHaveLength(1);
  });

  it('has a clear word for what belongs to the v2 API', async () => {
    const { diagnostics } = await open({
      files: [
        {
          name: 'envoy.yaml',
          text: hcm('', '- {name: x, typed_config: {"@type": type.googleapis.com/envoy.config.filter.http.buffer.v2.Buffer}}'),
        },
      ],
      dialect: 'envoy',
    });
    expect(diagnostics.map((d) => d.message).join(' ')).toContain('v2 API, which was removed in Envoy 1.18');
  });
});
