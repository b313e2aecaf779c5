// Access logs of every kind of logger: the connection manager's, the router's, the listener's and tcp_proxy's, and in which order.
import { describe, expect, it } from 'vitest';
import { ask, gateway, indent, routes } from '../support.ts';

const STREAM = 'type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog';
/** A logger whose lines begin with `name`. */
const logger = (name: string, format: string, filter = ''): string =>
  `{name: ${name}${filter === '' ? '' : `, filter: ${filter}`}, typed_config: {"@type": ${STREAM}, log_format: {text_format_source: {inline_string: "${name} %ACCESS_LOG_TYPE% ${format}\\n"}}}}`;

const ROUTER = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';
const RETRYING = '- {name: r, match: {prefix: /}, route: {cluster: a, retry_policy: {retry_on: "5xx", num_retries: 1}}}';
interface Loggers {
  readonly http?: string;
  readonly router?: string;
  readonly listener?: string;
  readonly options?: string;
  readonly items?: string;
}
const logging = ({ http, router, listener, options, items }: Loggers): string =>
  gateway(
    `access_log: [${http ?? ''}]
${options ?? '# no options'}
route_config:
${indent(routes(items ?? RETRYING), 2)}
http_filters: [{name: router, typed_config: {"@type": ${ROUTER}${router === undefined ? '' : `, ${router}`}}}]`,
    ['a', 'b'],
    listener === undefined ? '' : `access_log: [${listener}]`,
  );

describe('the connection manager', () => {
  const STATUS = '%RESPONSE_CODE% %ROUTE_NAME%';
  it('writes a line when a request has come, if it is asked to', async () => {
    const options = 'access_log_options: {flush_access_log_on_new_request: true}';
    const text = logging({ http: logger('H', STATUS), options });
    expect((await ask(text)).accessLog).toEqual(['H DownstreamStart 0 r', 'H DownstreamEnd 200 r']);
    // what is refused at once has not come
    expect((await ask(text, { path: '/a#b' })).accessLog).toEqual(['H DownstreamEnd 400 -']);
  });
  it('writes lines at intervals while the upstream is waited for', async () => {
    const text = logging({ http: logger('H', STATUS), options: 'access_log_options: {access_log_flush_interval: 2s}' });
    const { accessLog } = await ask(text, { responses: { a: { delayMs: 5000 } } });
    expect(accessLog).toEqual(['H DownstreamPeriodic 0 r', 'H DownstreamPeriodic 0 r', 'H DownstreamEnd 200 r']);
  });
  it('tells its loggers apart by the kind of line', async () => {
    const options = 'access_log_options: {flush_access_log_on_new_request: true}';
    const http = logger('H', '-', '{log_type_filter: {types: [DownstreamStart]}}');
    expect((await ask(logging({ http, options }))).accessLog).toEqual(['H DownstreamStart -']);
  });
  it('knows how long the sample lets the upstream take, and what metadata filters look at', async () => {
    const slow = logger('H', '-', '{duration_filter: {comparison: {op: GE, value: {default_value: 400, runtime_key: k}}}}');
    const text = logging({ http: slow });
    expect((await ask(text, { responses: { a: { delayMs: 500 } } })).accessLog).toHaveLength(1);
    expect((await ask(text, { responses: { a: { delayMs: 300 } } })).accessLog).toEqual([]);
    const matcher = '{filter: m, path: [{key: k}], value: {string_match: {exact: v}}, invert: true}';
    const noted = logging({ http: logger('H', '-', `{metadata_filter: {matcher: ${matcher}}}`) });
    // inverting is not what these filters do
    expect((await ask(noted, { metadata: { m: { k: 'v' } } })).accessLog).toHaveLength(1);
    expect((await ask(noted, { metadata: { m: { k: 'w' } } })).accessLog).toEqual([]);
  });
  it('writes a line when a tunnel stands', async () => {
    const options =
      'access_log_options: {flush_log_on_tunnel_successfully_established: true}\nupgrade_configs: [{upgrade_type: websocket}]';
    const text = logging({
      http: logger('H', '%RESPONSE_CODE_DETAILS%'),
      options,
      router: `upstream_log: [${logger('U', '%RESPONSE_CODE%')}]`,
    });
    const headers: [string, string][] = [
      ['connection', 'upgrade'],
      ['upgrade', 'websocket'],
    ];
    expect((await ask(text, { headers })).accessLog).toEqual([
      'H DownstreamTunnelSuccessfullyEstablished via_upstream',
      'H DownstreamEnd downstream_remote_disconnect',
      'U UpstreamEnd 101',
    ]);
  });
});

