// What single extensions of Envoy 1.40 refuse, each row put to the real program in its validation mode.
import { describe } from 'vitest';
import { ADDRESS, check, cluster, filter, HTTP, hcm, listener, NET, NODE, network, ROUTER, type Row, T } from './refusals.ts';

const logger = (type: string, fields: string): string =>
  hcm(`access_log: [{name: a, typed_config: {"@type": ${T}extensions.access_loggers.${type}${fields}}}]`);
const lambda = (arn: string): string => filter('aws_lambda.v3.Config', `arn: ${JSON.stringify(arn)}`);
const plugin = (fields: string): string => filter('wasm.v3.Wasm', `config: {${fields}}`);
const route = (text: string, more = ''): string =>
  hcm('').replace(
    'route_config: {name: r}',
    `route_config: {name: r, virtual_hosts: [{name: v, domains: ["*"]${more}, routes: [${text}]}]}`,
  );
const REMOTE = '{remote: {http_uri: {uri: "http://a.test/x", cluster: c1, timeout: 1s}, sha256: ab}}';
const luaMatcher = (source: string): string =>
  route(
    `{match: {prefix: /, headers: [{name: a, string_match: {custom: {name: l, typed_config: {"@type": ${T}extensions.string_matcher.lua.v3.Lua, source_code: {inline_string: ${JSON.stringify(source)}}}}}}]}, direct_response: {status: 200}}`,
  );
const luaClusters = (source: string): string =>
  hcm('').replace(
    'route_config: {name: r}',
    `route_config: {name: r, cluster_specifier_plugins: [{extension: {name: l, typed_config: {"@type": ${T}extensions.router.cluster_specifiers.lua.v3.LuaConfig, source_code: {inline_string: ${JSON.stringify(source)}}}}}]}`,
  );
const last = (type: string, fields = ''): string => network(`- {name: last, typed_config: {"@type": ${NET}${type}${fields}}}`);

describe('descriptors', () => {
  const scrubber = (source: string): string =>
    filter('proto_api_scrubber.v3.ProtoApiScrubberConfig', source === '' ? '' : `descriptor_set: {data_source: ${source}}`);
  const reverse = (fields: string): string => filter('grpc_json_reverse_transcoder.v3.GrpcJsonReverseTranscoder', fields);
  check([
    ['none', scrubber(''), 'bad-descriptors'],
    ['no bytes', scrubber('{inline_bytes: ""}')],
    ['bytes that are no message', scrubber('{inline_bytes: YWJj}'), 'bad-descriptors'],
    ['text', scrubber('{inline_string: abc}'), 'bad-descriptors'],
    [
      'a file without anything in it',
      filter('proto_message_extraction.v3.ProtoMessageExtractionConfig', 'data_source: {inline_bytes: CgA=}'),
    ],
    [
      'a file that is no message',
      filter('proto_message_extraction.v3.ProtoMessageExtractionConfig', 'data_source: {inline_bytes: CgEA}'),
      'bad-descriptors',
    ],
    ['a field that nobody knows', filter('proto_message_extraction.v3.ProtoMessageExtractionConfig', 'data_source: {inline_bytes: EgA=}')],
    ['a transcoder without', reverse(''), 'incomplete'],
    ['a transcoder of a file without a name', reverse('descriptor_binary: CgA='), 'bad-descriptors'],
    [
      'services without descriptors',
      filter('grpc_json_transcoder.v3.GrpcJsonTranscoder', 'proto_descriptor_bin: ""\nservices: [shop.Cart]'),
      'bad-descriptors',
    ],
    ['no services', filter('grpc_json_transcoder.v3.GrpcJsonTranscoder', 'proto_descriptor_bin: ""\nservices: []')],
  ]);
});

