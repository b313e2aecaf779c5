// Settings of single HTTP filters.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { httpFilters, manager } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/bad-descriptors': {
    means: 'A filter that translates messages has no descriptors of them.',
    why: 'They are a FileDescriptorSet, as protoc writes it with --descriptor_set_out, given as inline_bytes or as a file.',
    source: 'Envoy 1.40, what it refuses to load',
    files: { 'shop.pb': '' },
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.proto_message_extraction
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.proto_message_extraction.v3.ProtoMessageExtractionConfig, data_source: {inline_string: shop.Cart}}`,
    right: `- name: envoy.filters.http.proto_message_extraction
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.proto_message_extraction.v3.ProtoMessageExtractionConfig, data_source: {filename: shop.pb}}`,
  },
  'envoy/bad-code': {
    means: 'The code of a WebAssembly filter is none.',
    why: 'A module begins with \\0asm.',
    source: 'Envoy 1.40, what it refuses to load',
    files: { 'filter.wasm': '\0asm\u0001\0\0\0' },
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.wasm
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm, config: {vm_config: {runtime: envoy.wasm.runtime.v8, code: {local: {inline_string: hello}}}}}`,
    right: `- name: envoy.filters.http.wasm
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm, config: {vm_config: {runtime: envoy.wasm.runtime.v8, code: {local: {filename: filter.wasm}}}}}`,
  },
  'envoy/bad-threshold': {
    means: 'The success rate from which requests are refused is below 1 percent.',
    why: 'sr_threshold is at least 1 percent.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.admission_control
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.admission_control.v3.AdmissionControl, success_criteria: {http_criteria: {http_success_status: [{start: 200, end: 300}]}}, sr_threshold: {default_value: {value: 0.5}, runtime_key: a}}`,
    right: `- name: envoy.filters.http.admission_control
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.admission_control.v3.AdmissionControl, success_criteria: {http_criteria: {http_success_status: [{start: 200, end: 300}]}}, sr_threshold: {default_value: {value: 50}, runtime_key: a}}`,
  },
  'envoy/one-service': {
    means: 'The external processor is given in no way, or in two.',
    why: 'Exactly one of grpc_service and http_service is needed.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.ext_proc
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor, processing_mode: {request_header_mode: SEND}}`,
    right: `- name: envoy.filters.http.ext_proc
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor, grpc_service: {envoy_grpc: {cluster_name: a}}}`,
  },
  'envoy/empty-chain': {
    means: 'A named chain of filters has none.',
    why: 'Choosing it would do nothing.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.composite
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.composite.v3.Composite, named_filter_chains: {one: {}}}`,
    right: `- name: envoy.filters.http.composite
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.composite.v3.Composite, named_filter_chains: {}}`,
  },
  'envoy/bad-uri': {
    means: 'The address of a key set is no whole URL.',
    why: 'It begins with http:// or https:// and a host.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.jwt_authn
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication, providers: {p: {issuer: a, remote_jwks: {http_uri: {uri: /keys, cluster: a, timeout: 1s}}}}}`,
    right: `- name: envoy.filters.http.jwt_authn
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication, providers: {p: {issuer: a, remote_jwks: {http_uri: {uri: "https://a.test/keys", cluster: a, timeout: 1s}}}}}`,
  },
  'envoy/bad-value': {
    means: 'A value of an OpenTelemetry log is none that such a log can have.',
    why: 'It is a text, a list or a map of them.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `access_log: [{name: otel, typed_config: {"@type": type.googleapis.com/envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig, log_name: a, grpc_service: {envoy_grpc: {cluster_name: a}}, attributes: {values: [{key: k, value: {int_value: 1}}]}}}]
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `access_log: [{name: otel, typed_config: {"@type": type.googleapis.com/envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig, log_name: a, grpc_service: {envoy_grpc: {cluster_name: a}}, attributes: {values: [{key: k, value: {string_value: "1"}}]}}}]
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/different-cache': {
    means: 'Two DNS caches have one name and different settings.',
    why: 'A cache is shared by its name.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.dynamic_forward_proxy
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig, dns_cache_config: {name: one, dns_lookup_family: V4_ONLY}}
- name: envoy.filters.http.dynamic_forward_proxy
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig, dns_cache_config: {name: one, dns_lookup_family: V6_ONLY}}`,
    right: `- name: envoy.filters.http.dynamic_forward_proxy
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig, dns_cache_config: {name: one, dns_lookup_family: V4_ONLY}}`,
  },
  'envoy/bad-script': {
    means: 'The Lua source cannot be read.',
    why: 'Scripts are compiled when the configuration is loaded; one that does not compile stops Envoy from starting.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.lua
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua, default_source_code: {inline_string: "function envoy_on_request(handle"}}`,
    right: `- name: envoy.filters.http.lua
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua, default_source_code: {inline_string: "function envoy_on_request(handle) end"}}`,
  },
};
