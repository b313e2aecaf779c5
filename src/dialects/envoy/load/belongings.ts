// Settings that need each other, or exclude each other: what Envoy 1.40 refuses although each field alone is fine.
import { clusterType } from '../lower/clusters.ts';
import { child, children, has, type Message, originOf, text, whole } from '../schema/message.ts';
import type { Check, CheckTable } from './check.ts';

const needs =
  (ok: (m: Message) => boolean, field: string | undefined, message: string): Check =>
  (m, x) => {
    if (!ok(m)) x.bad('incomplete', m, field, message);
  };

const double = (m: Message, field: string): number => Number(m.fields.get(field)?.value ?? 0);

const overloadAction: Check = (m, x) => {
  if (text(m, 'name') === 'envoy.overload_actions.reduce_timeouts' && !has(m, 'typed_config'))
    x.bad('incomplete', m, undefined, 'reduce_timeouts needs typed_config: which timeouts shrink.');
};

const orderedHealthChecks: Check = (m, x) => {
  const seen = new Set<string>();
  for (const check of children(m, 'health_checks')) {
    const name = text(check, 'name');
    if (name !== '' && seen.has(name)) x.bad('duplicate-name', check, 'name', `Two health checks are called ${name}.`);
    seen.add(name);
  }
};

const hexText: Check = (m, x) => {
  const value = text(m, 'text');
  if (has(m, 'text') && (value.length % 2 === 1 || !/^[0-9a-fA-F]*$/.test(value)))
    x.bad('bad-hex', m, 'text', `${JSON.stringify(value)} is no text of hexadecimal pairs.`);
};

const originalDestination: Check = (m, x) => {
  if (clusterType(m) === 'ORIGINAL_DST') {
    if (has(m, 'load_assignment'))
      x.bad('both-given', m, 'load_assignment', 'An ORIGINAL_DST cluster takes its endpoints from connections; it has no load_assignment.');
    if (text(m, 'lb_policy', 'ROUND_ROBIN') !== 'CLUSTER_PROVIDED' && !has(m, 'load_balancing_policy'))
      x.bad('bad-lb-policy', m, 'lb_policy', 'An ORIGINAL_DST cluster needs lb_policy: CLUSTER_PROVIDED.');
    return;
  }
  if (text(m, 'lb_policy') === 'CLUSTER_PROVIDED' && !has(m, 'cluster_type'))
    x.bad('bad-lb-policy', m, 'lb_policy', 'CLUSTER_PROVIDED is for clusters that bring a balancer: ORIGINAL_DST, or an extension.');
};

const dropOverloads: Check = (m, x) => {
  const drops = children(child(m, 'policy'), 'drop_overloads');
  if (drops.length > 1) x.bad('too-many', drops[1] as Message, undefined, 'Envoy takes one category of drop_overloads.');
  for (const drop of drops) {
    const share = child(drop, 'drop_percentage');
    const of = { HUNDRED: 100, TEN_THOUSAND: 10_000, MILLION: 1_000_000 }[text(share ?? drop, 'denominator', 'HUNDRED')] ?? 100;
    if (share !== undefined && whole(share, 'numerator') > of)
      x.bad('bad-share', drop, 'drop_percentage', 'More than everything cannot be dropped.');
  }
};

const tunneling: Check = (m, x) => {
  if (has(m, 'post_path') && !has(m, 'use_post'))
    x.bad('incomplete', m, 'post_path', 'post_path is for POST tunnels: use_post is not set.');
};

const statusRange: Check = (m, x) => {
  for (const field of ['expected_statuses', 'retriable_statuses'])
    for (const range of children(m, field))
      if (Number(range.fields.get('start')?.value ?? 0) < 100) x.bad('bad-status', range, 'start', 'A status is at least 100.');
};

const oauthCredentials: Check = (m, x) => {
  if (!has(m, 'token_secret')) x.bad('incomplete', m, undefined, 'token_secret is needed.');
};

const bootstrapPairs: Check = (m, x) => {
  if (has(m, 'watchdog') && has(m, 'watchdogs'))
    x.problems.error('both-given', 'watchdog and watchdogs exclude each other.', originOf(m, 'watchdogs'));
};

