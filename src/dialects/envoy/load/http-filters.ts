// What single HTTP filters refuse when they are made: settings that need each other, rules without an effect, expressions.
import { expressionProblem } from '../expressions.ts';
import { dataSource } from '../hcm/reply.ts';
import { looseContentOf } from '../impact/equal.ts';
import { child, children, chosen, flag, has, isMessage, type Message, mapOf, numbers, text, texts, whole } from '../schema/message.ts';
import type { Problems } from '../schema/problem.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';
import { luaProblem } from './lua.ts';
import { knownCluster } from './program.ts';
import { needNode } from './sources.ts';

const HTTP = 'envoy.extensions.filters.http.';

const count = (m: Message, ...fields: readonly string[]): number => fields.filter((field) => has(m, field)).length;

const admission: Check = (m, x) => {
  const threshold = child(m, 'sr_threshold');
  const value = Number(child(threshold, 'default_value')?.fields.get('value')?.value ?? 0);
  if (threshold !== undefined && value < 1) x.bad('bad-threshold', m, 'sr_threshold', 'sr_threshold is at least 1 percent.');
};

const extProc: Check = (m, x) => {
  if (count(m, 'grpc_service', 'http_service') !== 1)
    x.bad('one-service', m, undefined, 'Exactly one of grpc_service and http_service is needed.');
  processingMode(child(m, 'processing_mode'), has(m, 'http_service'), x);
  if (flag(m, 'disable_clear_route_cache') && text(m, 'route_cache_action', 'DEFAULT') !== 'DEFAULT')
    x.bad('both-given', m, 'route_cache_action', 'disable_clear_route_cache and route_cache_action exclude each other.');
  for (const field of ['request_attributes', 'response_attributes'])
    for (const expression of texts(m, field)) {
      const problem = expressionProblem(expression);
      if (problem !== undefined) x.bad('bad-expression', m, field, `Envoy does not load this expression: ${problem}`);
    }
};

function processingMode(mode: Message | undefined, overHttp: boolean, x: CheckContext): void {
  if (mode === undefined) return;
  for (const side of ['request', 'response']) {
    const body = text(mode, `${side}_body_mode`, 'NONE');
    const trailers = text(mode, `${side}_trailer_mode`, 'DEFAULT');
    if (body === 'FULL_DUPLEX_STREAMED' && trailers !== 'SEND')
      x.bad('incomplete', mode, `${side}_body_mode`, `FULL_DUPLEX_STREAMED needs ${side}_trailer_mode: SEND.`);
    if (overHttp && (body !== 'NONE' || trailers === 'SEND'))
      x.bad('bad-mode', mode, `${side}_body_mode`, 'Over HTTP neither bodies nor trailers can be sent to the processor.');
  }
}

const oauth2: Check = (m, x) => {
  if (flag(m, 'forward_bearer_token') && flag(m, 'preserve_authorization_header'))
    x.bad('both-given', m, 'preserve_authorization_header', 'forward_bearer_token and preserve_authorization_header exclude each other.');
};

const tap: Check = (m, x) => {
  if (!has(m, 'match') && !has(m, 'match_config')) x.bad('incomplete', m, undefined, 'What is tapped? match is missing.');
};

/** Rules that read something into metadata do something when it is there, or when it is not. */
const metadataRule: Check = (m, x) => {
  if (!['on_present', 'on_missing', 'on_error'].some((field) => has(m, field)))
    x.bad('no-action', m, undefined, 'A rule needs on_present or on_missing.');
};

const thriftToMetadata: Check = (m, x) => {
  if (children(m, 'request_rules').length + children(m, 'response_rules').length === 0)
    x.bad('incomplete', m, undefined, 'Rules for requests or for responses are needed.');
  if (text(m, 'protocol') === 'TWITTER') x.bad('not-supported', m, 'protocol', 'The protocol TWITTER is not supported here.');
};

