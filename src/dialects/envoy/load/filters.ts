// HTTP and network filters: the terminal filter last, and what each filter's own configuration must agree on.

import { parseKeySet } from '../../../http/jws.ts';
import { conditionProblem } from '../expressions.ts';
import { dataSource } from '../hcm/reply.ts';
import {
  anyOf,
  child,
  children,
  chosen,
  dataOf,
  flag,
  has,
  isMessage,
  type Message,
  mapOf,
  milliseconds,
  text,
  whole,
} from '../schema/message.ts';
import { strictKeySet } from '../steps/key-set.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

const HTTP = 'envoy.extensions.filters.http.';
const TERMINAL_HTTP = /\.(router|upstream_codec|mcp_router)\.v3\./;
const TERMINAL_NETWORK =
  /\.(http_connection_manager|tcp_proxy|redis_proxy|thrift_proxy|dubbo_proxy|generic_proxy|echo|direct_response|reverse_tunnel)\./;

const typeOf = (m: Message): string => anyOf(m, 'typed_config')?.type ?? '';

/** A module says itself that it takes over; all others do by their kind. */
const isTerminal = (m: Message, kinds: RegExp): boolean =>
  kinds.test(typeOf(m)) || (typeOf(m).includes('.dynamic_modules.') && flag(anyOf(m, 'typed_config')?.message ?? m, 'terminal_filter'));

/** Of a list of HTTP filters the last is the router and no other. */
function checkHttpFilters(m: Message, field: string, x: CheckContext): void {
  const list = children(m, field);
  for (const [i, filter] of list.entries()) {
    if (has(filter, 'config_discovery') || typeOf(filter) === '') continue;
    const terminal = isTerminal(filter, TERMINAL_HTTP);
    const last = i === list.length - 1;
    if (terminal && !last)
      x.bad('filter-after-router', filter, undefined, `${text(filter, 'name')} answers every request, so it must be the last HTTP filter.`);
    if (!terminal && last)
      x.bad('no-router', filter, undefined, `The last HTTP filter must be the router; ${text(filter, 'name')} is not.`);
    if (terminal && last && flag(filter, 'disabled'))
      x.bad('router-disabled', filter, 'disabled', 'The last HTTP filter cannot be disabled.');
  }
}

const hcm: Check = (m, x) => {
  checkHttpFilters(m, 'http_filters', x);
  for (const upgrade of children(m, 'upgrade_configs')) checkHttpFilters(upgrade, 'filters', x);
  const upgrades = children(m, 'upgrade_configs').map((u) => text(u, 'upgrade_type').toLowerCase());
  if (new Set(upgrades).size !== upgrades.length)
    x.bad('upgrade-twice', m, 'upgrade_configs', 'An upgrade type stands twice (case does not count).');
  const detects = children(m, 'original_ip_detection_extensions').length > 0;
  if (detects && flag(m, 'use_remote_address'))
    x.bad(
      'two-addresses',
      m,
      'original_ip_detection_extensions',
      'original_ip_detection_extensions and use_remote_address exclude each other.',
    );
  if (detects && whole(m, 'xff_num_trusted_hops') > 0)
    x.bad('two-addresses', m, 'xff_num_trusted_hops', 'original_ip_detection_extensions and xff_num_trusted_hops exclude each other.');
  if (has(m, 'access_log_flush_interval') && has(m, 'access_log_options'))
    x.bad('two-flushes', m, 'access_log_flush_interval', 'access_log_flush_interval and access_log_options exclude each other.');
  const common = child(m, 'common_http_protocol_options');
  if (common !== undefined && has(common, 'max_response_headers_kb'))
    x.bad('wrong-place', common, 'max_response_headers_kb', 'max_response_headers_kb is for clusters, not for the connection manager.');
  const strips = has(m, 'strip_any_host_port') && flag(m, 'strip_matching_host_port');
  if (strips && flag(m, 'strip_any_host_port'))
    x.bad('two-strips', m, 'strip_any_host_port', 'strip_any_host_port and strip_matching_host_port exclude each other.');
};

const chain: Check = (m, x) => {
  const list = children(m, 'filters');
  for (const [i, filter] of list.entries()) {
    const type = typeOf(filter);
    if (type === '' || has(filter, 'config_discovery')) continue;
    const terminal = isTerminal(filter, TERMINAL_NETWORK);
    const last = i === list.length - 1;
    if (terminal && !last)
      x.bad(
        'filter-after-terminal',
        filter,
        undefined,
        `${text(filter, 'name')} takes the connection over, so it must be the last network filter.`,
      );
    if (!terminal && last && /\.filters\.network\./.test(type))
      x.bad(
        'no-terminal-filter',
        filter,
        undefined,
        `The last network filter must take the connection over; ${text(filter, 'name')} does not.`,
      );
  }
};