describe('plugins', () => {
  check([
    ['WebAssembly without anything', filter('wasm.v3.Wasm'), 'incomplete'],
    ['without code', plugin('vm_config: {runtime: envoy.wasm.runtime.v8}'), 'incomplete'],
    ['failing open does not help', plugin('fail_open: true'), 'incomplete'],
    ['what is no module', plugin('fail_open: true, vm_config: {code: {local: {inline_string: shop}}}'), 'bad-code'],
    ['a module of no interface', plugin('vm_config: {code: {local: {inline_bytes: AGFzbQEAAAA=}}}'), 'bad-code'],
    ['two policies', plugin(`fail_open: true, failure_policy: FAIL_OPEN, vm_config: {code: ${REMOTE}}`), 'both-given'],
    ['code that is fetched', plugin(`vm_config: {code: ${REMOTE}}`)],
    ['a log by a plugin without one', logger('wasm.v3.WasmAccessLog', ''), 'incomplete'],
    ['an ARN', lambda('arn:aws:lambda:eu-west-1:1:function:cart')],
    ['an ARN of six parts', lambda('arn:aws:lambda:eu-west-1:1:function'), 'bad-value'],
    ['an ARN of something else', lambda('urn:aws:lambda:eu-west-1:1:function:cart'), 'bad-value'],
    [
      'an ARN for a route',
      route(
        `{match: {prefix: /}, direct_response: {status: 200}, typed_per_filter_config: {f: {"@type": ${HTTP}aws_lambda.v3.PerRouteConfig, invoke_config: {arn: cart}}}}`,
      ),
      'bad-value',
    ],
    ['a Lua matcher that does not parse', luaMatcher('shop'), 'bad-script'],
    ['a Lua matcher without its function', luaMatcher('shop = 1'), 'bad-script'],
    ['a Lua matcher', luaMatcher('function envoy_match(text) return true end')],
    ['a Lua choice of clusters without its function', luaClusters('local shop = 1'), 'bad-script'],
    ['a Lua choice of clusters', luaClusters('function envoy_on_route(handle) return "c1" end')],
  ]);
});

describe('logs', () => {
  check([
    ['counters by a log need one place', logger('stats.v3.Config', ''), 'incomplete'],
    ['and no two', logger('stats.v3.Config', ', stat_prefix: a, stats_scope: {}'), 'incomplete'],
    ['counters by a log', logger('stats.v3.Config', ', stat_prefix: a')],
    [
      'Fluentd looks for its cluster',
      logger('fluentd.v3.FluentdAccessLogConfig', ', cluster: nowhere, tag: a, stat_prefix: a, record: {a: b}'),
      'unknown-cluster',
    ],
    ['and finds it', logger('fluentd.v3.FluentdAccessLogConfig', ', cluster: c1, tag: a, stat_prefix: a, record: {a: b}')],
  ]);
});

describe('filters that answer', () => {
  const mcp = `{name: m, typed_config: {"@type": ${HTTP}mcp_router.v3.McpRouter, servers: [{name: a, mcp_cluster: {cluster: c1}}]}}`;
  check([
    ['before the router', hcm('', `- ${mcp}`), 'filter-after-router'],
    ['in place of the router', hcm('').replace(ROUTER, `- ${mcp}`)],
    ['a plugin does not take the connection over', last('wasm.v3.Wasm', `, config: {vm_config: {code: ${REMOTE}}}`), 'no-terminal-filter'],
    [
      'nor an external processor',
      last('ext_proc.v3.NetworkExternalProcessor', ', stat_prefix: a, grpc_service: {envoy_grpc: {cluster_name: c1}}'),
      'no-terminal-filter',
    ],
    ['a virtual cluster of nothing', route('', ', virtual_clusters: [{name: a}]'), 'incomplete'],
    ['the empty name of a plugin', route('{match: {prefix: /}, route: {cluster_specifier_plugin: ""}}'), 'unknown-plugin'],
    ['rules for nothing', filter('thrift_to_metadata.v3.ThriftToMetadata'), 'incomplete'],
  ]);
});

describe('names of TLS', () => {
  const tls = (params: string): string =>
    cluster(
      `transport_socket: {name: t, typed_config: {"@type": ${T}extensions.transport_sockets.tls.v3.UpstreamTlsContext, common_tls_context: {tls_params: {${params}}}}}`,
    );
  const suites: readonly Row[] = [
    ['a suite', tls('cipher_suites: [ECDHE-RSA-AES128-GCM-SHA256]')],
    ['suites of equal rank', tls('cipher_suites: ["[ECDHE-ECDSA-AES128-GCM-SHA256|ECDHE-ECDSA-CHACHA20-POLY1305]"]')],
    ['a standard name', tls('cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]')],
    ['a group without another', tls('cipher_suites: ["ALL:!RSA"]')],
    ['a suite of TLS 1.3', tls('cipher_suites: [TLS_AES_128_GCM_SHA256]'), 'bad-algorithm'],
    ['one unknown among known ones', tls('cipher_suites: [AES128-SHA, SHOP]'), 'bad-algorithm'],
    ['lower case', tls('cipher_suites: [aes128-sha]'), 'bad-algorithm'],
    ['only what is left out', tls('cipher_suites: ["!RSA"]'), 'bad-algorithm'],
    ['a curve', tls('ecdh_curves: [P-256, X25519MLKEM768]')],
    ['a curve by its other name', tls('ecdh_curves: [secp256r1]'), 'bad-algorithm'],
    ['a NUL in a server name', tls('').replace('common_tls_context: {tls_params: {}}', 'sni: "a\\0b"'), 'bad-value'],
  ];
  check(suites);
});

