// What loads and is hardly meant, and what Envoy refuses: each named at its line.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { gateway, isValid, messagesOf, routes } from './support.ts';

const table = (items: string, more = ''): string => `route_config:
  name: main
${more}  virtual_hosts:
  - name: shop
    domains: ["*"]
    routes:
${items}
http_filters:
- name: envoy.filters.http.router
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}`;

describe('warnings', () => {
  it('names routes behind a catch-all', async () => {
    const text = routes(`- {match: {prefix: /}, route: {cluster: a}}
- {match: {path: /late}, route: {cluster: b}}`);
    expect(await messagesOf(text)).toEqual(['warning 7 envoy/shadowed-route']);
  });

  it('leaves a route alone that an earlier one takes only in part', async () => {
    const text = routes(`- {match: {prefix: /, headers: [{name: x, present_match: true}]}, route: {cluster: a}}
- {match: {prefix: /a}, route: {cluster: a}}
- {match: {prefix: /b}, route: {cluster: b}}`);
    expect(await messagesOf(text)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a longer prefix', '{prefix: /a}', '{prefix: /a/b}'],
    ['an exact path', '{prefix: /a}', '{path: /ab}'],
    ['the same path', '{path: /a}', '{path: /a}'],
    ['any case by any case', '{prefix: /A, case_sensitive: false}', '{prefix: /a/b}'],
    ['what is below', '{path_separated_prefix: /a}', '{prefix: /a/b}'],
    ['the same pattern', '{safe_regex: {regex: "/a/.*"}}', '{safe_regex: {regex: "/a/.*"}}'],
    ['a pattern by every path', '{prefix: /}', '{safe_regex: {regex: "/a/.*"}}'],
    [
      'a narrower one',
      '{prefix: /, headers: [{name: x, present_match: true}]}',
      '{prefix: /a, headers: [{name: x-b, present_match: true}, {name: x, present_match: true}]}',
    ],
  ])('finds that an earlier route takes all of a later: %s', async (_name, first, second) => {
    const text = routes(`- {match: ${first}, route: {cluster: a}}\n- {match: ${second}, route: {cluster: b}}`);
    expect((await messagesOf(text)).filter((m) => m.includes('shadowed'))).toEqual(['warning 7 envoy/shadowed-route']);
  });

  it.each<[string, string, string]>([
    ['a shorter prefix', '{prefix: /a/b}', '{prefix: /a}'],
    ['any case', '{prefix: /a}', '{prefix: /a/b, case_sensitive: false}'],
    ['what is not below', '{path_separated_prefix: /a}', '{prefix: /ab}'],
    ['a prefix that is partly below', '{path_separated_prefix: /a}', '{prefix: /a}'],
    ['CONNECT, which may have no path', '{prefix: /}', '{connect_matcher: {}}'],
    [
      'another value',
      '{prefix: /, headers: [{name: x, string_match: {exact: "1"}}]}',
      '{prefix: /, headers: [{name: x, string_match: {exact: "2"}}]}',
    ],
    ['what is left by a share', '{prefix: /, runtime_fraction: {default_value: {numerator: 10}}}', '{prefix: /a}'],
  ])('leaves a later route alone: %s', async (_name, first, second) => {
    const text = routes(`- {match: ${first}, route: {cluster: a}}\n- {match: ${second}, route: {cluster: b}}`);
    expect(await messagesOf(text)).toEqual([]);
  });

  it('counts what a generator repeats', async () => {
    const many = Array.from({ length: 150 }, (_, i) => `- {match: {prefix: /a${i}/}, route: {cluster: a, timeout: 0s}}`).join('\n');
    const { diagnostics } = await open({ files: [{ name: 'envoy.yaml', text: routes(many) }], dialect: 'envoy' });
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)?.message).toMatch(/^50 more of the same kind/);
  });

  it('lets a redirect pass that an earlier route may end', async () => {
    const text = routes(`- {match: {safe_regex: {regex: "/docs/s.*"}}, route: {cluster: a}}
- {match: {prefix: /docs}, redirect: {path_redirect: /docs/start}}
- {match: {prefix: /old}, redirect: {host_redirect: new.test}}`);
    expect(await messagesOf(text)).toEqual([]);
  });

  it('names clusters that nothing defines where Envoy does not check them', async () => {
    const text = gateway(table('    - {match: {prefix: /}, route: {cluster: gone}}', '  validate_clusters: false\n'));
    const warnings = (await messagesOf(text)).filter((m) => m.startsWith('warning')).map((m) => m.replace(/ [0-9]+ /, ' '));
    expect(warnings).toEqual(['warning envoy/unknown-cluster']);
    expect(await isValid(text)).toBe(true);
  });

  it('says that a chain by server name needs tls_inspector', async () => {
    const text = `name: l
address: {socket_address: {address: 0.0.0.0, port_value: 443}}
filter_chains:
- filter_chain_match: {server_names: [a.test]}
  filters: []`;
    expect(await messagesOf(`static_resources:\n  listeners:\n  - ${text.replaceAll('\n', '\n    ')}`)).toContain(
      'warning 6 envoy/uninspected-tls',
    );
  });
});

describe('a cluster that nothing refers to', () => {
  const text = (filter: string) => `static_resources:
  listeners:
  - name: l
    address: {socket_address: {address: 0.0.0.0, port_value: 9000}}
    filter_chains:
    - filters:
      - name: f
        typed_config: ${filter}
  clusters:
  - {name: spare, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED}
`;
  const ofTcp = '{"@type": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo}';
  it('is named, unless an extension that is not known here may use it', async () => {
    expect(await messagesOf(text(ofTcp))).toContain('info 10 envoy/unused-cluster');
    const unknown = await messagesOf(text('{"@type": type.googleapis.com/acme.filters.Own}'));
    expect(unknown.filter((m) => m.includes('unused-cluster'))).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    ['an unknown field', routes('- {match: {prefix: /}, rout: {cluster: a}}')],
    ['a number that is not written as one', routes('- {match: {prefix: /}, direct_response: {status: ok}}')],
    ['two of a kind that exclude each other', routes('- {match: {prefix: /, path: /a}, route: {cluster: a}}')],
    ['a status that HTTP does not have', routes('- {match: {prefix: /}, direct_response: {status: 99}}')],
    ['a regular expression that RE2 does not know', routes('- {match: {safe_regex: {regex: "(?=a)"}}, route: {cluster: a}}')],
    ['a cluster that does not exist', gateway(table('    - {match: {prefix: /}, route: {cluster: gone}}'))],
    [
      'a format that has no such operator',
      gateway(table('    - {match: {prefix: /}, route: {cluster: a}, request_headers_to_add: [{header: {key: x, value: "%NOPE%"}}]}')),
    ],
  ])('%s', async (_name, text) => {
    expect(await isValid(text)).toBe(false);
  });

  it.each([
    ['one value in place of a list', 'name: r\nvirtual_hosts: {name: a, domains: "*", routes: {match: {prefix: /}, route: {cluster: a}}}'],
    [
      'both spellings of names',
      'name: r\nvirtualHosts: [{name: a, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a, prefixRewrite: /x}}]}]',
    ],
    ['enum names in any case', routes('- {match: {prefix: /}, redirect: {https_redirect: true, response_code: found}}')],
  ])('accepts %s', async (_name, text) => {
    expect(await isValid(text)).toBe(true);
  });
});
