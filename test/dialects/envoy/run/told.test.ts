// What the trace tells about the router's own decisions and about tracing: virtual clusters, retries, sampling, spans.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const text = (items: string, more = '', hcm = '# no more', listener = ''): string =>
  gateway(`${hcm}\nroute_config:\n${indent(routes(items) + more, 2)}\n${filters('# the router alone')}`, ['a', 'b'], listener);
const told = async (config: string, step: string, request: SampleRequest = {}) =>
  (await ask(config, request, { trace: true })).trace.filter((t) => t.step === step);

it('tells of routes behind the winner without taking a random value for their share', async () => {
  const share = '{numerator: 10, denominator: HUNDRED}';
  const config = text(
    `- {name: first, match: {prefix: /}, route: {cluster: a}}\n- {name: some, match: {prefix: /, runtime_fraction: {default_value: ${share}}}, route: {cluster: b}}`,
  );
  const decision = await ask(config, {}, { trace: true });
  expect(decision.random).toBeUndefined();
  expect(decision.assumptions).toEqual([]);
});

describe('the trace of retries', () => {
  const policy = '{retry_on: "gateway-error,reset", num_retries: 1, retry_back_off: {base_interval: 0.1s}}';
  const retrying = text(`- {name: r, match: {prefix: /}, route: {cluster: a, retry_policy: ${policy}}}`);
  const answered = (status: number): SampleRequest => ({ responses: { a: { status } } });

  it('says which attempt is tried again and how soon, and when the limit is reached', async () => {
    const [first, second, ...more] = await told(retrying, 'retry', answered(503));
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      target: 'attempt 1',
      result: 'match',
      origin: { path: expect.stringContaining('retry_policy') as string },
    });
    expect(first?.because).toContain('gave 503, which `gateway-error` asks to try again: retry 1 of at most 1 follows within 100 ms');
    expect(first?.because).toContain('cluster a allows 3 retries at a time');
    expect(second).toMatchObject({ target: 'attempt 2', result: 'pass' });
    expect(second?.because).toContain('one retry is all that is allowed');
  });
  it('says that an answer fits no condition', async () => {
    const because = 'gave 500, which none of `gateway-error`, `reset` asks to try again';
    expect(await told(retrying, 'retry', answered(500))).toMatchObject([{ result: 'pass', because }]);
  });
  it('says what ended an attempt', async () => {
    expect((await told(retrying, 'retry', { responses: { a: { reset: true } } }))[0]?.because).toContain(
      'lost its connection before an answer',
    );
    const slow = text(
      '- {name: r, match: {prefix: /}, route: {cluster: a, timeout: 1s, retry_policy: {retry_on: 5xx, per_try_timeout: 0.3s}}}',
    );
    expect((await told(slow, 'retry', { responses: { a: { delayMs: 500 } } }))[0]?.because).toContain(
      'took longer than the 300 ms of a try',
    );
  });
  it('names the policy of the virtual host where the route has none', async () => {
    const config = text('- {name: r, match: {prefix: /}, route: {cluster: a}}', '\n  retry_policy: {retry_on: 5xx}');
    expect((await told(config, 'retry', answered(500)))[0]?.because).toContain('by the virtual host’s policy, since the route has none');
  });
  it('waits as the answer says, within the maximum of the policy', async () => {
    const limited = '{retry_on: 5xx, rate_limited_retry_back_off: {reset_headers: [{name: Retry-After}], max_interval: 2s}}';
    const config = text(`- {name: r, match: {prefix: /}, route: {cluster: a, retry_policy: ${limited}}}`);
    const counted = async (after: string) =>
      Object.keys(
        (await ask(config, { responses: { a: [{ status: 503, headers: { 'retry-after': after } }, { status: 200 }] } })).counters ?? {},
      ).find((name) => name.includes('backoff'));
    expect(await counted('2')).toBe('cluster.a.upstream_rq_retry_backoff_ratelimited');
    for (const after of ['0', '3', 'soon']) expect(await counted(after)).toBe('cluster.a.upstream_rq_retry_backoff_exponential');
  });
  it('is numbered for the upstream and the client, where the virtual host asks for that', async () => {
    const both = '\n  include_request_attempt_count: true\n  include_attempt_count_in_response: true';
    const config = text('- {name: r, match: {prefix: /}, route: {cluster: a, retry_policy: {retry_on: 5xx, num_retries: 2}}}', both);
    const count = ['x-envoy-attempt-count', '2'];
    const decision = await ask(config, { responses: { a: [{ status: 503 }, { status: 200 }] } });
    expect(decision.upstream?.headers).toContainEqual(count);
    expect(decision.response?.headers).toContainEqual(count);
    const gone = await ask(config, { responses: { a: { reset: true } } });
    expect(gone.response?.headers).toContainEqual(['x-envoy-attempt-count', '3']);
  });
  it('is silent where nothing asks for retries', async () => {
    const plain = text('- {name: r, match: {prefix: /}, route: {cluster: a}}');
    expect(await told(plain, 'retry', answered(503))).toEqual([]);
    expect(await told(plain, 'virtual cluster', answered(503))).toEqual([]);
  });
});