describe('addresses', () => {
  const endpoint = (type: string, address: string): string =>
    `static_resources: {clusters: [{name: a, type: ${type}, load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [{endpoint: {${address}}}]}]}}]}`;
  const more = (address: string): string => listener(`${ADDRESS}\nadditional_addresses: [${address}]\nfilter_chains: [{}]`);
  check([
    ['a port by name', endpoint('STATIC', 'address: {socket_address: {address: 127.0.0.1, named_port: http}}'), 'named-port'],
    ['an endpoint without an address', endpoint('STATIC', ''), 'no-address'],
    ['the same where names are resolved', endpoint('STRICT_DNS', '')],
    [
      'an endpoint by the name of another',
      'static_resources: {clusters: [{name: a, load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [{endpoint_name: e}]}]}}]}',
      'no-address',
    ],
    [
      'a namespace that is not looked at',
      endpoint('STRICT_DNS', 'address: {socket_address: {address: a.test, port_value: 1, network_namespace_filepath: /n}}'),
    ],
    ['the admin page’s port by name', 'admin: {address: {socket_address: {address: 127.0.0.1, named_port: http}}}', 'named-port'],
    ['one more address without one', more('{}'), 'no-address'],
    ['one more address inside', more('{address: {envoy_internal_address: {server_listener_name: a}}}'), 'bad-address'],
    ['one more address by name', more('{address: {socket_address: {address: a.test, port_value: 1}}}'), 'bad-address'],
    ['one more address that is a pipe', more('{address: {pipe: {path: /run/shop.sock}}}')],
    [
      'a cluster type by its name has the rules of the type',
      'static_resources: {clusters: [{name: a, cluster_type: {name: envoy.cluster.eds}}]}',
      'no-eds',
    ],
    [
      'endpoints of connections by name',
      'static_resources: {clusters: [{name: a, cluster_type: {name: envoy.cluster.original_dst}}]}',
      'bad-lb-policy',
    ],
  ]);
});

describe('the program', () => {
  const layers = (list: string): string => `layered_runtime: {layers: [${list}]}`;
  check([
    ['two layers of one name', layers('{name: a, static_layer: {}}, {name: a, admin_layer: {}}'), 'duplicate-name'],
    ['two layers for the admin page', layers('{name: a, admin_layer: {}}, {name: b, admin_layer: {}}'), 'too-many'],
    [
      'a variable that only an unused secret names',
      'static_resources: {secrets: [{name: a, generic_secret: {secret: {environment_variable: NOWHERE}}}]}',
    ],
  ]);
});

describe('what is for routes', () => {
  const at = (type: string, fields = ''): string => hcm('', `- {name: f, typed_config: {"@type": ${HTTP}${type}${fields}}}`);
  const perRoute = (type: string, fields = ''): string =>
    route(`{match: {prefix: /}, direct_response: {status: 200}, typed_per_filter_config: {f: {"@type": ${HTTP}${type}${fields}}}}`);
  check([
    ['configures no filter', at('rbac.v3.RBACPerRoute', ', rbac: {}'), 'per-route-type'],
    ['with nothing in it is an empty configuration', at('rbac.v3.RBACPerRoute')],
    ['which some filters do not take', at('aws_lambda.v3.PerRouteConfig'), 'incomplete'],
    ['and the other way round', perRoute('rbac.v3.RBAC')],
    ['not with something in it', perRoute('rbac.v3.RBAC', ', rules: {}'), 'per-route-type'],
    ['nor where a route must say something', perRoute('buffer.v3.Buffer'), 'per-route-type', 'broken-rule'],
    ['an optional filter may be none', hcm('', '- {name: f, is_optional: true}')],
    ['a filter that is switched off may not', hcm('', '- {name: f, disabled: true}'), 'no-implementation'],
  ]);
});

