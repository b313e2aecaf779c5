// Extension points: which categories of extensions a typed configuration may come from, by the field that holds it. The API names
// fields and messages but not this; it decides what Envoy can make of an `@type` there, and what an editor offers.
//
// A line is `<message>.<field> <category>[,<category>…]`; `~` stands for `envoy.` in messages (as in the schema table) and in categories.
// The message is the one that is configured (`HttpFilter.typed_config`), or the one that holds a TypedExtensionConfig.
import type { Schema } from './descriptor.ts';

const POINTS = `
~config.accesslog.v3.AccessLog.typed_config ~access_loggers
~config.accesslog.v3.ExtensionFilter.typed_config ~access_loggers.extension_filters
~config.bootstrap.v3.Bootstrap.typed_dns_resolver_config ~network.dns_resolver
~config.bootstrap.v3.Bootstrap.bootstrap_extensions ~bootstrap
~config.bootstrap.v3.Bootstrap.default_regex_engine ~regex_engines
~config.bootstrap.v3.Bootstrap.listener_manager ~listener_manager_impl
~config.bootstrap.v3.Bootstrap.xds_delegate_extension ~xds_delegates
~config.bootstrap.v3.Bootstrap.xds_config_tracker_extension ~config.xds_tracker
~config.bootstrap.v3.FatalAction.config ~fatal_action
~config.bootstrap.v3.Watchdog.WatchdogAction.config ~guarddog_actions
~config.cluster.v3.Cluster.typed_dns_resolver_config ~network.dns_resolver
~config.cluster.v3.Cluster.typed_extension_protocol_options ~upstream_options,~filters.network
~config.cluster.v3.Cluster.upstream_config ~upstreams
~config.cluster.v3.Cluster.CustomClusterType.typed_config ~clusters
~config.cluster.v3.Cluster.QueuingPolicies.pending_rq_policy ~queue_policy
~config.cluster.v3.Filter.typed_config ~filters.network,~filters.upstream_network
~config.cluster.v3.LoadBalancingPolicy.Policy.typed_extension_config ~load_balancing_policies
~config.cluster.v3.OutlierDetection.monitors ~outlier_detection_monitors
~config.common.key_value.v3.KeyValueStoreConfig.config ~common.key_value
~config.core.v3.ApiConfigSource.config_validators ~config.validators
~config.core.v3.BindConfig.local_address_selector ~upstream.local_address_selector
~config.core.v3.GrpcService.GoogleGrpc.CallCredentials.MetadataCredentialsFromPlugin.typed_config ~grpc_credentials
~config.core.v3.HealthCheck.event_logger ~health_check.event_sinks
~config.core.v3.HealthCheck.CustomHealthCheck.typed_config ~health_checkers
~config.core.v3.Http1ProtocolOptions.HeaderKeyFormat.stateful_formatter ~http.stateful_header_formatters
~config.core.v3.HttpService.formatters ~formatter
~config.core.v3.QuicProtocolOptions.client_packet_writer ~quic.client_packet_writer
~config.core.v3.RetryPolicy.RetryHostPredicate.typed_config ~retry_host_predicates
~config.core.v3.RetryPolicy.RetryPriority.typed_config ~retry_priorities
~config.core.v3.SubstitutionFormatString.formatters ~formatter
~config.core.v3.TransportSocket.typed_config ~transport_sockets.downstream,~transport_sockets.upstream
~config.listener.v3.ApiListener.api_listener ~filters.network
~config.listener.v3.Filter.typed_config ~filters.network
~config.listener.v3.Listener.ConnectionBalanceConfig.extend_balance ~network.connection_balance
~config.listener.v3.ListenerFilter.typed_config ~filters.listener,~filters.udp_listener,~filters.quic_listener
~config.listener.v3.QuicProtocolOptions.connection_debug_visitor_config ~quic.connection_debug_visitor
~config.listener.v3.QuicProtocolOptions.connection_id_generator_config ~quic.connection_id_generator
~config.listener.v3.QuicProtocolOptions.crypto_stream_config ~quic.server.crypto_stream
~config.listener.v3.QuicProtocolOptions.proof_source_config ~quic.proof_source
~config.listener.v3.QuicProtocolOptions.server_preferred_address_config ~quic.server_preferred_address
~config.listener.v3.UdpListenerConfig.udp_packet_packet_writer_config ~udp_packet_writer
~config.metrics.v3.StatsSink.typed_config ~stats_sinks
~config.overload.v3.ResourceMonitor.typed_config ~resource_monitors
~config.rbac.v3.Permission.matcher ~rbac.matchers
~config.rbac.v3.Permission.uri_template ~path.match
~config.rbac.v3.Principal.custom ~rbac.principals
~config.rbac.v3.RBAC.AuditLoggingOptions.AuditLoggerConfig.audit_logger ~rbac.audit_loggers
~config.route.v3.ClusterSpecifierPlugin.extension ~router.cluster_specifier_plugin
~config.route.v3.InternalRedirectPolicy.predicates ~internal_redirect_predicates
~config.route.v3.RateLimit.Action.extension ~rate_limit_descriptors
~config.route.v3.RetryPolicy.retry_options_predicates ~retry_options_predicates
~config.route.v3.RetryPolicy.RetryHostPredicate.typed_config ~retry_host_predicates
~config.route.v3.RetryPolicy.RetryPriority.typed_config ~retry_priorities
~config.route.v3.Route.route_specifiers ~router.route_specifiers
~config.route.v3.RouteAction.early_data_policy ~route.early_data_policy
~config.route.v3.RouteAction.path_rewrite_policy ~path.rewrite
~config.route.v3.RouteConfiguration.route_specifiers ~router.route_specifiers
~config.route.v3.RouteMatch.path_match_policy ~path.match
~config.route.v3.VirtualHost.route_specifiers ~router.route_specifiers
~config.tap.v3.OutputSink.custom_sink ~tap.sinks
~config.trace.v3.OpenTelemetryConfig.resource_detectors ~tracers.opentelemetry.resource_detectors
~config.trace.v3.OpenTelemetryConfig.sampler ~tracers.opentelemetry.samplers
~config.trace.v3.Tracing.Http.typed_config ~tracers
~extensions.access_loggers.fluentd.v3.FluentdAccessLogConfig.formatters ~formatter
~extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig.formatters ~formatter
~extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig.resource_detectors ~tracers.opentelemetry.resource_detectors
~extensions.clusters.dns.v3.DnsCluster.typed_dns_resolver_config ~network.dns_resolver
~extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig.typed_dns_resolver_config ~network.dns_resolver
~extensions.common.matching.v3.ExtensionWithMatcher.extension_config ~filters.http
~extensions.filters.http.ai_protocol_manager.v3.AiProtocolManager.filters ~http.ai_filters
~extensions.filters.http.aws_eventstream_parser.v3.AwsEventstreamParser.ProcessingRules.content_parser ~content_parsers
~extensions.filters.http.cache.v3.CacheConfig.typed_config ~http.cache
~extensions.filters.http.cache_v2.v3.CacheV2Config.typed_config ~http.cache_v2
~extensions.filters.http.composite.v3.ExecuteFilterAction.typed_config ~filters.http
~extensions.filters.http.composite.v3.FilterChainConfiguration.typed_config ~filters.http
~extensions.filters.http.compressor.v3.Compressor.compressor_library ~compression.compressor
~extensions.filters.http.compressor.v3.CompressorOverrides.compressor_library ~compression.compressor
~extensions.filters.http.credential_injector.v3.CredentialInjector.credential ~http.injected_credentials
~extensions.filters.http.decompressor.v3.Decompressor.decompressor_library ~compression.decompressor
~extensions.filters.http.ext_proc.v3.ExternalProcessor.on_processing_response ~http.ext_proc.response_processors
~extensions.filters.http.ext_proc.v3.ExternalProcessor.processing_request_modifier ~http.ext_proc.processing_request_modifiers
~extensions.filters.http.ext_proc.v3.ExtProcOverrides.processing_request_modifier ~http.ext_proc.processing_request_modifiers
~extensions.filters.http.filter_chain.v3.FilterChain.filters ~filters.http
~extensions.filters.http.geoip.v3.Geoip.provider ~geoip_providers
~extensions.filters.http.header_mutation.v3.Mutations.formatters ~formatter
~extensions.filters.http.sse_to_metadata.v3.SseToMetadata.ProcessingRules.content_parser ~content_parsers
~extensions.filters.http.stateful_session.v3.StatefulSession.session_state ~http.stateful_session
~extensions.filters.network.dubbo_proxy.v3.DubboFilter.config ~dubbo_proxy.filters
~extensions.filters.network.generic_proxy.v3.GenericProxy.codec_config ~generic_proxy.codecs
~extensions.filters.network.generic_proxy.v3.GenericProxy.filters ~generic_proxy.filters
~extensions.filters.network.geoip.v3.Geoip.provider ~geoip_providers
~extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.early_header_mutation_extensions ~http.early_header_mutation
~extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.original_ip_detection_extensions ~http.original_ip_detection
~extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.typed_header_validation_config ~http.header_validators
~extensions.filters.network.http_connection_manager.v3.HttpFilter.typed_config ~filters.http
~extensions.filters.network.http_connection_manager.v3.RequestIDExtension.typed_config ~request_id
~extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig.formatters ~formatter
~extensions.filters.network.thrift_proxy.v3.ThriftFilter.typed_config ~thrift_proxy.filters
~extensions.filters.udp.dns_filter.v3.DnsFilterConfig.ClientContextConfig.typed_dns_resolver_config ~network.dns_resolver
~extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.SessionFilter.typed_config ~filters.udp.session
~extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.UdpTunnelingConfig.formatters ~formatter
~extensions.stat_sinks.open_telemetry.v3.SinkConfig.resource_detectors ~tracers.opentelemetry.resource_detectors
~extensions.tracers.opentelemetry.samplers.v3.ParentBasedSamplerConfig.wrapped_sampler ~tracers.opentelemetry.samplers
~extensions.transport_sockets.tls.v3.CertificateValidationContext.custom_validator_config ~tls.cert_validator
~extensions.transport_sockets.tls.v3.CommonTlsContext.custom_handshaker ~tls_handshakers
~extensions.transport_sockets.tls.v3.CommonTlsContext.custom_tls_certificate_selector ~tls.certificate_selectors,~tls.upstream_certificate_selectors
~extensions.transport_sockets.tls.cert_selectors.on_demand_secret.v3.Config.certificate_mapper ~tls.certificate_mappers,~tls.upstream_certificate_mappers
~extensions.upstreams.http.v3.HttpProtocolOptions.header_validation_config ~http.header_validators
~type.matcher.v3.StringMatcher.custom ~string_matcher
xds.type.matcher.v3.StringMatcher.custom ~string_matcher
xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate.input ~matching.http.input,~matching.network.input,~matching.common_inputs
xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate.custom_match ~matching.input_matchers
xds.type.matcher.v3.Matcher.MatcherTree.input ~matching.http.input,~matching.network.input,~matching.common_inputs
xds.type.matcher.v3.Matcher.MatcherTree.custom_match ~matching.http.custom_matchers,~matching.network.custom_matchers
~config.common.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate.input ~matching.http.input,~matching.network.input,~matching.common_inputs
~config.common.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate.custom_match ~matching.input_matchers
~config.common.matcher.v3.Matcher.MatcherTree.input ~matching.http.input,~matching.network.input,~matching.common_inputs
~config.common.matcher.v3.Matcher.MatcherTree.custom_match ~matching.http.custom_matchers,~matching.network.custom_matchers
`;

const long = (name: string): string => (name.startsWith('~') ? `envoy.${name.slice(1)}` : name);

let byField: ReadonlyMap<string, readonly string[]> | undefined;

/** The categories that a field's typed configuration may be of; undefined when the field is no extension point that is known. */
export function categoriesOf(message: string, field: string): readonly string[] | undefined {
  byField ??= new Map(
    POINTS.trim()
      .split('\n')
      .map((line) => {
        const [point, categories] = line.split(' ') as [string, string];
        return [long(point), categories.split(',').map(long)] as const;
      }),
  );
  return byField.get(`${message}.${field}`);
}

/** The types that extensions of the categories take, in the order of the table. */
export function typesOfCategories(schema: Schema, categories: readonly string[]): readonly string[] {
  return [...new Set(schema.extensions.filter((e) => categories.includes(e.category)).flatMap((e) => e.types))];
}
