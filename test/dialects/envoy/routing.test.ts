// Which virtual host and route take a request, what becomes of the path, and what the story says about the routes that lost.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { ask, filters, gateway, routes } from './support.ts';

const hosts = `name: main
virtual_hosts:
- name: exact
  domains: [shop.test]
  routes: [{name: exact, match: {prefix: /}, route: {cluster: a}}]
- name: suffix
  domains: ["*.shop.test"]
  routes: [{name: suffix, match: {prefix: /}, route: {cluster: a}}]
- name: longer
  domains: ["*.eu.shop.test"]
  routes: [{name: longer, match: {prefix: /}, route: {cluster: a}}]
- name: prefix
  domains: ["api.*"]
  routes: [{name: prefix, match: {prefix: /}, route: {cluster: a}}]
- name: rest
  domains: ["*"]
  routes: [{name: rest, match: {path: /}, route: {cluster: a}}]`;

describe('virtual hosts', () => {
  it.each([
    ['shop.test', 'exact'],
    ['SHOP.test', 'exact'],
    ['a.shop.test', 'suffix'],
    ['a.eu.shop.test', 'longer'],
    ['api.shop.test', 'suffix'],
    ['api.other', 'prefix'],
    ['other', 'rest'],
    ['shop.test:8080', 'rest'],
  ])('%s is served by %s', async (host, virtualHost) => {
    expect(await ask(hosts, { host })).toMatchObject({ virtualHost, route: virtualHost });
  });

  it('that lost are told in the order of their nearness to the host', async () => {
    const { trace } = await ask(hosts, { host: 'b.eu.shop.test' }, { trace: true });
    const losers = trace.find((s) => s.step === 'virtual host')?.losers ?? [];
    expect(losers.map(({ target }) => target)).toEqual(['suffix', 'exact', 'prefix', 'rest']);
  });
});

describe('routes', () => {
  const text = routes(`- {name: path, match: {path: /exact}, route: {cluster: a}}
- {name: separated, match: {path_separated_prefix: /api}, route: {cluster: a, prefix_rewrite: /v1}}
- {name: regex, match: {safe_regex: {regex: "/u/[0-9]+"}}, route: {cluster: a}}
- {name: header, match: {prefix: /h, headers: [{name: x-tier, string_match: {exact: gold}}]}, route: {cluster: a}}
- {name: query, match: {prefix: /q, query_parameters: [{name: v, string_match: {prefix: b}}]}, route: {cluster: a}}
- {name: old, match: {prefix: /old}, redirect: {prefix_rewrite: /new, https_redirect: true}}
- {name: gone, match: {prefix: /gone}, direct_response: {status: 410, body: {inline_string: over}}}`);

  it.each<[SampleRequest, Partial<Decision>]>([
    [{ path: '/exact?x=1' }, { route: 'path' }],
    [{ path: '/api/x' }, { route: 'separated', upstream: expect.objectContaining({ path: '/v1/x' }) as never }],
    [{ path: '/apix' }, { outcome: 'respond', status: 404, flags: ['NR'] }],
    [{ path: '/u/42' }, { route: 'regex' }],
    [{ path: '/u/42/x' }, { status: 404 }],
    [{ path: '/h', headers: [['x-tier', 'gold']] }, { route: 'header' }],
    [{ path: '/h', headers: [['x-tier', 'tin']] }, { status: 404 }],
    [{ path: '/q?v=beta' }, { route: 'query' }],
    [
      { path: '/old/a', host: 'shop.test' },
      { outcome: 'redirect', status: 301, route: 'old' },
    ],
    [{ path: '/gone' }, { outcome: 'respond', status: 410, reason: 'direct_response' }],
  ])('%j: %j', async (request, expected) => {
    expect(await ask(text, request)).toMatchObject(expected);
  });

  it.each([
    ['/gone', 'gone'],
    ['/old/a', 'old'],
    ['/nowhere', 'Envoy'],
    ['/exact', 'a'],
  ])('says in the last step who answered %s: %s', async (path, target) => {
    const { trace } = await ask(text, { path }, { trace: true });
    expect(trace.at(-1)).toMatchObject({ step: 'response', target });
  });

  it('says why each of the others lost', async () => {
    const { trace, sentence } = await ask(text, { path: '/h', headers: [['x-tier', 'gold']] }, { trace: true });
    const step = trace.find((s) => s.step === 'route');
    expect(step?.losers?.find((l) => l.target === 'path')?.because).toBe('needs path is /exact; path is /h');
    expect(sentence.title).not.toBe('');
  });

  it('chooses one of several clusters by the random value', async () => {
    const weighted = routes(
      '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 90}, {name: b, weight: 10}]}}}',
    );
    expect(await ask(weighted, { random: 89 })).toMatchObject({ cluster: 'a', random: true });
    expect(await ask(weighted, { random: 90 })).toMatchObject({ cluster: 'b' });
  });
});

describe('a whole gateway', () => {
  const text = gateway(`${filters('')}
route_config:
  virtual_hosts:
  - {name: all, domains: ["*"], routes: [{name: r, match: {prefix: /}, route: {cluster: a}}]}
access_log:
- name: log
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
    log_format: {text_format_source: {inline_string: "%REQ(:METHOD)% %ROUTE_NAME% %UPSTREAM_HOST% %RESPONSE_CODE%\\n"}}`);

  it('sends the request to the endpoint, and logs and counts it', async () => {
    const decision = await ask(text, { path: '/x', host: 'shop.test' });
    expect(decision).toMatchObject({ outcome: 'forward', listener: 'main', cluster: 'a', endpoint: '10.0.0.1:80' });
    expect(decision.accessLog).toEqual(['GET r 10.0.0.1:80 200']);
    expect(decision.counters).toMatchObject({ 'http.in.downstream_rq_total': 1, 'cluster.a.upstream_rq_200': 1 });
  });
});