describe('modules and tunnels', () => {
  const module = (fields: string): string => filter('dynamic_modules.v3.DynamicModuleFilter', fields);
  check([
    ['a module without a name', module('dynamic_module_config: {}'), 'incomplete'],
    ['no module', module(''), 'incomplete'],
    ['a reverse tunnel without its sockets', last('reverse_tunnel.v3.ReverseTunnel'), 'incomplete'],
    [
      'with them',
      `bootstrap_extensions: [{name: a, typed_config: {"@type": ${T}extensions.bootstrap.reverse_tunnel.upstream_socket_interface.v3.UpstreamReverseConnectionSocketInterface}}]\n${last('reverse_tunnel.v3.ReverseTunnel')}`,
    ],
  ]);
});

describe('sources of configuration', () => {
  const ads = (node: string, type: string): string =>
    `${node}dynamic_resources: {ads_config: {api_type: ${type}, transport_api_version: V3, grpc_services: [{envoy_grpc: {cluster_name: c1}}]}}\nstatic_resources: {clusters: [{name: c1}]}`;
  check([
    ['ADS needs a node', ads('', 'GRPC'), 'no-node'],
    ['with id and cluster', ads('node: {id: a}\n', 'GRPC'), 'no-node'],
    ['which is not looked at for changes', ads('', 'DELTA_GRPC')],
    ['a locator of clusters', 'dynamic_resources: {cds_resources_locator: shop.test}', 'bad-locator'],
    [
      'of a collection that nobody delivers',
      'dynamic_resources: {cds_resources_locator: "xdstp://a/envoy.config.cluster.v3.Cluster/x"}',
      'bad-source',
    ],
    ['a locator of listeners is not looked at', 'dynamic_resources: {lds_resources_locator: shop.test}'],
    [
      'the version of resources is not looked at',
      'node: {id: a, cluster: b}\nstatic_resources: {clusters: [{name: c1, type: EDS, eds_cluster_config: {eds_config: {resource_api_version: V2, path: /etc/hosts}}}]}',
    ],
    [
      'the version of a service is',
      filter('ext_authz.v3.ExtAuthz', 'transport_api_version: V2\ngrpc_service: {envoy_grpc: {cluster_name: c1}}'),
      'old-version',
    ],
    [
      'but not of one over HTTP',
      filter('ext_authz.v3.ExtAuthz', 'transport_api_version: V2\nhttp_service: {server_uri: {uri: "a:1", cluster: c1, timeout: 1s}}'),
    ],
  ]);
});

describe('expressions given as trees', () => {
  const condition = (tree: string): string =>
    filter('rbac.v3.RBAC', `rules: {policies: {a: {permissions: [{any: true}], principals: [{any: true}], condition: {${tree}}}}}`);
  const value = 'value: {const_expr: {bool_value: true}}';
  check([
    ['a map', condition(`struct_expr: {entries: [{map_key: {const_expr: {string_value: a}}, ${value}}]}`)],
    ['an entry without a key', condition(`struct_expr: {entries: [{${value}}]}`), 'bad-expression'],
    ['an entry with a field in place of a key', condition(`struct_expr: {entries: [{field_key: a, ${value}}]}`), 'bad-expression'],
    ['an entry without a value', condition('struct_expr: {entries: [{map_key: {const_expr: {string_value: a}}}]}'), 'bad-expression'],
    ['an empty key', condition(`struct_expr: {entries: [{map_key: {}, ${value}}]}`), 'bad-expression'],
    ['a message that nobody knows', condition('struct_expr: {message_name: Shop}'), 'bad-expression'],
  ]);
});

describe('what is kept and not looked into', () => {
  const kept = (any: string): string => cluster(`metadata: {typed_filter_metadata: {a: ${any}}}`);
  check([
    ['metadata', kept(`{"@type": ${HTTP}buffer.v3.Buffer}`)],
    ['its fields are read', kept(`{"@type": ${HTTP}buffer.v3.Buffer, limit: 1}`), 'unknown-field'],
    ['an upstream of another kind', cluster(`upstream_config: {name: a, typed_config: {"@type": ${HTTP}buffer.v3.Buffer}}`)],
    ['an upstream of no kind', cluster('upstream_config: {name: a}'), 'broken-rule'],
    [
      'clusters to mirror to that no route uses',
      route(
        '{match: {prefix: /}, route: {cluster: c1, request_mirror_policies: [{cluster: c1}]}}',
        ', request_mirror_policies: [{cluster: nowhere}]',
      ),
    ],
    [
      'but those that one does',
      route('{match: {prefix: /}, direct_response: {status: 200}}', ', request_mirror_policies: [{cluster: nowhere}]'),
      'unknown-cluster',
    ],
  ]);
});