describe('the trace of virtual clusters', () => {
  const config = text(
    '- {name: r, match: {prefix: /}, route: {cluster: a}}',
    '\n  virtual_clusters: [{name: reads, headers: [{name: ":method", string_match: {exact: GET}}]}]',
  );
  it('names the first that fits, and the counters under it', async () => {
    expect(await told(config, 'virtual cluster')).toMatchObject([
      { target: 'reads', result: 'match', origin: { path: expect.stringContaining('virtual_clusters[0]') as string } },
    ]);
  });
  it('says that none fits', async () => {
    const because = 'the headers fit none of reads; counted under vhost.all.vcluster.other';
    expect(await told(config, 'virtual cluster', { method: 'POST' })).toMatchObject([{ target: 'other', result: 'no-match', because }]);
  });
});

const ZIPKIN = `provider: {name: zipkin, typed_config: {"@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig, collector_cluster: b, collector_endpoint: /s, collector_endpoint_version: HTTP_JSON}}`;
const PLAIN = '- {name: r, match: {prefix: /}, route: {cluster: a}}';
const tracing = (more: string, items = PLAIN, listener = ''): string =>
  text(items, '', `tracing: {${ZIPKIN}${more === '' ? '' : `, ${more}`}}`, listener);
const ID = '0000000f-1111-4222-8333-444444444444';

describe('the decision to trace', () => {
  it('is made by the first digits of x-request-id, and kept in it', async () => {
    const config = tracing('random_sampling: {value: 0.16}');
    const taken = await ask(config, { headers: [['x-request-id', ID]] }, { trace: true });
    expect(taken.upstream?.headers).toContainEqual(['x-request-id', ID.replace('-4222', '-9222')]);
    expect(taken.counters).toMatchObject({ 'http.in.tracing.random_sampling': 1 });
    expect(taken.trace.find((t) => t.step === 'tracing')?.because).toContain('`x-request-id` gives 15 of 10000, which is below 16');
    const left = await ask(tracing('random_sampling: {value: 0.15}'), { headers: [['x-request-id', ID]] });
    expect(left.upstream?.headers).toContainEqual(['x-request-id', ID]);
    expect(left.upstream?.headers).toContainEqual(['x-b3-sampled', '0']);
    expect(left.counters).toMatchObject({ 'http.in.tracing.not_traceable': 1 });
  });
  it('depends on the random value where the id is made here', async () => {
    const config = tracing('random_sampling: {value: 50}');
    expect(await ask(config, { random: 4999 })).toMatchObject({ random: true, counters: { 'http.in.tracing.random_sampling': 1 } });
    expect(await ask(config, { random: 5000 })).toMatchObject({ random: true, counters: { 'http.in.tracing.not_traceable': 1 } });
  });
  it('is the client’s, an earlier Envoy’s, or the route’s before that of the connection manager', async () => {
    const config = tracing(
      'random_sampling: {value: 0}',
      `- {name: t, match: {prefix: /traced}, route: {cluster: a}, tracing: {}}\n${PLAIN}`,
    );
    const counted = async (request: SampleRequest) =>
      Object.keys((await ask(config, request)).counters ?? {}).filter((name) => name.includes('tracing'));
    expect(await counted({})).toEqual(['http.in.tracing.not_traceable']);
    expect(await counted({ headers: [['x-client-trace-id', 'c']] })).toEqual(['http.in.tracing.client_enabled']);
    expect(await counted({ headers: [['x-request-id', ID.replace('-4222', '-9222')]] })).toEqual(['http.in.tracing.random_sampling']);
    // one of the outside cannot force it
    expect(await counted({ headers: [['x-envoy-force-trace', '1']] })).toEqual(['http.in.tracing.not_traceable']);
    expect(await counted({ path: '/traced' })).toEqual(['http.in.tracing.random_sampling']);
  });
  it('is what a traceable_filter of an access log asks for', async () => {
    const STREAM = 'type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog';
    const log = `access_log: [{name: l, filter: {traceable_filter: {}}, typed_config: {"@type": ${STREAM}, log_format: {text_format_source: {inline_string: "x\\n"}}}}]`;
    const config = (value: number): string => text(PLAIN, '', `${log}\ntracing: {${ZIPKIN}, random_sampling: {value: ${value}}}`);
    expect((await ask(config(100))).accessLog).toEqual(['x']);
    expect((await ask(config(0))).accessLog).toEqual([]);
  });
});