const openTelemetry: Check = (m, x) => {
  if (
    ['http_service', 'grpc_service', 'common_config'].filter((f) =>
      f === 'common_config' ? has(child(m, f) ?? m, 'grpc_service') && has(m, f) : has(m, f),
    ).length > 1
  )
    x.bad('both-given', m, undefined, 'One transport: http_service or grpc_service.');
};

const zipkin: Check = (m, x) => {
  if (!has(m, 'collector_service') && (!has(m, 'collector_cluster') || !has(m, 'collector_endpoint')))
    x.bad('incomplete', m, undefined, 'collector_cluster and collector_endpoint are needed.');
};

export const belongings: CheckTable = {
  'envoy.config.overload.v3.ScaledTrigger': needs(
    (m) => double(m, 'scaling_threshold') < double(m, 'saturation_threshold'),
    'scaling_threshold',
    'scaling_threshold is below saturation_threshold.',
  ),
  'envoy.config.overload.v3.OverloadAction': overloadAction,
  'envoy.config.metrics.v3.TagSpecifier': needs((m) => has(m, 'tag_name'), undefined, 'A tag needs tag_name.'),
  'envoy.config.cluster.v3.Cluster': (m, x) => {
    orderedHealthChecks(m, x);
    originalDestination(m, x);
  },
  'envoy.config.core.v3.HealthCheck.Payload': hexText,
  'envoy.config.core.v3.HealthCheck.HttpHealthCheck': statusRange,
  'envoy.config.endpoint.v3.ClusterLoadAssignment': dropOverloads,
  'envoy.config.core.v3.KeyValueMutation': needs(
    (m) => has(m, 'append') || has(m, 'remove'),
    undefined,
    'One of append and remove is needed.',
  ),
  'envoy.config.core.v3.KeyValueAppend': needs(
    (m) => has(m, 'record') || has(m, 'entry'),
    undefined,
    'What is appended? record is missing.',
  ),
  'envoy.config.core.v3.TlvEntry': needs((m) => has(m, 'value') || has(m, 'format_string'), undefined, 'value or format_string is needed.'),
  'envoy.config.bootstrap.v3.Bootstrap': bootstrapPairs,
  'envoy.config.trace.v3.ZipkinConfig': zipkin,
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig': tunneling,
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': needs(
    (m) => ['', 'IMMEDIATE'].includes(text(m, 'upstream_connect_mode')) || has(m, 'max_early_data_bytes'),
    'upstream_connect_mode',
    'Early data is kept until the upstream is connected: max_early_data_bytes is needed.',
  ),
  'envoy.extensions.filters.http.oauth2.v3.OAuth2Credentials': oauthCredentials,
  'envoy.extensions.filters.http.jwt_authn.v3.JwtClaimToHeader': needs(
    (m) => has(m, 'claim_name') !== children(m, 'claim_path').length > 0,
    undefined,
    'Exactly one of claim_name and claim_path is needed.',
  ),
  'envoy.extensions.filters.http.adaptive_concurrency.v3.GradientControllerConfig.MinimumRTTCalculationParams': needs(
    (m) => has(m, 'interval') || has(m, 'fixed_value'),
    undefined,
    'interval or fixed_value is needed.',
  ),
  'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext': needs(
    (m) =>
      text(m, 'ocsp_staple_policy') !== 'MUST_STAPLE' ||
      children(child(m, 'common_tls_context'), 'tls_certificates').every((c) => has(c, 'ocsp_staple')),
    'ocsp_staple_policy',
    'MUST_STAPLE needs an OCSP response beside every certificate.',
  ),
  'envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig': openTelemetry,
  'envoy.extensions.filters.network.dubbo_proxy.v3.RouteMatch': needs((m) => has(m, 'method'), undefined, 'A match needs a method.'),
  'envoy.extensions.filters.network.dubbo_proxy.v3.MethodMatch': needs(
    (m) => has(m, 'name') || has(m, 'params_match'),
    undefined,
    'A method match needs a matcher.',
  ),
  'envoy.extensions.filters.http.thrift_to_metadata.v3.Rule': needs(
    (m) => child(m, 'on_missing') === undefined || has(child(m, 'on_missing') as Message, 'value'),
    'on_missing',
    'on_missing needs a value.',
  ),
};