describe('delivered filters', () => {
  const delivered = (fields: string): string =>
    `node: {id: a, cluster: b}\n${hcm('', `- {name: f, config_discovery: {config_source: {ads: {}}, ${fields}}}`)}`;
  const rbac = `type_urls: [${HTTP}rbac.v3.RBAC]`;
  check([
    ['of a kind', delivered(rbac)],
    ['of no kind', delivered('type_urls: [shop]'), 'no-implementation'],
    ['at once, without one to begin with', delivered(`${rbac}, apply_default_config_without_warming: true`), 'incomplete'],
    ['that begin with another kind', delivered(`${rbac}, default_config: {"@type": ${HTTP}cors.v3.Cors}`), 'no-implementation'],
    ['from nowhere', delivered(rbac).replace('ads', 'self'), 'incomplete'],
  ]);
});

describe('settings that fit', () => {
  const trusted = (fields: string): string =>
    cluster(
      `transport_socket: {name: t, typed_config: {"@type": ${T}extensions.transport_sockets.tls.v3.UpstreamTlsContext, common_tls_context: {validation_context: {${fields}}}}}`,
    );
  const generic = (filters: string): string =>
    last(
      'generic_proxy.v3.GenericProxy',
      `, stat_prefix: a, codec_config: {name: a, typed_config: {"@type": ${NET}generic_proxy.codecs.dubbo.v3.DubboCodecConfig}}, route_config: {name: a}, filters: [${filters}]`,
    );
  const router = `{name: a, typed_config: {"@type": ${NET}generic_proxy.router.v3.Router}}`;
  const ads = (key: string): string =>
    `node: {id: a, cluster: b}\ndynamic_resources: {ads_config: {api_type: GRPC, transport_api_version: V3, grpc_services: [{envoy_grpc: {cluster_name: c1}, initial_metadata: [{key: "${key}", value: a}]}]}}\nstatic_resources: {clusters: [{name: c1}]}`;
  check([
    ['connections of a single host', cluster('circuit_breakers: {per_host_thresholds: [{max_connections: 1}]}')],
    ['requests of a single host', cluster('circuit_breakers: {per_host_thresholds: [{max_requests: 1}]}'), 'not-supported'],
    [
      'an address to check',
      cluster('').replace(
        'address: {socket',
        'health_check_config: {address: {socket_address: {address: shop, port_value: 1}}}, address: {socket',
      ),
      'bad-address',
    ],
    ['a source port by name', cluster('upstream_bind_config: {source_address: {address: 127.0.0.1, named_port: a}}'), 'named-port'],
    ['a fingerprint', trusted(`verify_certificate_hash: [${'ab'.repeat(32)}]`)],
    ['a fingerprint of other letters', trusted(`verify_certificate_hash: [${'xy'.repeat(32)}]`), 'bad-value'],
    ['a key by its hash', trusted(`verify_certificate_spki: ["${'A'.repeat(43)}="]`)],
    ['a key by less', trusted(`verify_certificate_spki: ["${'z'.repeat(44)}"]`), 'bad-value'],
    [
      'an address of filter state',
      route(
        '{match: {prefix: /, filter_state: [{key: a, address_match: {ranges: [{address_prefix: shop, prefix_len: 2}]}}]}, direct_response: {status: 200}}',
      ),
      'bad-address',
    ],
    ['tags of no addresses', filter('ip_tagging.v3.IPTagging', 'request_type: BOTH'), 'incomplete'],
    [
      'a composite filter does not answer',
      hcm('').replace(ROUTER, `- {name: c, typed_config: {"@type": ${HTTP}composite.v3.Composite}}`),
      'no-router',
    ],
    ['a generic proxy', generic(router)],
    ['a generic proxy without a router', generic(''), 'no-router'],
    ['a generic proxy with two', generic(`${router}, ${router}`), 'filter-after-router'],
    ['a header of calls to ADS', ads('x-shop')],
    ['a header of calls that is not free', ads(':path'), 'protected-header'],
  ]);
});

