// Routes: clusters that exist, combinations that exclude each other, patterns that compile, domains that are unique.

import { once } from '../compiled.ts';
import { regexProblem } from '../match/regex.ts';
import { asciiLower } from '../match/string-matcher.ts';
import { parseTemplate, rewriteProblem } from '../match/uri-template.ts';
import { anyOf, child, children, chosen, flag, has, type Message, optionalWhole, text, texts } from '../schema/message.ts';
import { runtimeOf } from '../world.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

/** validate_clusters: on for tables inside the static configuration, off for delivered ones. */
function checksClusters(x: CheckContext): boolean {
  const table = x.parents.find((p) => p.type.name === 'envoy.config.route.v3.RouteConfiguration');
  if (table === undefined || x.configuration.bare !== undefined) return false;
  if (has(table, 'validate_clusters')) return flag(table, 'validate_clusters');
  return !x.configuration.routes.some((r) => r.message === table);
}

function existing(name: string, kind: string, m: Message, field: string, x: CheckContext): void {
  if (name !== '' && checksClusters(x) && !x.staticClusters.has(name))
    x.bad(
      'unknown-cluster',
      m,
      field,
      `No ${kind} ${JSON.stringify(name)} is defined. Known: ${[...x.staticClusters].slice(0, 10).join(', ') || 'none'}.`,
    );
}

/** Routes in a matcher tree are not checked for their clusters. */
const inTree = (x: CheckContext): boolean => x.parents.some((p) => p.type.name.endsWith('.Matcher'));

const routeAction: Check = (m, x) => {
  if (!inTree(x)) existing(text(m, 'cluster'), 'cluster', m, 'cluster', x);
  const rewrites = ['prefix_rewrite', 'regex_rewrite', 'path_rewrite_policy', 'path_rewrite'].filter((f) => has(m, f));
  besideTemplate(m, x, 'path_rewrite_policy');
  if (rewrites.length > 1) x.bad('two-rewrites', m, rewrites[1], `${rewrites.join(' and ')} exclude each other.`);
  checkRewriteTemplate(m, x);
  const retry = child(m, 'retry_policy');
  if (retry !== undefined) checkBackOff(retry, x);
  const plugin = text(m, 'cluster_specifier_plugin');
  const table = x.parents.find((p) => p.type.name === 'envoy.config.route.v3.RouteConfiguration');
  if (
    has(m, 'cluster_specifier_plugin') &&
    table !== undefined &&
    !children(table, 'cluster_specifier_plugins').some((p) => text(child(p, 'extension') ?? p, 'name') === plugin)
  )
    x.bad(
      'unknown-plugin',
      m,
      'cluster_specifier_plugin',
      `No cluster specifier plugin ${JSON.stringify(plugin)} is defined in the route configuration.`,
    );
  const upgrades = children(m, 'upgrade_configs').map((u) => text(u, 'upgrade_type').toLowerCase());
  if (new Set(upgrades).size !== upgrades.length)
    x.bad('upgrade-twice', m, 'upgrade_configs', 'An upgrade type stands twice (case does not count).');
};

/** A prefix can be replaced only where one was matched. */
function besideTemplate(m: Message, x: CheckContext, instead: string): void {
  if (text(m, 'prefix_rewrite') !== '' && child(child(x.parents[0], 'match'), 'path_match_policy') !== undefined)
    x.bad('prefix-of-template', m, 'prefix_rewrite', `prefix_rewrite does not go with path_match_policy; use ${instead}.`);
}

function checkRewriteTemplate(m: Message, x: CheckContext): void {
  const rewrite = anyOf(child(m, 'path_rewrite_policy'), 'typed_config')?.message;
  if (rewrite === undefined || !has(rewrite, 'path_template_rewrite')) return;
  const match = child(x.parents[0], 'match');
  const typed = anyOf(child(match, 'path_match_policy'), 'typed_config')?.message;
  if (typed === undefined) {
    x.bad('rewrite-without-template', m, 'path_rewrite_policy', 'A URI template rewrite needs a URI template match.');
    return;
  }
  const parsed = parseTemplate(text(typed, 'path_template'));
  const problem = typeof parsed === 'string' ? undefined : rewriteProblem(parsed, text(rewrite, 'path_template_rewrite'));
  if (problem !== undefined) x.bad('bad-template', rewrite, 'path_template_rewrite', `This rewrite template is refused: ${problem}.`);
}

