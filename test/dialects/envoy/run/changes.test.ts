// Every header and path change is in the trace, with the line that asked for it; every filter with its verdict.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import type { TraceStep } from '../../../../src/model/decision.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const MUTATION = 'type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation';
const CORS = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors';
const GRPC_STATS = 'type.googleapis.com/envoy.extensions.filters.http.grpc_stats.v3.FilterConfig';
const added = (list: string, value: string): string => `${list}: [{header: {key: x-${value}, value: "${value}"}}]`;

const table = `${routes(`- name: split
  match: {prefix: /split}
  ${added('request_headers_to_add', 'route')}
  typed_per_filter_config: {silent: {"@type": type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: true}}
  route: {weighted_clusters: {clusters: [{name: a, weight: 1}, {name: b, weight: 2}]}, prefix_rewrite: /whole, host_rewrite_literal: up.test}
- {name: named, match: {prefix: /named}, route: {cluster_header: x-cluster}}
- {name: some, match: {prefix: /some, runtime_fraction: {default_value: {numerator: 10}}}, route: {cluster: a}}
- {name: not, match: {prefix: /not, headers: [{name: x-a, string_match: {prefix: b}, invert_match: true}]}, route: {cluster: a}}`)}
  ${added('request_headers_to_add', 'host')}
  ${added('response_headers_to_add', 'answer')}`;
const text = gateway(
  `strip_any_host_port: true\nroute_config:\n${indent(table, 2)}\n${filters(`- {name: adds, typed_config: {"@type": ${MUTATION}, mutations: {request_mutations: [{append: {header: {key: x-f, value: f}}}], response_mutations: [{append: {header: {key: x-g, value: g}}}]}}}
- {name: silent, typed_config: {"@type": ${MUTATION}, mutations: {request_mutations: [{append: {header: {key: x-off, value: f}}}]}}}
- {name: cors, typed_config: {"@type": ${CORS}}}
- {name: stats, typed_config: {"@type": ${GRPC_STATS}}}`)}`,
);
const traced = async (request: SampleRequest) => ask(text, request, { trace: true });
const print = (trace: readonly TraceStep[]): readonly string[] =>
  trace.map(({ step, target, changes = [] }) => `${step} ${target}: ${changes.map((c) => `${c.what}=${c.after ?? '-'}`).join(' ')}`.trim());