const localRateLimit: Check = (m, x) => {
  const local = text(child(x.configuration.bootstrap, 'cluster_manager') ?? m, 'local_cluster_name');
  if (has(m, 'local_cluster_rate_limit') && local === '')
    x.bad(
      'incomplete',
      m,
      'local_cluster_rate_limit',
      'local_cluster_rate_limit needs local_cluster_name in the cluster_manager of the bootstrap.',
    );
};

const composite: Check = (m, x) => {
  for (const [name, chain] of mapOf(m, 'named_filter_chains'))
    if (isMessage(chain) && children(chain, 'typed_config').length === 0)
      x.bad('empty-chain', m, 'named_filter_chains', `The filter chain ${name} has no filter.`);
};

const needs =
  (field: string, message: string): Check =>
  (m, x) => {
    if (!has(m, field)) x.bad('incomplete', m, undefined, message);
  };

const users: Check = (m, x) => {
  const source = child(m, 'users');
  if (source === undefined) x.bad('incomplete', m, undefined, 'users is missing.');
  else if (chosen(source, 'specifier') === 'inline_string' && text(source, 'inline_string') === '')
    x.bad('htpasswd', source, undefined, 'The list of users is empty.');
};

/** The address of a key set is a whole URL. */
const remoteKeys: Check = (m, x) => {
  const uri = child(m, 'http_uri');
  if (uri !== undefined && !/^https?:\/\/[^/?#]+/i.test(text(uri, 'uri')))
    x.bad('bad-uri', uri, 'uri', `${JSON.stringify(text(uri, 'uri'))} is no absolute URL.`);
};

const RUNTIMES = new Set(['envoy.wasm.runtime.v8', 'envoy.wasm.runtime.null']);

/** Code that is no WebAssembly, or nobody runs, or that says nothing of the interface it was made for. No policy for failures helps here. */
const wasmPlugin: Check = (m, x) => {
  if (has(m, 'fail_open') && has(m, 'failure_policy'))
    x.bad('both-given', m, 'failure_policy', 'fail_open and failure_policy exclude each other.');
  const vm = child(m, 'vm_config');
  const code = child(vm, 'code');
  if (vm === undefined || code === undefined) {
    x.bad('incomplete', vm ?? m, undefined, 'A Wasm plugin needs code: vm_config.code.');
    return;
  }
  const runtime = text(vm, 'runtime', 'envoy.wasm.runtime.v8');
  if (!RUNTIMES.has(runtime)) x.bad('no-implementation', vm, 'runtime', `No Wasm runtime is called ${JSON.stringify(runtime)}.`);
  const local = child(code, 'local');
  if (local === undefined || !['inline_bytes', 'inline_string'].some((field) => has(local, field))) return;
  const bytes = local.fields.get('inline_bytes')?.value;
  const module = bytes instanceof Uint8Array ? new TextDecoder('latin1').decode(bytes) : text(local, 'inline_string');
  if (runtime === 'envoy.wasm.runtime.null')
    x.bad('bad-code', vm, 'code', `This build of Envoy has no null plugin ${JSON.stringify(module.slice(0, 40))}.`);
  else if (!module.startsWith('\0asm') || !module.includes('proxy_abi_version_'))
    x.bad('bad-code', vm, 'code', 'The code is no WebAssembly module that exports a proxy_abi_version.');
};

const NOTHING: ReadonlySet<string> = new Set();
const caches = new WeakMap<Problems, Map<string, Message>>();

/** DNS caches of one name are one cache, so they are configured alike. */
const dnsCache: Check = (m, x) => {
  const known = caches.get(x.problems) ?? new Map<string, Message>();
  caches.set(x.problems, known);
  const name = text(m, 'name');
  const other = known.get(name);
  if (other === undefined) known.set(name, m);
  else if (looseContentOf(other, NOTHING) !== looseContentOf(m, NOTHING))
    x.bad('different-cache', m, undefined, `The DNS cache ${JSON.stringify(name)} is configured in another way elsewhere.`);
};

const celMatcher: Check = (m, x) => {
  const expression = child(m, 'expr_match');
  if (expression !== undefined && !['parsed_expr', 'checked_expr', 'cel_expr_parsed', 'cel_expr_checked'].some((f) => has(expression, f)))
    x.bad(
      'bad-expression',
      expression,
      undefined,
      'Envoy takes an expression here as a tree (cel_expr_parsed or cel_expr_checked), not as text.',
    );
};

/** OpenTelemetry logs hold texts, lists and maps of them. */
const logValue: Check = (m, x) => {
  const isEntry = m.type.name.endsWith('.KeyValue');
  const value = isEntry ? child(m, 'value') : m;
  if (!x.parents.some((p) => p.type.name.endsWith('.OpenTelemetryAccessLogConfig'))) return;
  if (value === undefined || !['string_value', 'kvlist_value', 'array_value'].some((f) => has(value, f)))
    x.bad('bad-value', m, undefined, 'A value of an OpenTelemetry log is a text, a list or a map of them.');
};

const openTelemetryLog: Check = (m, x) => {
  const common = child(m, 'common_config');
  if (count(m, 'grpc_service', 'http_service') === 0 && (common === undefined || !has(common, 'grpc_service')))
    x.bad('incomplete', m, undefined, 'Where do logs go? grpc_service or http_service is missing.');
};

const openTelemetryTracer: Check = (m, x) => {
  if (count(m, 'grpc_service', 'http_service', 'exporter') !== 1)
    x.bad('one-service', m, undefined, 'Exactly one of grpc_service, http_service and exporter is needed.');
};

const script = (m: Message, field: string, source: Message | undefined, x: CheckContext): void => {
  if (source === undefined || !['inline_string', 'inline_bytes'].includes(chosen(source, 'specifier') ?? '')) return;
  const problem = luaProblem(dataSource(source));
  if (problem !== undefined) x.bad('bad-script', m, field, `Envoy does not load this Lua source: ${problem}.`);
};

const lua: Check = (m, x) => {
  if (has(m, 'inline_code')) {
    const problem = luaProblem(text(m, 'inline_code'));
    if (problem !== undefined) x.bad('bad-script', m, 'inline_code', `Envoy does not load this Lua source: ${problem}.`);
  }
  for (const field of ['default_source_code', 'source_code']) script(m, field, child(m, field), x);
  for (const source of mapOf(m, 'source_codes').values()) if (isMessage(source)) script(m, 'source_codes', source, x);
};

/** A script that must define a function of this name. */
const luaFunction =
  (name: string): Check =>
  (m, x) => {
    const source = child(m, 'source_code');
    if (source === undefined || !['inline_string', 'inline_bytes'].includes(chosen(source, 'specifier') ?? '')) return;
    const problem = luaProblem(dataSource(source));
    const defined = new RegExp(`\\bfunction\\s+${name}\\s*\\(|\\b${name}\\s*=`).test(dataSource(source));
    if (problem !== undefined) x.bad('bad-script', m, 'source_code', `Envoy does not load this Lua source: ${problem}.`);
    else if (!defined) x.bad('bad-script', m, 'source_code', `This Lua source defines no function ${name}.`);
  };

/** Which function is asked: its account, region and name stand in seven parts at least. */
const arn: Check = (m, x) => {
  const parts = text(m, 'arn').split(':');
  if (has(m, 'arn') && (parts[0] !== 'arn' || parts.length < 7))
    x.bad(
      'bad-value',
      m,
      'arn',
      `${JSON.stringify(text(m, 'arn'))} is no ARN of a function (arn:aws:lambda:region:account:function:name).`,
    );
};

/** Statuses from 100 to 600, the end not among them. */
const statuses: Check = (m, x) => {
  for (const range of children(m, 'http_success_status')) {
    const start = whole(range, 'start');
    const end = whole(range, 'end');
    if (start < 100 || end > 600 || start > end)
      x.bad('bad-status', range, undefined, `From ${start} to ${end} is no range of HTTP statuses.`);
  }
};

export const httpFilterChecks: CheckTable = {
  [`${HTTP}admission_control.v3.AdmissionControl.SuccessCriteria.GrpcCriteria`]: (m, x) => {
    const bad = numbers(m, 'grpc_success_status').find((code) => code > 16);
    if (bad !== undefined) x.bad('bad-status', m, 'grpc_success_status', `${bad} is no status of gRPC (0 to 16).`);
  },
  [`${HTTP}aws_lambda.v3.Config`]: arn,
  [`${HTTP}ip_tagging.v3.IPTagging`]: (m, x) => {
    if (children(m, 'ip_tags').length === 0 && !has(m, 'ip_tags_datasource'))
      x.bad('incomplete', m, undefined, 'Which addresses get which tags? ip_tags is missing.');
  },
  'envoy.extensions.access_loggers.filters.process_ratelimit.v3.ProcessRateLimitFilter': needs(
    'dynamic_config',
    'dynamic_config is needed.',
  ),
  'envoy.extensions.string_matcher.lua.v3.Lua': luaFunction('envoy_match'),
  'envoy.extensions.router.cluster_specifiers.lua.v3.LuaConfig': luaFunction('envoy_on_route'),
  'envoy.extensions.access_loggers.stats.v3.Config': (m, x) => {
    if (count(m, 'stat_prefix', 'stats_scope') !== 1)
      x.bad('incomplete', m, undefined, 'Exactly one of stat_prefix and stats_scope is needed.');
  },
  'envoy.extensions.access_loggers.fluentd.v3.FluentdAccessLogConfig': (m, x) => knownCluster(m, 'cluster', x),
  [`${HTTP}lua.v3.Lua`]: lua,
  [`${HTTP}lua.v3.LuaPerRoute`]: lua,
  [`${HTTP}admission_control.v3.AdmissionControl.SuccessCriteria.HttpCriteria`]: statuses,
  [`${HTTP}admission_control.v3.AdmissionControl`]: admission,
  [`${HTTP}ext_proc.v3.ExternalProcessor`]: extProc,
  [`${HTTP}oauth2.v3.OAuth2Config`]: oauth2,
  'envoy.config.tap.v3.TapConfig': tap,
  [`${HTTP}json_to_metadata.v3.JsonToMetadata.Rule`]: metadataRule,
  [`${HTTP}thrift_to_metadata.v3.Rule`]: metadataRule,
  [`${HTTP}thrift_to_metadata.v3.ThriftToMetadata`]: thriftToMetadata,
  [`${HTTP}local_ratelimit.v3.LocalRateLimit`]: localRateLimit,
  [`${HTTP}composite.v3.Composite`]: composite,
  [`${HTTP}on_demand.v3.OnDemandCds`]: (m, x) => {
    if (!has(m, 'source')) needNode('Clusters on demand', m, x);
  },
  [`${HTTP}composite.v3.DynamicConfig`]: (m, x) => {
    if (!has(m, 'config_discovery')) needNode('A filter that is delivered', m, x);
  },
  [`${HTTP}basic_auth.v3.BasicAuth`]: users,
  [`${HTTP}jwt_authn.v3.RemoteJwks`]: remoteKeys,
  'envoy.extensions.wasm.v3.PluginConfig': wasmPlugin,
  [`${HTTP}wasm.v3.Wasm`]: needs('config', 'A Wasm plugin needs config.'),
  'envoy.extensions.access_loggers.wasm.v3.WasmAccessLog': needs('config', 'A Wasm plugin needs config.'),
  'envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig': dnsCache,
  'xds.type.matcher.v3.CelMatcher': celMatcher,
  'opentelemetry.proto.common.v1.KeyValue': logValue,
  'envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig': openTelemetryLog,
  'envoy.config.trace.v3.OpenTelemetryConfig': openTelemetryTracer,
  'envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor': (
    m,
    x,
  ) => {
    if (chosen(m, 'extract_type') === undefined) x.bad('incomplete', m, undefined, 'What of the header? index or element is needed.');
  },
  'envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit': needs('max_connections', 'max_connections is needed.'),
};
