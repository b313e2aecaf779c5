// Rules of the connection manager, of filters and of rewrites that show in one header or counter each. Asked of Envoy 1.40.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import type { Decision } from '../../../../src/model/decision.ts';
import { ask, filters, gateway, indent, messagesOf, routes } from '../support.ts';

const HTTP = 'type.googleapis.com/envoy.extensions.filters.http';
const typed = (name: string, type: string, body: string): string => `- {name: ${name}, typed_config: {"@type": ${HTTP}.${type}, ${body}}}`;
const MUTATE = typed(
  'adds',
  'header_mutation.v3.HeaderMutation',
  'mutations: {response_mutations: [{append: {header: {key: x-f, value: "%RESPONSE_CODE%-%RESP(:status)%"}}}]}',
);
const RBAC = typed(
  'deny',
  'rbac.v3.RBAC',
  'rules: {action: DENY, policies: {all: {permissions: [{any: true}], principals: [{any: true}]}}}',
);
const FAULT = typed('fault', 'fault.v3.HTTPFault', 'abort: {http_status: 418, percentage: {numerator: 100}}');

const PLAIN = '- {name: r, match: {prefix: /r}, route: {cluster: a}}';
const config = (items: string, { more = '', filter = '# none', hcm = '# none', node = '' } = {}): string =>
  `${node}${gateway(`${hcm}\nroute_config:\n${indent(routes(items) + more, 2)}\n${filters(filter)}`)}`;
const asked = async (text: string, request: SampleRequest = {}): Promise<Decision> => ask(text, { path: '/r', ...request });
const sent = ({ upstream }: Decision, name: string): string | undefined => upstream?.headers.find(([n]) => n === name)?.[1];
const got = ({ response }: Decision, name: string): string | undefined => response?.headers.find(([n]) => n === name)?.[1];

describe('what the connection manager refuses', () => {
  const text = config(PLAIN, { filter: MUTATE, hcm: 'normalize_path: true' });
  it.each<readonly [string, SampleRequest, number]>([
    ['a fragment', { path: '/r#x' }, 400],
    ['no Host', { raw: 'GET /r HTTP/1.1\r\n\r\n' }, 400],
    ['a bad request line', { path: '/r x' }, 400],
    ['HTTP/1.0', { protocol: 'HTTP/1.0' }, 426],
  ])('passes the filters on its way back: %s', async (_what, request, status) => {
    const decision = await asked(text, request);
    expect([decision.status, got(decision, 'x-f')]).toEqual([status, `${status}-${status}`]);
  });
  it('leaves the body unread', async () => {
    const { counters } = await asked(text, { method: 'POST', path: '/r#x', body: 'abc' });
    expect(counters).toMatchObject({ 'http.in.downstream_rq_rx_reset': 1 });
  });
});

describe('an answer of Envoy itself', () => {
  it('tells filters the code that was meant, and gRPC clients 200', async () => {
    const text = config(PLAIN, { filter: `${MUTATE}\n${RBAC}` });
    const decision = await asked(text, { headers: [['content-type', 'application/grpc']] });
    expect([decision.status, got(decision, 'x-f'), got(decision, 'grpc-status')]).toEqual([200, '403-200', '7']);
  });
  it('tells the headers of local_reply_config the status before it is mapped', async () => {
    const mapper =
      '{filter: {status_code_filter: {comparison: {op: GE, value: {default_value: 400, runtime_key: k}}}}, status_code: 418, headers_to_add: [{header: {key: x-was, value: "%RESPONSE_CODE%"}}]}';
    const hcm = `local_reply_config: {mappers: [${mapper}], body_format: {text_format_source: {inline_string: "%RESPONSE_CODE%"}}}`;
    const decision = await asked(config(PLAIN, { filter: RBAC, hcm }));
    expect([decision.status, got(decision, 'x-was'), decision.response?.body]).toEqual([418, '403', '418']);
  });
});

describe('settings of a virtual host for a filter', () => {
  it('count only where one of its routes is chosen', async () => {
    const off = '{"@type": type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: true}';
    const text = config(PLAIN, { filter: RBAC, more: `\n  typed_per_filter_config: {deny: ${off}}` });
    expect((await asked(text)).status).toBe(200);
    expect((await asked(text, { path: '/elsewhere' })).status).toBe(403);
  });
});

describe('headers', () => {
  it('that are kept once take no empty value', async () => {
    const add = (value: string): string => `{header: {key: user-agent, value: "${value}"}, keep_empty_value: true}`;
    const text = config(
      `- {name: r, match: {prefix: /r}, request_headers_to_add: [${add('')}, ${add('two')}, ${add('')}], route: {cluster: a}}`,
    );
    expect(sent(await asked(text), 'user-agent')).toBe('two');
    expect(sent(await asked(text, { headers: [['user-agent', 'one']] }), 'user-agent')).toBe('one,two');
  });
  it('via is joined with a comma and a blank, both ways', async () => {
    const decision = await asked(config(PLAIN, { hcm: 'via: here' }), {
      headers: [['via', '1.1 v']],
      responses: { a: { headers: [['via', '1.1 w']] } },
    });
    expect([sent(decision, 'via'), got(decision, 'via')]).toEqual(['1.1 v, here', '1.1 w, here']);
  });
  it('name the node with add_user_agent', async () => {
    const decision = await asked(config(PLAIN, { hcm: 'add_user_agent: true', node: 'node: {id: n1, cluster: edge}\n' }));
    expect(['user-agent', 'x-envoy-downstream-service-cluster', 'x-envoy-downstream-service-node'].map((n) => sent(decision, n))).toEqual([
      'edge',
      'edge',
      'n1',
    ]);
  });
  it('give STREAM_ID, where the request brings an id', async () => {
    const text = config(
      '- {name: r, match: {prefix: /r}, request_headers_to_add: [{header: {key: x-id, value: "%STREAM_ID%"}}], route: {cluster: a}}',
    );
    expect(sent(await asked(text, { headers: [['x-request-id', 'mine']] }), 'x-id')).toBe('mine');
    expect(sent(await asked(text), 'x-id')).toBe('*');
  });
});