describe('the trace', () => {
  it('tells every change in its order', async () => {
    const { trace } = await traced({ host: 'shop.test:8080', path: '/split/1', random: 1 });
    expect(print(trace).filter((line) => !line.endsWith(':'))).toEqual([
      'connection manager request: :authority=shop.test x-forwarded-proto=http :scheme=http x-request-id=*',
      'HTTP filter adds: x-f=f',
      'request headers route split: x-route=route',
      'request headers virtual host all: x-host=host',
      'rewrite split: :authority=up.test :path=/whole/1 x-envoy-original-host=shop.test x-envoy-original-path=/split/1',
      'HTTP filter envoy.filters.http.router: x-envoy-expected-rq-timeout-ms=15000',
      'response headers virtual host all: x-answer=answer',
      'HTTP filter adds: x-g=g',
      'response b: server=envoy date=*',
    ]);
    const paths = trace.filter(({ step }) => /headers|rewrite/.test(step)).map(({ origin }) => origin?.path.split('.').at(-1));
    expect(paths).toEqual(['request_headers_to_add', 'request_headers_to_add', 'prefix_rewrite', 'response_headers_to_add']);
  });

  it('adds up to what is sent and what the client gets', async () => {
    const { trace, upstream, response } = await traced({ path: '/split/1', headers: [['x-route', 'given']] });
    const became = (name: string) => trace.flatMap(({ changes = [] }) => changes).findLast(({ what }) => what === name)?.after;
    for (const name of ['x-f', 'x-route', 'x-host', 'x-request-id', 'x-forwarded-proto', 'x-envoy-original-path'])
      expect(became(name)).toBe(
        upstream?.headers
          .filter(([n]) => n === name)
          .map(([, v]) => v)
          .join(', '),
      );
    for (const name of ['x-answer', 'x-g', 'server']) expect(became(name)).toBe(response?.headers.find(([n]) => n === name)?.[1]);
  });

  it('gives every filter its verdict, those that are off too', async () => {
    const { trace } = await traced({ path: '/split' });
    expect(trace.filter(({ step }) => step === 'HTTP filter').map(({ target, result, because }) => [target, result, because])).toEqual([
      ['adds', 'change', 'changes the request'],
      ['silent', 'skip', 'is disabled for this route'],
      ['cors', 'pass', 'this route has no CORS policy'],
      ['stats', 'pass', 'changes nothing that an answer shows'],
      ['envoy.filters.http.router', 'change', 'sends it to cluster a'],
      ['adds', 'change', 'changes the response'],
    ]);
  });

  it('says how the cluster was chosen', async () => {
    const { trace, sentence, assumptions } = await traced({ path: '/split', random: 4 });
    const because = 'random value 4 gives 1 of 3, which falls to b (weight 2)';
    expect(trace.find(({ step }) => step === 'cluster')).toMatchObject({ target: 'b', because, losers: [{ target: 'a' }] });
    expect(sentence.because).toContain(because);
    expect(assumptions).toEqual([]);
    const named = await traced({ path: '/named', headers: [['x-cluster', 'b']] });
    expect(named.trace.find(({ step }) => step === 'cluster')).toMatchObject({ target: 'b', because: 'header x-cluster names it' });
  });

  it('names the random value that decided, as an assumption where the sample leaves it open', async () => {
    const open = await traced({ path: '/some' });
    expect(open.assumptions).toMatchObject([{ code: 'random-value' }]);
    expect(open.sentence.because).toContain('10 of 100 requests: random value 0 gives 0 of 100');
    expect((await traced({ path: '/some', random: 5 })).assumptions).toEqual([]);
  });

  it('says what an inverted header matcher asks for', async () => {
    const { trace } = await traced({ path: '/not', headers: [['x-a', 'boat']] });
    expect(trace.find(({ step }) => step === 'route')?.losers?.at(-1)).toMatchObject({
      target: 'not',
      because: 'needs header x-a is present and does not start with "b"; header x-a is "boat"',
    });
  });
});

describe('filter chains and virtual hosts that lost', () => {
  const chain = (name: string, match: string): string => `- {name: ${name}, filter_chain_match: ${match}}`;
  const listener = `name: l
address: {socket_address: {address: 127.0.0.1, port_value: 1}}
listener_filters: [{name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector}}]
filter_chains:
${chain('shop', '{server_names: ["*.shop.test"]}')}
${chain('eu', '{server_names: [eu.shop.test]}')}
${chain('any', '{}')}`;
  it('say what they needed, or what was more specific', async () => {
    const { trace } = await ask(listener, { tls: { sni: 'eu.shop.test' } }, { trace: true });
    const step = trace.find(({ step: name }) => name === 'filter chain');
    expect(step?.target).toBe('eu');
    expect(step?.losers?.map(({ target, because }) => `${target} ${because}`)).toEqual([
      'shop fits, but eu is more specific: server name is eu.shop.test',
      'any fits, but eu is more specific: server name is eu.shop.test',
    ]);
    const none = await ask(listener.replace(/\n.*any.*/, ''), { tls: { sni: 'other.test' } }, { trace: true });
    expect(none.trace[0]?.losers?.[0]?.because).toBe('needs server name is *.shop.test; server name is other.test');
  });
  it('say whether a domain fits too', async () => {
    const hosts = gateway(
      `route_config: {name: r, virtual_hosts: [{name: one, domains: [shop.test]}, {name: wide, domains: ["*.test"]}, {name: other, domains: [b.c]}]}\n${filters('# alone')}`,
    );
    const { trace } = await ask(hosts, { host: 'shop.test' }, { trace: true });
    expect(trace.find(({ step }) => step === 'virtual host')?.losers?.map(({ because }) => because)).toEqual([
      'its *.test fits too, but shop.test goes before it',
      'serves b.c; host is shop.test',
    ]);
  });
});
