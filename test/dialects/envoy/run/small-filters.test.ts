// csrf and rbac: which requests pass, what they count, and what they leave in dynamic metadata.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const EXT = 'type.googleapis.com/envoy.extensions';
const LOG = `access_log: [{name: l, typed_config: {"@type": ${EXT}.access_loggers.stream.v3.StdoutAccessLog, log_format: {text_format_source: {inline_string: "%DYNAMIC_METADATA(envoy.filters.http.rbac)% %DYNAMIC_METADATA(envoy.common)%\\n"}}}}]`;
const chain = (items: string, more = ''): string =>
  gateway(`${LOG}\nroute_config:\n${indent(routes('- {name: r, match: {prefix: /}, route: {cluster: a}}') + more, 2)}\n${filters(items)}`);

describe('csrf', () => {
  const csrf = (config: string): string =>
    chain(`- name: csrf\n  typed_config: {"@type": ${EXT}.filters.http.csrf.v3.CsrfPolicy, ${config}}`);
  const ON = 'filter_enabled: {default_value: {numerator: 100}}';
  const from = (...headers: [string, string][]): SampleRequest => ({ method: 'POST', host: 'shop.test', headers });
  const status = async (request: SampleRequest, config = ON): Promise<number | undefined> => (await ask(csrf(config), request)).status;

  it.each([
    ['a read', { method: 'GET', host: 'shop.test', headers: [['origin', 'http://evil.test']] }, 200],
    ['the own origin', from(['origin', 'https://shop.test']), 200],
    ['one with a user', from(['origin', 'https://me@shop.test']), 200],
    ['a bare host', from(['origin', 'shop.test']), 200],
    ['another case', from(['origin', 'https://SHOP.test']), 403],
    ['another port', from(['origin', 'https://shop.test:8443']), 403],
    ['another host', from(['origin', 'https://evil.test']), 403],
    ['the referer where there is no origin', from(['referer', 'https://shop.test/cart?a=1']), 200],
    ['no origin at all', from(), 403],
    ['an origin that the browser hides, whatever the referer says', from(['origin', 'null'], ['referer', 'https://shop.test/']), 403],
  ] satisfies [string, SampleRequest, number][])('answers %s', async (_, request, wanted) => {
    expect(await status(request)).toBe(wanted);
  });
  it('knows more origins, and counts each kind', async () => {
    const config = `${ON}, additional_origins: [{suffix: .partner.test}]`;
    const counted = async (request: SampleRequest) =>
      Object.keys((await ask(csrf(config), request)).counters ?? {}).filter((name) => name.includes('csrf'));
    expect(await counted(from(['origin', 'https://a.partner.test']))).toEqual(['http.in.csrf.request_valid']);
    expect(await counted(from(['origin', 'https://evil.test']))).toEqual(['http.in.csrf.request_invalid']);
    expect(await counted(from())).toEqual(['http.in.csrf.missing_source_origin']);
  });
  it('only counts in its shadow', async () => {
    const config = 'filter_enabled: {default_value: {numerator: 0}}, shadow_enabled: {default_value: {numerator: 100}}';
    const decision = await ask(csrf(config), from(['origin', 'https://evil.test']));
    expect(decision).toMatchObject({ status: 200, counters: { 'http.in.csrf.request_invalid': 1 } });
  });
});

const RULES = (action: string, ...names: string[]): string =>
  `{action: ${action}, policies: {${names.map((n) => `${n}: {permissions: [{header: {name: x-p, string_match: {exact: ${n}}}}], principals: [{any: true}]}`).join(', ')}}}`;