const rbac: Check = (m, x) => {
  for (const [name, policy] of mapOf(m, 'policies')) {
    if (!isMessage(policy)) continue;
    const condition = child(policy, 'condition');
    const problem = condition === undefined ? undefined : conditionProblem(condition, child(policy, 'cel_config'));
    if (problem !== undefined)
      x.bad('bad-expression', policy, 'condition', `Envoy does not load the condition of policy ${name}: ${problem}`);
  }
};

const portRange: Check = (m, x) => {
  if (!x.parents[0]?.type.name.startsWith('envoy.config.rbac.')) return;
  const start = whole(m, 'start');
  const end = whole(m, 'end');
  if (start < 0 || start > 65536) x.bad('port-range', m, 'start', `${start} is no port.`);
  else if (end < 0 || end > 65536) x.bad('port-range', m, 'end', `${end} is no port.`);
  else if (start >= end) x.bad('port-range', m, 'end', `The range ${start} to ${end} (exclusive) is empty.`);
};

const jwt: Check = (m, x) => {
  const providers = mapOf(m, 'providers');
  const requirements = mapOf(m, 'requirement_map');
  const need = (name: string, at: Message, field: string): void => {
    if (!providers.has(name)) x.bad('unknown-provider', at, field, `No provider ${JSON.stringify(name)} is configured.`);
  };
  const walk = (r: Message | undefined): void => {
    if (r === undefined) return;
    if (has(r, 'provider_name')) need(text(r, 'provider_name'), r, 'provider_name');
    const audiences = child(r, 'provider_and_audiences');
    if (audiences !== undefined) need(text(audiences, 'provider_name'), audiences, 'provider_name');
    for (const list of ['requires_any', 'requires_all']) for (const inner of children(child(r, list), 'requirements')) walk(inner);
  };
  for (const rule of children(m, 'rules')) {
    walk(child(rule, 'requires'));
    const name = text(rule, 'requirement_name');
    if (name !== '' && !requirements.has(name))
      x.bad('unknown-requirement', rule, 'requirement_name', `No requirement ${JSON.stringify(name)} is in requirement_map.`);
  }
  for (const r of requirements.values()) if (isMessage(r)) walk(r);
  for (const [name, provider] of providers) if (isMessage(provider)) checkKeys(name, provider, x);
};

const KEY_TYPES = new Set(['RSA', 'EC', 'oct', 'OKP']);

function checkKeys(name: string, provider: Message, x: CheckContext): void {
  const local = child(provider, 'local_jwks');
  if (local === undefined || chosen(local, 'specifier') === 'filename' || chosen(local, 'specifier') === 'environment_variable') return;
  const keys = parseKeySet(strictKeySet(dataSource(local)));
  if (keys === undefined) x.bad('bad-keys', provider, 'local_jwks', `The key set of provider ${name} is no JSON object with a list keys.`);
  else if (keys.filter((k) => KEY_TYPES.has(k.kty)).length === 0)
    x.bad('bad-keys', provider, 'local_jwks', `The key set of provider ${name} has no key that can be used.`);
}

const basicAuth: Check = (m, x) => {
  const source = child(m, 'users');
  if (source === undefined || !['inline_string', 'inline_bytes'].includes(chosen(source, 'specifier') ?? '')) return;
  const names = new Set<string>();
  for (const line of dataSource(source).split('\n')) {
    const plain = line.trim();
    if (plain === '' || plain.startsWith('#')) continue;
    const colon = plain.indexOf(':');
    const name = plain.slice(0, Math.max(0, colon));
    const hash = plain.slice(colon + 1);
    if (colon < 0) x.bad('htpasswd', m, 'users', 'A line of users has no colon between name and password.');
    else if (name === '' || hash === '') x.bad('htpasswd', m, 'users', 'A line of users has an empty name or password.');
    else if (names.has(name)) x.bad('htpasswd', m, 'users', `User ${name} stands twice.`);
    else if (!hash.startsWith('{SHA}')) x.bad('htpasswd', m, 'users', `The password of ${name} must be a {SHA} hash.`);
    else if (hash.length !== 33) x.bad('htpasswd', m, 'users', `The {SHA} hash of ${name} is not 28 characters long.`);
    names.add(name);
  }
};