function checkBackOff(retry: Message, x: CheckContext): void {
  const back = child(retry, 'retry_back_off');
  const ms = (field: string): number | undefined => {
    const value = back?.fields.get(field)?.value;
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'duration'
      ? value.seconds * 1000 + value.nanos / 1e6
      : undefined;
  };
  const base = ms('base_interval');
  const most = ms('max_interval');
  if (base !== undefined && most !== undefined && most < base)
    x.bad('back-off', retry, 'retry_back_off', 'max_interval is shorter than base_interval.');
}

const weighted: Check = (m, x) => {
  if (x.parents[0]?.type.name !== 'envoy.config.route.v3.RouteAction') return; // others are read by programs of their own
  const list = children(m, 'clusters');
  const total = list.reduce((sum, c) => sum + (optionalWhole(c, 'weight') ?? 0), 0);
  if (total === 0) x.bad('no-weight', m, 'clusters', 'The weights add up to 0, so no cluster could be chosen.');
  if (total > 4294967295) x.bad('too-much-weight', m, 'clusters', 'The weights add up to more than 4294967295.');
  if (has(m, 'header_name') && flag(m, 'use_hash_policy'))
    x.bad('two-selectors', m, 'header_name', 'header_name and use_hash_policy exclude each other.');
  for (const c of list) {
    if (has(c, 'name') && has(c, 'cluster_header')) x.bad('two-names', c, 'cluster_header', 'name and cluster_header exclude each other.');
    else if (!has(c, 'name') && !has(c, 'cluster_header'))
      x.bad('no-name', c, undefined, 'A weighted cluster needs name or cluster_header.');
    else if (!inTree(x)) existing(text(c, 'name'), 'cluster', c, 'name', x);
    if (!has(c, 'weight')) x.bad('no-weight', c, undefined, 'A weighted cluster needs a weight.');
  }
};

const mirror: Check = (m, x) => {
  if (has(m, 'cluster') && has(m, 'cluster_header'))
    x.bad('two-names', m, 'cluster_header', 'cluster and cluster_header exclude each other.');
  else if (!has(m, 'cluster') && !has(m, 'cluster_header'))
    x.bad('no-name', m, undefined, 'A mirror policy needs cluster or cluster_header.');
  else if (x.parents[0] !== undefined && isMirrorUsed(x.parents[0])) existing(text(m, 'cluster'), 'cluster to mirror to', m, 'cluster', x);
};

const MIRRORS = 'request_mirror_policies';

/**
 * Whether what holds mirror policies is where a route finds them: by the policies of its own, else of its virtual host, else of the table.
 * Only there clusters are looked for. It may hold thousands, so it is looked at once.
 */
const isMirrorUsed = once((holder: Message): boolean => {
  const isWithout = (m: Message): boolean => children(m, MIRRORS).length === 0;
  const serves = (host: Message): boolean => children(host, 'routes').some((route) => isWithout(child(route, 'route') ?? route));
  if (holder.type.name === 'envoy.config.route.v3.VirtualHost') return serves(holder);
  if (holder.type.name !== 'envoy.config.route.v3.RouteConfiguration') return true;
  return children(holder, 'virtual_hosts').some((host) => isWithout(host) && serves(host));
});

const routeConfiguration: Check = (m, x) => {
  const seen = new Map<string, Message>();
  let star = false;
  for (const host of children(m, 'virtual_hosts'))
    for (const domain of texts(host, 'domains')) {
      const key = asciiLower(domain);
      if (key === '*') {
        if (star) x.bad('duplicate-domain', host, 'domains', 'Only one virtual host of a route configuration may have the domain *.');
        star = true;
      } else if (seen.has(key))
        x.bad(
          'duplicate-domain',
          host,
          'domains',
          `Domain ${domain} already belongs to virtual host ${text(seen.get(key) as Message, 'name')}.`,
        );
      seen.set(key, host);
    }
};

