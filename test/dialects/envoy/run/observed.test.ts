// What is written about an exchange, and where in the configuration each line, flag and counter says that it comes from.
import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../../../src/dialects/envoy/format/format.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const LOGGER = 'type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog';
const logged = (format: string, items = '- {name: r, match: {prefix: /}, route: {cluster: a}}'): string =>
  gateway(`access_log:
- name: out
  typed_config:
    "@type": ${LOGGER}
    log_format:
${indent(format, 6)}
route_config:
${indent(routes(items), 2)}
${filters('# the router alone')}`);
const line = (format: string): string => logged(`text_format_source: {inline_string: "${format}\\n"}`);

describe('a log line', () => {
  it('leaves out what is not there, and objects that nothing is left of', async () => {
    const text = logged(`json_format: {a: "%REQ(x-none)%", b: "x%REQ(x-none)%y", c: {d: "%REQ(x-none)%"}, e: ["%REQ(x-none)%"]}
omit_empty_values: true`);
    expect((await ask(text)).accessLog).toEqual(['{"b":"xy","e":[]}']);
  });
  it('is one entry a line where a format has several', async () => {
    expect((await ask(line('one\\ntwo'))).accessLog).toEqual(['one', 'two']);
  });
  it('counts the bytes of HTTP/1 messages', async () => {
    const format = ['DOWNSTREAM_WIRE_BYTES_RECEIVED', 'DOWNSTREAM_HEADER_BYTES_RECEIVED', 'UPSTREAM_HEADER_BYTES_RECEIVED']
      .map((n) => `%${n}%`)
      .join(' ');
    const decision = await ask(line(format), {
      host: 'h.test',
      path: '/a',
      headers: [['x-a', '1']],
      responses: { a: { status: 200, headers: { 'x-up': '22' }, body: 'hello' } },
    });
    // `GET /a HTTP/1.1`, `host: h.test`, `x-a: 1`, a blank line; names and values and three more each
    expect(decision.accessLog).toEqual([`${17 + 14 + 8 + 2} ${4 + 6 + 3 + (3 + 1 + 3)} ${4 + 2 + 3 + (14 + 1 + 3)}`]);
  });
  it('has the response status as a pseudo-header, and the gRPC status of gRPC requests alone', async () => {
    const text = line('%RESP(:STATUS)% %GRPC_STATUS_NUMBER%');
    const responses = { a: { status: 200, headers: { 'grpc-status': '5' }, body: '' } };
    expect((await ask(text, { responses })).accessLog).toEqual(['200 -']);
    expect((await ask(text, { responses, headers: [['content-type', 'application/grpc']] })).accessLog).toEqual(['200 5']);
  });
  it.each(['UPSTREAM_CONNECTION_DURATION', 'UPSTREAM_LOCAL_SUBJECT', 'DOWNSTREAM_PEER_CN', 'VIRTUAL_HOST_DOMAIN'])(
    'knows no %s, as Envoy does not',
    (name) => {
      expect(compileFormat(`%${name}%`).ok).toBe(false);
    },
  );
});

describe('what is observed', () => {
  it('names the logger, the cluster and the listener that it comes from', async () => {
    const decision = await ask(line('%RESPONSE_CODE%'), {}, { trace: true });
    const { observed } = decision;
    expect(observed?.log[0]?.path).toContain('access_log[0]');
    expect(observed?.counters['cluster.a.upstream_rq_200']?.path).toBe('static_resources.clusters[0].name');
    expect(observed?.counters['http.in.downstream_rq_total']?.path).toContain('stat_prefix');
    expect(observed?.reason?.says).toContain('upstream');
  });
  it('explains flags, and says what raised them', async () => {
    const nowhere = await ask(line('-').replace('prefix: /', 'prefix: /x'), {}, { trace: true });
    expect(nowhere.observed?.flags).toMatchObject([
      { flag: 'NR', name: 'NoRouteFound', origin: { path: expect.stringContaining('virtual_hosts[0]') as string } },
    ]);
    const slow = await ask(line('-'), { responses: { a: { delayMs: 20_000 } } }, { trace: true });
    expect(slow.observed?.flags[0]).toMatchObject({ flag: 'UT', says: 'the upstream request timed out' });
  });
  it('is left out where no trace is asked for', async () => {
    expect((await ask(line('-'))).observed).toBeUndefined();
  });
});