describe('spans', () => {
  const tagsOf = async (config: string, request: SampleRequest = {}) =>
    (await told(config, 'span', request)).map((step) => ({
      name: step.target,
      asked: (step.changes ?? []).flatMap((c) => (c.asked === true ? [c.what] : [])),
      tags: Object.fromEntries((step.changes ?? []).map((c) => [c.what, c.after])),
    }));

  it('have Envoy’s own tags', async () => {
    const [span] = await tagsOf(tracing('max_path_tag_length: 4'), { host: 'h.test', path: '/abcdef', headers: [['user-agent', 'ua']] });
    expect(span?.name).toBe('h.test');
    expect(span?.tags).toMatchObject({
      'http.url': 'http://h.test/abc',
      'http.status_code': '200',
      user_agent: 'ua',
      downstream_cluster: '-',
      upstream_cluster: 'a',
      component: 'proxy',
      response_flags: '-',
    });
    expect(span?.tags).not.toHaveProperty('error');
  });
  it('have the tags of the configuration, the route’s last, and none without a value', async () => {
    const own = `custom_tags: [{tag: component, literal: {value: mine}}, {tag: h, request_header: {name: x-a, default_value: none}}, {tag: n, request_header: {name: x-b}}, {tag: v, value: "%REQ(x-a)%-%RESPONSE_CODE%"}, {tag: e, environment: {name: NOPE, default_value: e}}, {tag: m, metadata: {kind: {route: {}}, metadata_key: {key: ns, path: [{key: list}]}}}, {tag: both, literal: {value: manager}}]`;
    const items =
      '- {name: r, match: {prefix: /}, route: {cluster: a}, metadata: {filter_metadata: {ns: {list: [1, two]}}}, tracing: {custom_tags: [{tag: both, literal: {value: route}}]}}';
    const [span] = await tagsOf(tracing(own, items), { headers: [['x-a', 'A']] });
    expect(span?.tags).toMatchObject({ component: 'mine', h: 'A', v: 'A-200', e: 'e', m: '[1,"two"]', both: 'route' });
    expect(span?.tags).not.toHaveProperty('n');
    expect(span?.asked.toSorted()).toEqual(['both', 'component', 'e', 'h', 'm', 'v']);
  });
  it('are named by the route’s decorator, which the caller is told, or by the caller of an inbound listener', async () => {
    const config = tracing('', '- {name: r, match: {prefix: /}, route: {cluster: a}, decorator: {operation: buy}}');
    expect((await tagsOf(config))[0]?.name).toBe('buy');
    expect((await ask(config)).response?.headers).toContainEqual(['x-envoy-decorator-operation', 'buy']);
    const given: SampleRequest = { headers: [['x-envoy-decorator-operation', 'mine']] };
    expect((await tagsOf(config, given))[0]?.name).toBe('mine');
    expect((await ask(config, given)).upstream?.headers.map(([n]) => n)).not.toContain('x-envoy-decorator-operation');
    const outbound = tracing(
      '',
      '- {name: r, match: {prefix: /}, route: {cluster: a}, decorator: {operation: buy}}',
      'traffic_direction: OUTBOUND',
    );
    expect((await ask(outbound)).upstream?.headers).toContainEqual(['x-envoy-decorator-operation', 'buy']);
  });
  it('of the upstream are spans of their own where asked for', async () => {
    const [, child] = await tagsOf(tracing('spawn_upstream_span: true'));
    expect(child).toMatchObject({ name: 'router a egress', tags: { upstream_address: '10.0.0.1:80', 'http.status_code': '200' } });
  });
  it('of a client’s trace that is not sampled are not sent', async () => {
    const b3: [string, string][] = [
      ['x-b3-traceid', '463ac35c9f6413ad48485a3953bb6124'],
      ['x-b3-spanid', 'a2fb4a1d1a96d312'],
      ['x-b3-sampled', '0'],
    ];
    expect(await told(tracing(''), 'span', { headers: b3 })).toMatchObject([{ result: 'skip' }]);
    expect((await ask(tracing(''), { headers: b3 })).upstream?.headers).toEqual(expect.arrayContaining(b3));
  });
});