const regexMatcher: Check = (m, x) => {
  const level = runtimeOf(x.configuration.bootstrap).get('re2.max_program_size.error_level');
  const own = child(m, 'google_re2');
  const most = own === undefined ? undefined : optionalWhole(own, 'max_program_size');
  const problem = regexProblem(text(m, 'regex'), most ?? (typeof level === 'number' ? level : undefined));
  if (problem !== undefined) x.bad('bad-regex', m, 'regex', `RE2 does not take this pattern: ${problem}`);
};

const uriTemplate: Check = (m, x) => {
  const parsed = parseTemplate(text(m, 'path_template'));
  if (typeof parsed === 'string') x.bad('bad-template', m, 'path_template', `This URI template is refused: ${parsed}.`);
};

const ROUTE_INPUTS = /\.(HttpRequestHeaderMatchInput|FilterStateInput)$/;

const virtualHost: Check = (m, x) => {
  const matcher = child(m, 'matcher');
  if (matcher === undefined) return;
  if (children(m, 'routes').length > 0) x.bad('routes-and-matcher', m, 'matcher', 'routes and matcher exclude each other.');
  visitMatcher(matcher, x);
};

/** Route tables take header and filter state inputs, and end at a Route or RouteList. */
function visitMatcher(m: Message, x: CheckContext): void {
  for (const [field, { value }] of m.fields) {
    const typed = field === 'input' || field === 'action' ? anyOf(child(m, field), 'typed_config') : undefined;
    if (field === 'input' && typed !== undefined && !ROUTE_INPUTS.test(typed.type))
      x.bad('wrong-input', m, field, `A route table can look at request headers and filter state only, not at ${typed.type}.`);
    if (field === 'action') {
      if (typed !== undefined && !/\.(Route|RouteList)$/.test(typed.type))
        x.bad('wrong-action', m, field, `A route table ends at a Route or RouteList, not at ${typed.type}.`);
      continue;
    }
    if (field === 'keep_matching' && value === true) x.bad('keep-matching', m, field, 'keep_matching is not allowed in a route table.');
    if (field === 'value_match') regexOfXds(child(m, field), x);
    for (const inner of Array.isArray(value) ? value : value instanceof Map ? [...value.values()] : [value]) {
      if (typeof inner === 'object' && inner !== null && 'kind' in inner && inner.kind === 'message') visitMatcher(inner, x);
    }
  }
}

function regexOfXds(m: Message | undefined, x: CheckContext): void {
  const regex = child(m, 'safe_regex');
  if (regex?.type.name.startsWith('xds.') === true && !has(regex, 'google_re2'))
    x.bad('no-engine', regex, undefined, 'A regex of the matcher API needs google_re2: {}.');
}

export const routeChecks: CheckTable = {
  'envoy.config.route.v3.RouteConfiguration': routeConfiguration,
  'envoy.config.route.v3.VirtualHost': virtualHost,
  'envoy.config.route.v3.RouteAction': routeAction,
  'envoy.config.route.v3.WeightedCluster': weighted,
  'envoy.config.route.v3.RouteAction.RequestMirrorPolicy': mirror,
  'envoy.type.matcher.v3.RegexMatcher': regexMatcher,
  'envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig': uriTemplate,
  'envoy.config.route.v3.RedirectAction': (m, x) => {
    besideTemplate(m, x, 'regex_rewrite or path_rewrite');
    if (/[\r\n]/.test(text(m, 'host_redirect') + text(m, 'path_redirect')))
      x.bad('line-break', m, undefined, 'A redirect may not hold line breaks.');
  },
  'envoy.type.matcher.v3.StringMatcher': (m, x) => {
    if (flag(m, 'ignore_case') && chosen(m, 'match_pattern') === 'safe_regex')
      x.bad('ignore-case', m, 'ignore_case', 'ignore_case has no effect on safe_regex; write (?i) in the pattern.');
  },
  'envoy.config.route.v3.RetryPolicy': (m, x) => checkBackOff(m, x),
  'envoy.extensions.router.cluster_specifiers.priority_group.v3.ClusterWeight': (m, x) =>
    existing(text(m, 'cluster_name'), 'cluster', m, 'cluster_name', x),
  'envoy.config.route.v3.VirtualCluster': (m, x) => {
    if (children(m, 'headers').length === 0)
      x.bad('incomplete', m, undefined, 'A virtual cluster needs headers: which requests are its own?');
  },
};
