// What loads and is hardly meant, and what Envoy refuses: each named at its line.
import { describe, expect, it } from 'vitest';
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

  it('names clusters that nothing defines where Envoy does not check them', async () => {
    const text = gateway(table('    - {match: {prefix: /}, route: {cluster: gone}}', '  validate_clusters: false\n'));
    expect((await messagesOf(text)).map((m) => m.replace(/ [0-9]+ /, ' '))).toEqual(['warning envoy/unknown-cluster']);
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