describe('the router', () => {
  const FORMAT = '%RESPONSE_CODE% %RESPONSE_FLAGS% %UPSTREAM_HOST% %BYTES_RECEIVED%/%BYTES_SENT% %RESP(x-up)% %RESPONSE_CODE_DETAILS%';
  const router = `upstream_log: [${logger('U', FORMAT)}]`;
  it('writes a line about each attempt, before that of the request', async () => {
    const responses = {
      a: [
        { status: 503, body: 'gone' },
        { status: 200, headers: { 'x-up': '1' }, body: 'hello' },
      ],
    };
    const { accessLog } = await ask(logging({ router, http: logger('H', '%RESPONSE_CODE%') }), { body: 'abc', responses });
    expect(accessLog).toEqual([
      'U UpstreamEnd 503 - 10.0.0.1:80 0/3 - -',
      'U UpstreamEnd 200 - 10.0.0.1:80 5/3 1 -',
      'H DownstreamEnd 200',
    ]);
  });
  it('tells what ended an attempt without an answer', async () => {
    const { accessLog } = await ask(logging({ router }), { responses: { a: { reset: true } } });
    expect(accessLog).toEqual(['U UpstreamEnd 0 UC 10.0.0.1:80 0/0 - -', 'U UpstreamEnd 0 UC 10.0.0.1:80 0/0 - -']);
  });
  it('writes one more when the attempt begins, if it is asked to', async () => {
    const options = `${router}, upstream_log_options: {flush_upstream_log_on_upstream_stream: true}`;
    const { accessLog } = await ask(logging({ router: options }));
    expect(accessLog?.map((l) => l.slice(0, 24))).toEqual(['U UpstreamPoolReady 0 - ', 'U UpstreamEnd 200 - 10.0']);
  });
  it('writes nothing where nothing is sent', async () => {
    expect((await ask(logging({ router, items: '- {match: {prefix: /}, direct_response: {status: 200}}' }))).accessLog).toEqual([]);
  });
});

describe('a listener', () => {
  const listener = logger('L', '%RESPONSE_CODE% %PROTOCOL% %BYTES_RECEIVED% %BYTES_SENT% %REQ(host)% %RESPONSE_FLAGS%');
  it('writes a line about the connection, after that of the request', async () => {
    const text = logging({ listener, http: logger('H', '%DOWNSTREAM_WIRE_BYTES_RECEIVED%') });
    const { accessLog, observed } = await ask(text, { host: 'h.test', path: '/' }, { trace: true });
    expect(accessLog?.[1]).toMatch(/^L NotSet 0 HTTP\/1.1 32 [0-9]+ - -$/);
    expect(accessLog?.[0]).toBe('H DownstreamEnd 32');
    expect(observed?.log[1]?.path).toBe('static_resources.listeners[0].access_log[0]');
  });
  it('writes one about a connection that no chain takes', async () => {
    const text = logging({ listener }).replace('- filters:', '- filter_chain_match: {destination_port: 1}\n      filters:');
    const decision = await ask(text);
    expect(decision).toMatchObject({ outcome: 'close', accessLog: ['L NotSet 0 - 0 0 - NR'] });
  });
});

describe('tcp_proxy', () => {
  const text = (cluster: string, options = ''): string => `static_resources:
  listeners:
  - name: l
    address: {socket_address: {address: 0.0.0.0, port_value: 10000}}
    access_log: [${logger('L', '%UPSTREAM_HOST%')}]
    filter_chains:
    - filters:
      - name: tcp
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
          stat_prefix: t
          cluster: ${cluster}
          access_log: [${logger('T', '%UPSTREAM_HOST% %RESPONSE_FLAGS% %BYTES_SENT%')}]
          ${options}
  clusters:
  - name: a
    load_assignment:
      cluster_name: a
      endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]
  - {name: empty, type: STATIC}`;
  const tcp = { connection: { protocol: 'tcp' as const } };
  it('writes its line after the listener’s, and those that it is asked for before', async () => {
    expect((await ask(text('a'), tcp)).accessLog).toEqual(['L NotSet 10.0.0.1:80', 'T TcpConnectionEnd 10.0.0.1:80 - *']);
    const options = 'access_log_options: {flush_access_log_on_connected: true, flush_access_log_on_start: true}';
    expect((await ask(text('a', options), tcp)).accessLog?.slice(0, 2)).toEqual([
      'T TcpConnectionStart - - 0',
      'T TcpUpstreamConnected 10.0.0.1:80 - 0',
    ]);
  });
  it('says why there was nobody to connect to', async () => {
    expect((await ask(text('none'), tcp)).accessLog?.[1]).toBe('T TcpConnectionEnd - NC 0');
    expect((await ask(text('empty'), tcp)).accessLog?.[1]).toBe('T TcpConnectionEnd - UH 0');
  });
  it('counts the connection as a request of the cluster', async () => {
    expect((await ask(text('a'), tcp)).counters).toMatchObject({ 'cluster.a.upstream_rq_total': 1 });
    expect((await ask(text('empty'), tcp)).counters).toMatchObject({ 'cluster.empty.lb_healthy_panic': 1 });
  });
});