describe('rbac', () => {
  const rbac = (config: string): string => chain(`- name: rbac\n  typed_config: {"@type": ${EXT}.filters.http.rbac.v3.RBAC, ${config}}`);
  const asked = (value: string): SampleRequest => ({ headers: [['x-p', value]] });

  it('puts the prefixes of its rules before what it counts and notes', async () => {
    const text = rbac(
      `rules_stat_prefix: own_, shadow_rules_stat_prefix: sh_, rules: ${RULES('ALLOW', 'a', 'b')}, shadow_rules: ${RULES('DENY', 'b')}`,
    );
    const decision = await ask(text, asked('b'));
    expect(decision).toMatchObject({ status: 200, counters: { 'http.in.rbac.own_.allowed': 1, 'http.in.rbac.sh_.shadow_denied': 1 } });
    expect(decision.accessLog).toEqual([
      '{"own_enforced_effective_policy_id":"b","own_enforced_engine_result":"allowed","sh_shadow_effective_policy_id":"b","sh_shadow_engine_result":"denied"} -',
    ]);
  });
  it('takes a prefix that ends in a dot for the whole of a name', async () => {
    const text = rbac(`shadow_rules_stat_prefix: sh., shadow_rules: ${RULES('ALLOW', 'a')}`);
    expect((await ask(text, asked('c'))).counters).toMatchObject({ 'http.in.rbac.sh.shadow_denied': 1 });
  });
  it('notes no policy where none fits, and blocks nothing by its shadow', async () => {
    const decision = await ask(rbac(`shadow_rules: ${RULES('ALLOW', 'a')}`), asked('c'));
    expect(decision).toMatchObject({ status: 200, accessLog: ['{"shadow_engine_result":"denied"} -'] });
  });
  it('tells access logs whether to write, where an action of its matcher is to log', async () => {
    const action = (name: string, kind: string): string =>
      `{action: {name: act, typed_config: {"@type": type.googleapis.com/envoy.config.rbac.v3.Action, name: ${name}, action: ${kind}}}}`;
    const input = `{name: in, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput, header_name: x-p}}`;
    const tree = (second: string): string =>
      rbac(`matcher: {matcher_tree: {input: ${input}, exact_match_map: {map: {a: ${action('pa', 'ALLOW')}, b: ${action('pb', second)}}}}}`);
    const hint = async (text: string, value: string) => (await ask(text, asked(value))).accessLog?.[0]?.split(' ')[1];
    expect(await hint(tree('LOG'), 'a')).toBe('{"access_log_hint":false}');
    expect(await hint(tree('LOG'), 'b')).toBe('{"access_log_hint":true}');
    expect(await hint(tree('DENY'), 'a')).toBe('-');
  });
});

describe('subsets', () => {
  const endpoint = (n: number, v: string, s: string): string =>
    `{endpoint: {address: {socket_address: {address: 10.0.0.${n}, port_value: 80}}}, metadata: {filter_metadata: {envoy.lb: {v: "${v}", s: ${s}}}}}`;
  const subsets = (selectors: string, wanted: string): string => `static_resources:
  listeners:
  - name: l
    address: {socket_address: {address: 0.0.0.0, port_value: 10000}}
    filter_chains:
    - filters:
      - name: http
        typed_config:
          "@type": ${EXT}.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: in
          route_config: {name: t, virtual_hosts: [{name: v, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: c, metadata_match: {filter_metadata: {envoy.lb: ${wanted}}}}}]}]}
          http_filters: [{name: router, typed_config: {"@type": ${EXT}.filters.http.router.v3.Router}}]
  clusters:
  - name: c
    lb_subset_config: {fallback_policy: NO_FALLBACK, subset_selectors: [${selectors}]}
    load_assignment: {cluster_name: c, endpoints: [{lb_endpoints: [${endpoint(1, '1', 'prod')}, ${endpoint(2, '2', 'prod')}, ${endpoint(3, '1', 'dev')}]}]}`;
  const FEWER = '{keys: [v, s], fallback_policy: KEYS_SUBSET, fallback_keys_subset: [s]}';
  const eligible = async (selectors: string, wanted: string) => {
    const { backends, status } = await ask(subsets(selectors, wanted));
    return status === 200 ? backends?.[0]?.endpoints : status;
  };
  it('are searched again with fewer keys where a selector falls back to some of them', async () => {
    expect(await eligible(`${FEWER}, {keys: [s]}`, '{v: "2", s: prod}')).toEqual(['10.0.0.2:80']);
    expect(await eligible(`${FEWER}, {keys: [s]}`, '{v: "9", s: prod}')).toEqual(['10.0.0.1:80', '10.0.0.2:80']);
    expect(await eligible(`${FEWER}, {keys: [s]}`, '{v: "9", s: test}')).toBe(503);
  });
  it('count both searches', async () => {
    const { counters } = await ask(subsets(`${FEWER}, {keys: [s]}`, '{v: "9", s: dev}'));
    expect(counters).toMatchObject({ 'cluster.c.lb_subsets_selected': 1 });
  });
});