const headerToMetadata: Check = (m, x) => {
  const header = has(m, 'header');
  const cookie = has(m, 'cookie');
  if (header && cookie) x.bad('header-and-cookie', m, 'cookie', 'header and cookie exclude each other.');
  if (!header && !cookie) x.bad('no-source', m, undefined, 'A rule needs header or cookie.');
  const missing = child(m, 'on_header_missing');
  if (missing !== undefined && !has(missing, 'value')) x.bad('no-value', m, 'on_header_missing', 'on_header_missing needs a value.');
  if (!has(m, 'on_header_present') && missing === undefined)
    x.bad('no-action', m, undefined, 'A rule needs on_header_present or on_header_missing.');
};

const localRateLimit: Check = (m, x) => {
  const seen = new Set<string>();
  for (const d of children(m, 'descriptors')) {
    const key = children(d, 'entries')
      .map((e) => `${text(e, 'key')}=${text(e, 'value')}`)
      .join('|');
    if (seen.has(key)) x.bad('duplicate-descriptor', d, undefined, `Descriptor ${key} stands twice.`);
    seen.add(key);
  }
};

const tokenBucket: Check = (m, x) => {
  const interval = milliseconds(m, 'fill_interval');
  const local = x.parents.some((p) => /local_?ratelimit/i.test(p.type.name));
  if (local && interval !== undefined && interval < 50)
    x.bad('fast-bucket', m, 'fill_interval', 'A local token bucket cannot be filled more often than every 50 ms.');
};

const keySource: Check = (m, x) => {
  if (!has(m, 'header') && !has(m, 'query') && !has(m, 'cookie'))
    x.bad('no-source', m, undefined, 'A key source needs header, query or cookie.');
};

export const filterChecks: CheckTable = {
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager': hcm,
  'envoy.config.listener.v3.FilterChain': chain,
  'envoy.config.rbac.v3.RBAC': rbac,
  'envoy.type.v3.Int32Range': portRange,
  [`${HTTP}jwt_authn.v3.JwtAuthentication`]: jwt,
  [`${HTTP}basic_auth.v3.BasicAuth`]: basicAuth,
  [`${HTTP}basic_auth.v3.BasicAuthPerRoute`]: basicAuth,
  [`${HTTP}header_to_metadata.v3.Config.Rule`]: headerToMetadata,
  [`${HTTP}local_ratelimit.v3.LocalRateLimit`]: localRateLimit,
  [`${HTTP}api_key_auth.v3.KeySource`]: keySource,
  [`${HTTP}health_check.v3.HealthCheck`]: (m, x) => {
    if (has(m, 'cache_time') && !flag(m, 'pass_through_mode'))
      x.bad('useless-cache', m, 'cache_time', 'cache_time needs pass_through_mode.');
  },
  [`${HTTP}cdn_loop.v3.CdnLoopConfig`]: (m, x) => {
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z:[\]]+$/.test(text(m, 'cdn_id')))
      x.bad('cdn-id', m, 'cdn_id', `${JSON.stringify(text(m, 'cdn_id'))} is no CDN identifier.`);
  },
  [`${HTTP}ext_authz.v3.HttpService`]: (m, x) => {
    if (has(m, 'path_prefix') && !text(m, 'path_prefix').startsWith('/'))
      x.bad('path-prefix', m, 'path_prefix', 'path_prefix begins with /.');
  },
  'envoy.config.core.v3.KeyValueMutation': (m, x) => {
    if (has(m, 'append') && has(m, 'remove')) x.bad('append-and-remove', m, 'remove', 'append and remove exclude each other.');
    const record = child(child(m, 'append'), 'record');
    if (record !== undefined && typeof dataOf(record, 'value') !== 'string')
      x.bad('no-value', record, 'value', 'The value of a parameter is a string.');
  },
  'envoy.type.v3.TokenBucket': tokenBucket,
  'envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue': (m, x) => {
    const factory = text(m, 'factory_key') || text(m, 'object_key');
    const known = x.schema.extensions.some((e) => e.category === 'filter_state.object' && e.name === factory);
    if (factory !== '' && !known)
      x.bad(
        'no-factory',
        m,
        'object_key',
        `${JSON.stringify(factory)} makes no filter state object; give factory_key, such as envoy.string.`,
      );
  },
};
