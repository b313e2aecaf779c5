// Operators of format strings in log lines and headers: masks, what is counted, and what is known when.
import { describe, expect, it } from 'vitest';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const LOGGER = 'type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog';
const ROUTE = '- {name: r, match: {prefix: /}, route: {cluster: a}}';
/** A gateway that logs `format`, with more HTTP filters and more of its virtual host. */
const logging = (format: string, items = ROUTE, more = '', steps = '# the router alone'): string =>
  gateway(`access_log:
- name: out
  typed_config:
    "@type": ${LOGGER}
    log_format:
${indent(format, 6)}
route_config:
${indent(routes(items) + more, 2)}
${filters(steps)}`);
const text = (format: string): string => `text_format_source: {inline_string: ${JSON.stringify(`${format}\n`)}}`;
const logged = async (config: string, request = {}): Promise<string | undefined> => (await ask(config, request)).accessLog?.[0];

const STATES = `- name: state
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config
    on_request_headers: [{object_key: k, factory_key: envoy.string, format_string: {text_format_source: {inline_string: "abcdef"}}}]
- name: data
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.set_metadata.v3.Config
    metadata: [{metadata_namespace: m, value: {nothing: null, list: [1, two]}}]`;

describe('operators', () => {
  it('print an address as a range where they are given the length of a mask', async () => {
    const format = text(
      '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT(16)% %UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT(8)% %DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT%',
    );
    const request = { source: { address: '203.0.113.7', port: 1 }, destination: { address: '10.1.2.3', port: 10000 } };
    expect(await logged(logging(format), request)).toBe('203.0.0.0/16 10.0.0.0/8 10.1.2.3');
  });
  it('decode only what may stand in a query', async () => {
    const path = '/?a=%41%2f%20%3Cb%C3%A9&c=%zz%4';
    expect(await logged(logging(text('%QUERY_PARAMS(DECODED)% %QUERY_PARAMS%')), { path })).toBe(
      'a=A/%20%3Cb%C3%A9&c=zz%4 a=%41%2f%20%3Cb%C3%A9&c=%zz%4',
    );
  });
  it('print values of CEL as text among other text, and with their type alone', async () => {
    expect(await logged(logging(text('%TYPED_CEL([1, 2])%|%TYPED_CEL(null)%')))).toBe('CelList value|NULL');
    expect(await logged(logging('json_format: {a: "%TYPED_CEL([1, 2])%", b: "<%TYPED_CEL([1, 2])%>"}'))).toBe(
      '{"a":[1,2],"b":"<CelList value>"}',
    );
  });
  it('take null in metadata for nothing, and cut typed states in text alone', async () => {
    const config = (format: string): string => logging(format, ROUTE, '', STATES);
    expect(await logged(config(text('%DYNAMIC_METADATA(m:nothing)% %FILTER_STATE(k:TYPED):3% %FILTER_STATE(k:FIELD:x)%')))).toBe('- "ab -');
    expect(await logged(config('json_format: {a: "%FILTER_STATE(k:TYPED):3%", b: "%FILTER_STATE(k:PLAIN):3%"}'))).toBe(
      '{"a":"abcdef","b":"abc"}',
    );
  });
  it('know a time between two moments where both come', async () => {
    const config = logging(
      text('%COMMON_DURATION(DS_RX_BEG:US_TX_BEG)% %COMMON_DURATION(DS_RX_BEG:noted)%'),
      '- {match: {prefix: /}, direct_response: {status: 200}}',
    );
    expect(await logged(config)).toBe('- -');
    expect(await logged(logging(text('%COMMON_DURATION(DS_RX_BEG:US_TX_BEG:us)%')))).toBe('*');
  });
  it('count what every attempt sent', async () => {
    const items = '- {name: r, match: {prefix: /}, route: {cluster: a, retry_policy: {retry_on: 5xx, num_retries: 2}}}';
    const config = logging(text('%UPSTREAM_HEADER_BYTES_SENT%'), items);
    const once = Number(await logged(config));
    expect(Number(await logged(config, { responses: { a: [{ status: 500 }, { status: 500 }, { status: 200 }] } }))).toBe(3 * once);
  });
  it('name the virtual cluster of the request as it came, and none for the rest', async () => {
    const items = '- {name: r, match: {prefix: /}, route: {cluster: a, prefix_rewrite: /new/}}';
    const hosts = `
  virtual_clusters: [{name: old, headers: [{name: ":path", string_match: {prefix: /old}}]}]
  request_headers_to_add: [{header: {key: x-vc, value: "%VIRTUAL_CLUSTER_NAME%"}}]`;
    const config = logging(text('%VIRTUAL_CLUSTER_NAME%'), items, hosts);
    const found = await ask(config, { path: '/old/a' });
    expect(found.accessLog).toEqual(['old']);
    expect(found.upstream?.headers).toContainEqual(['x-vc', 'old']);
    const other = await ask(config, { path: '/a' });
    expect(other.accessLog).toEqual(['-']);
    expect(other.virtualCluster).toBe('other');
  });
  it('have the status of an answer made here while its headers are made', async () => {
    const config = logging(
      text('-'),
      '- {match: {prefix: /}, direct_response: {status: 418}}',
      '\n  response_headers_to_add: [{header: {key: x-s, value: "%RESP(:status)% %RESPONSE_CODE%"}}]',
    );
    expect((await ask(config)).response?.headers).toContainEqual(['x-s', '418 0']);
  });
  it('have no server name of a request that is refused at once', async () => {
    const config = logging(text('%REQUESTED_SERVER_NAME(HOST_FIRST)%'));
    expect(await logged(config, { host: 'h.test:81' })).toBe('h.test:81');
    expect(await logged(config, { host: 'h.test:81', path: '/a#b' })).toBe('-');
  });
});

describe('counters of a route and a virtual cluster', () => {
  it('are those of the cluster', async () => {
    const items = '- {name: r, match: {prefix: /}, stat_prefix: mine, route: {cluster: a, retry_policy: {retry_on: 5xx}}}';
    const config = logging(text('-'), items, '\n  virtual_clusters: [{name: v, headers: [{name: ":method", string_match: {exact: GET}}]}]');
    const { counters } = await ask(config, { responses: { a: [{ status: 503 }, { status: 200 }] } });
    for (const group of ['vhost.all.vcluster.v.', 'vhost.all.route.mine.', 'cluster.a.'])
      expect(counters).toMatchObject({
        [`${group}upstream_rq_total`]: 2,
        [`${group}upstream_rq_retry`]: 1,
        [`${group}upstream_rq_retry_success`]: 1,
        [`${group}upstream_rq_200`]: 1,
      });
  });
  it('count copies as requests of Envoy’s own', async () => {
    const items = '- {name: r, match: {prefix: /}, route: {cluster: a, request_mirror_policies: [{cluster: b}]}}';
    const { counters } = await ask(logging(text('-'), items), { responses: { b: { status: 404 } } });
    expect(counters).toMatchObject({
      'http.async-client.rq_total': 1,
      'cluster.b.upstream_rq_total': 1,
      'cluster.b.internal.upstream_rq_404': 1,
    });
  });
});