describe('counters of faults', () => {
  it('are counted once more for the calling service', async () => {
    const { counters } = await asked(config(PLAIN, { filter: FAULT }), { headers: [['x-envoy-downstream-service-cluster', 'shop']] });
    expect(counters).toMatchObject({ 'http.in.fault.aborts_injected': 1, 'http.in.fault.shop.aborts_injected': 1 });
  });
});

describe('a path', () => {
  it('of which a rewrite leaves nothing stays', async () => {
    const rewritten = (regex: string): string =>
      config(`- {name: r, match: {prefix: /r}, route: {cluster: a, regex_rewrite: {pattern: {regex: "${regex}"}, substitution: ""}}}`);
    expect((await asked(rewritten('.*'), { path: '/r/1?q' })).upstream?.path).toBe('/r/1?q');
    expect((await asked(rewritten('/r'), { path: '/r/1?q' })).upstream?.path).toBe('/1?q');
  });
  it.each([
    ['path_rewrite: "/p?x=%REQ(x-a)%"', '/p?x=v'],
    ['path_rewrite: /p', '/p'],
    ['path_rewrite: "/p%REQ(:path)%"', '/p/r/1?q'],
    ['prefix_rewrite: /p', '/p/1'],
  ])('whose query a redirect strips keeps one that a format brings: %s', async (rewrite, location) => {
    const text = config(`- {name: r, match: {prefix: /r}, redirect: {${rewrite}, strip_query: true}}`);
    const decision = await asked(text, { path: '/r/1?q', host: 'h.test', headers: [['x-a', 'v']] });
    expect(got(decision, 'location')).toBe(`http://h.test${location}`);
  });
  it('that a template matched has no prefix to replace', async () => {
    const match = `path_match_policy: {name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig, path_template: "/a/{x}"}}`;
    for (const action of ['route: {cluster: a, prefix_rewrite: /b}', 'redirect: {prefix_rewrite: /b}'])
      expect((await messagesOf(config(`- {match: {${match}}, ${action}}`))).join()).toContain('envoy/prefix-of-template');
    expect((await messagesOf(config(`- {match: {${match}}, route: {cluster: a, prefix_rewrite: ""}}`))).join()).not.toContain(
      'prefix-of-template',
    );
  });
});

describe('a mirrored host', () => {
  it.each([
    ['h.test', 'h.test-shadow'],
    ['h.test:80', 'h.test-shadow:80'],
    ['[::1]', '[::1]-shadow'],
    ['[::1]:80', '[::1]-shadow:80'],
  ])('is marked before its port: %s', async (host, marked) => {
    const log = `upstream_log: [{name: l, typed_config: {"@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog, log_format: {text_format_source: {inline_string: "%REQ(:AUTHORITY)%"}}}}]`;
    const text = config('- {name: r, match: {prefix: /r}, route: {cluster: a, request_mirror_policies: [{cluster: b}]}}').replace(
      'http.router.v3.Router}',
      `http.router.v3.Router, ${log}}`,
    );
    expect((await asked(text, { host })).accessLog).toContain(marked);
  });
});

describe('x-envoy-max-retries', () => {
  it.each([
    ['2', 3],
    ['+2', 3],
    ['-1', 2],
    ['2x', 2],
  ])('%s', async (most, attempts) => {
    const text = config('- {name: r, match: {prefix: /r}, route: {cluster: a, retry_policy: {retry_on: 5xx}}}', {
      hcm: 'internal_address_config: {cidr_ranges: [{address_prefix: 127.0.0.0, prefix_len: 8}]}\nuse_remote_address: true',
    });
    const { counters } = await asked(text, { headers: [['x-envoy-max-retries', most]], responses: { a: { status: 503 } } });
    expect(counters?.['cluster.a.upstream_rq_retry']).toBe(attempts - 1);
  });
});

describe('accept-encoding', () => {
  it('refuses by name what a wildcard would take', async () => {
    const gzip = `{name: gzip, typed_config: {"@type": type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip}}`;
    const text = config(PLAIN, { filter: typed('small', 'compressor.v3.Compressor', `compressor_library: ${gzip}`) });
    const large = { responses: { a: { body: 'x'.repeat(100), headers: [['content-type', 'text/plain'] as const] } } };
    const encoding = async (accepts: string) =>
      got(await asked(text, { ...large, headers: [['accept-encoding', accepts]] }), 'content-encoding');
    expect([await encoding('gzip;q=0, *'), await encoding('br;q=0, *'), await encoding('*')]).toEqual([undefined, 'gzip', 'gzip']);
  });
});