describe('endpoints that are delivered', () => {
  const eds = (config: string): string =>
    `node: {id: a, cluster: b}\nstatic_resources: {clusters: [{name: c1, type: EDS, eds_cluster_config: {${config}}}]}`;
  check([
    ['from nowhere', eds('service_name: shop'), 'incomplete'],
    ['from a file', eds('eds_config: {path_config_source: {path: /etc/hosts}}')],
    [
      'from a file that is looked at in two ways',
      eds('eds_config: {path_config_source: {path: /etc/hosts, watched_directory: {path: /etc}, poll_interval: 1s}}'),
      'both-given',
    ],
  ]);
});

describe('where rules stand', () => {
  const rbac = (policy: string): string =>
    network(
      `- {name: r, typed_config: {"@type": ${NET}rbac.v3.RBAC, stat_prefix: a, rules: {policies: {p: {${policy}}}}}}\n- {name: e, typed_config: {"@type": ${NET}echo.v3.Echo}}`,
    );
  const tree = (more: string): string =>
    filter(
      'rbac.v3.RBAC',
      `matcher: {matcher_tree: {input: {name: i, typed_config: {"@type": ${T}type.matcher.v3.HttpRequestHeaderMatchInput, header_name: a}}, exact_match_map: {map: {a: {${more}action: {name: a, typed_config: {"@type": ${T}config.rbac.v3.Action, name: a}}}}}}}`,
    );
  const grpc = (status: number): string =>
    filter('admission_control.v3.AdmissionControl', `success_criteria: {grpc_criteria: {grpc_success_status: [${status}]}}`);
  check([
    ['a header of a connection', rbac('permissions: [{not_rule: {header: {name: a}}}], principals: [{any: true}]'), 'not-supported'],
    ['a header of who connects', rbac('permissions: [{any: true}], principals: [{header: {name: a}}]'), 'not-supported'],
    ['a port of a connection', rbac('permissions: [{destination_port: 80}], principals: [{any: true}]')],
    ['a tree that ends', tree('')],
    ['a tree that goes on', tree('keep_matching: true, '), 'keep-matching'],
    ['a status of gRPC', grpc(16)],
    ['a status that gRPC does not have', grpc(17), 'bad-status'],
    ['listeners from a service that is not complete', 'dynamic_resources: {lds_config: {api_config_source: {}}}'],
    ['clusters from one', `${NODE}dynamic_resources: {cds_config: {api_config_source: {}}}`, 'bad-api-type', 'incomplete'],
  ]);
});

describe('what is not made yet', () => {
  const resolver = `typed_dns_resolver_config: {name: a, typed_config: {"@type": ${T}extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig, edns0_max_payload_size: 1}}`;
  const grouped = (name: string): string =>
    route(
      `{match: {prefix: /}, route: {inline_cluster_specifier_plugin: {extension: {name: p, typed_config: {"@type": ${T}extensions.router.cluster_specifiers.priority_group.v3.PriorityGroupClusterSpecifier, priority_groups: [{name: g, clusters: [{cluster_name: ${name}, weight: 1}]}]}}}}}`,
    );
  const service = 'api_type: GRPC, transport_api_version: V3, grpc_services: [{envoy_grpc: {cluster_name: nowhere}}]';
  check([
    ['a resolver of names', cluster(resolver)],
    [
      'the tracer of the bootstrap',
      `tracing: {http: {name: a, typed_config: {"@type": ${T}extensions.tracers.fluentd.v3.FluentdConfig, cluster: c1, tag: a, stat_prefix: a, buffer_flush_interval: 0s}}}`,
    ],
    ['the program’s own', resolver],
    ['a group of clusters that are there', grouped('c1')],
    ['a group of clusters that are not', grouped('nowhere'), 'unknown-cluster'],
    ['health from a cluster that nobody defines', `hds_config: {${service}}`],
    ['load reports to one', `cluster_manager: {load_stats_config: {${service}}}`],
    [
      'a module that is written here',
      filter('dynamic_modules.v3.DynamicModuleFilter', 'dynamic_module_config: {module: {local: {inline_string: a}}}'),
      'not-supported',
    ],
    [
      'an external processor of connections without a service',
      network(
        `- {name: e, typed_config: {"@type": ${NET}ext_proc.v3.NetworkExternalProcessor, stat_prefix: a}}\n- {name: f, typed_config: {"@type": ${NET}echo.v3.Echo}}`,
      ),
      'incomplete',
    ],
  ]);
});
