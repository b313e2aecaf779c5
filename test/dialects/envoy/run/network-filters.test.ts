// Network filters in front of tcp_proxy and of the connection manager: which connections pass, what they count, log and leave behind.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import { ask, askAll } from '../support.ts';

const EXT = 'type.googleapis.com/envoy.extensions';
const logger = (name: string): string =>
  `{name: l, typed_config: {"@type": ${EXT}.access_loggers.stream.v3.StdoutAccessLog, log_format: {text_format_source: {inline_string: "${name} %RESPONSE_FLAGS% %CONNECTION_TERMINATION_DETAILS% %UPSTREAM_HOST% %DYNAMIC_METADATA(envoy.filters.network.rbac)% %FILTER_STATE(team:PLAIN)%\\n"}}}}`;
const filter = (type: string, config = ''): string =>
  `{name: ${type.split('.')[0]}, typed_config: {"@type": ${EXT}.filters.network.${type}, ${config}}}`;
const tcp = (cluster = 'blue'): string =>
  filter('tcp_proxy.v3.TcpProxy', `stat_prefix: t, cluster: ${cluster}, access_log: [${logger('T')}]`);
const hcm = filter(
  'http_connection_manager.v3.HttpConnectionManager',
  `stat_prefix: in, access_log: [${logger('H')}], route_config: {virtual_hosts: [{name: v, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: blue}}]}]}, http_filters: [{name: router, typed_config: {"@type": ${EXT}.filters.http.router.v3.Router}}]`,
);
const server = (name: string, i: number): string =>
  `{name: ${name}, load_assignment: {cluster_name: ${name}, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.1.0.${i}, port_value: 9000}}}}]}]}}`;
const chain = (...filters: string[]): string => `static_resources:
  listeners:
  - name: l
    address: {socket_address: {address: 0.0.0.0, port_value: 10000}}
    access_log: [${logger('L')}]
    listener_filters: [{name: i, typed_config: {"@type": ${EXT}.filters.listener.tls_inspector.v3.TlsInspector}}]
    filter_chains:
    - name: only
      filters:
${filters.map((f) => `      - ${f}`).join('\n')}
  clusters: [${server('blue', 1)}, ${server('green.test', 2)}]`;

const bytes: SampleRequest = { connection: { protocol: 'tcp', firstBytes: 'hello' }, source: { address: '10.9.8.7', port: 4000 } };
const NEAR = 'principals: [{direct_remote_ip: {address_prefix: 10.9.0.0, prefix_len: 16}}]';
const FAR = 'principals: [{direct_remote_ip: {address_prefix: 172.16.0.0, prefix_len: 12}}]';
const policies = (who: string, name = 'office', what = '{any: true}'): string => `policies: {${name}: {permissions: [${what}], ${who}}}`;
const rbac = (config: string): string => filter('rbac.v3.RBAC', `stat_prefix: gate, ${config}`);

describe('the RBAC filter of connections', () => {
  it('lets through whom a policy allows', async () => {
    const decision = await ask(chain(rbac(`rules: {action: ALLOW, ${policies(NEAR)}}`), tcp()), bytes);
    expect(decision).toMatchObject({ outcome: 'tunnel', cluster: 'blue', assumptions: [], counters: { 'gate.rbac.allowed': 1 } });
  });
  it('closes the connection of others, which tcp_proxy has already forwarded', async () => {
    const decision = await ask(chain(rbac(`rules: {action: ALLOW, ${policies(FAR)}}`), tcp()), bytes, { trace: true });
    expect(decision).toMatchObject({
      outcome: 'close',
      cluster: 'blue',
      counters: { 'gate.rbac.denied': 1, 'cluster.blue.upstream_rq_total': 1 },
      accessLog: [
        'L - rbac_access_denied_matched_policy[none] 10.1.0.1:9000 - -',
        'T - rbac_access_denied_matched_policy[none] 10.1.0.1:9000 - -',
      ],
    });
    expect(decision.trace).toContainEqual(
      expect.objectContaining({
        step: 'network filter',
        target: 'rbac',
        result: 'deny',
        because: expect.stringContaining('no policy matches'),
      }),
    );
  });
  it('names the policy that denies, without blanks', async () => {
    const decision = await ask(chain(rbac(`rules: {action: DENY, ${policies(NEAR, '"the office"')}}`), tcp()), bytes);
    expect(decision.accessLog?.[0]).toBe('L - rbac_access_denied_matched_policy[the_office] 10.1.0.1:9000 - -');
  });
  it('tells expressions why, too', async () => {
    const text = chain(rbac(`rules: {action: DENY, ${policies(NEAR)}}`), tcp());
    const asked = text.replaceAll('%CONNECTION_TERMINATION_DETAILS%', '%CEL(connection.termination_details)%');
    expect((await ask(asked, bytes)).accessLog?.[0]).toBe('L - rbac_access_denied_matched_policy[office] 10.1.0.1:9000 - -');
  });
  it('keeps the connection from the connection manager', async () => {
    const decision = await ask(chain(rbac(`rules: {action: DENY, ${policies(NEAR)}}`), hcm), { source: { address: '10.9.8.7' } });
    expect(decision).toMatchObject({ outcome: 'close', counters: { 'gate.rbac.denied': 1 } });
    expect(decision.accessLog).toEqual(['L - rbac_access_denied_matched_policy[office] - - -']);
  });
  it('leaves the verdict of its shadow rules with the connection, not with requests', async () => {
    const config = `shadow_rules_stat_prefix: try_, shadow_rules: {action: DENY, ${policies(NEAR)}}`;
    const decision = await ask(chain(rbac(config), hcm), { source: { address: '10.9.8.7' } });
    expect(decision).toMatchObject({ outcome: 'forward', counters: { 'gate.rbac.try_.shadow_denied': 1 } });
    expect(decision.accessLog?.[0]).toBe('H - - 10.1.0.1:9000 - -');
    expect(decision.accessLog?.[1]).toBe('L - - - {"try_shadow_effective_policy_id":"office","try_shadow_engine_result":"denied"} -');
  });
  it.each([
    ['the port that was connected to', '{destination_port: 10000}', 'tunnel'],
    ['another port', '{destination_port: 10001}', 'close'],
    ['the server name', '{requested_server_name: {exact: shop.test}}', 'tunnel'],
    ['another server name', '{requested_server_name: {suffix: .shop.test}}', 'close'],
  ])('knows %s', async (_, what, outcome) => {
    const text = chain(rbac(`rules: {action: ALLOW, ${policies('principals: [{any: true}]', 'p', what)}}`), tcp());
    expect(await ask(text, { ...bytes, tls: { sni: 'shop.test' } })).toMatchObject({ outcome });
  });
  it('ends at the action of its matcher, and denies without one', async () => {
    const input = `{name: i, typed_config: {"@type": ${EXT}.matching.common_inputs.network.v3.SourceIPInput}}`;
    const action = '{name: a, typed_config: {"@type": type.googleapis.com/envoy.config.rbac.v3.Action, name: known, action: ALLOW}}';
    const matcher = (prefix: string): string =>
      `matcher: {matcher_list: {matchers: [{predicate: {single_predicate: {input: ${input}, value_match: {prefix: "${prefix}"}}}, on_match: {action: ${action}}}]}}`;
    expect(await ask(chain(rbac(matcher('10.9.')), tcp()), bytes)).toMatchObject({ outcome: 'tunnel' });
    expect(await ask(chain(rbac(matcher('10.8.')), tcp()), bytes)).toMatchObject({ outcome: 'close' });
  });
  it('judges again with the end of the connection where it is to judge continuously', async () => {
    const text = chain(rbac(`enforcement_type: CONTINUOUS, rules: {action: ALLOW, ${policies(NEAR)}}`), tcp());
    expect((await ask(text, bytes)).counters).toMatchObject({ 'gate.rbac.allowed': 2 });
  });
  it('is not asked where there is nobody to connect to', async () => {
    const decision = await ask(chain(rbac(`rules: {action: DENY, ${policies(NEAR)}}`), tcp('nobody')), bytes);
    expect(decision).toMatchObject({ outcome: 'close', flags: ['NC'], counters: {} });
  });
});

describe('sni_cluster', () => {
  const text = chain(filter('sni_cluster.v3.SniCluster'), tcp());
  it('takes the server name for the cluster', async () => {
    expect(await ask(text, { ...bytes, tls: { sni: 'green.test' } })).toMatchObject({ outcome: 'tunnel', cluster: 'green.test' });
  });
  it('closes the connection where there is no such cluster', async () => {
    const decision = await ask(text, { ...bytes, tls: { sni: 'red.test' } });
    expect(decision).toMatchObject({ outcome: 'close', flags: ['NC'] });
    expect(decision.sentence?.because).toContain('"red.test"');
  });
  it('does not change what is drawn by weight', async () => {
    const drawn = filter('tcp_proxy.v3.TcpProxy', 'stat_prefix: t, weighted_clusters: {clusters: [{name: blue, weight: 1}]}');
    const asked = { ...bytes, tls: { sni: 'green.test' } };
    expect(await ask(chain(filter('sni_cluster.v3.SniCluster'), drawn), asked)).toMatchObject({ outcome: 'tunnel', cluster: 'blue' });
  });
  it('leaves tcp_proxy its own where there is no server name', async () => {
    expect(await ask(text, bytes)).toMatchObject({ outcome: 'tunnel', cluster: 'blue' });
  });
});

describe('other network filters', () => {
  it('take a token for every connection of a sequence', async () => {
    const limit = filter('local_ratelimit.v3.LocalRateLimit', 'stat_prefix: few, token_bucket: {max_tokens: 1, fill_interval: 60s}');
    const [first, second] = await askAll(chain(limit, tcp()), [bytes, bytes], { sequence: true });
    expect(first).toMatchObject({ outcome: 'tunnel' });
    expect(second).toMatchObject({ outcome: 'close', flags: ['URX'], counters: { 'local_rate_limit.few.rate_limited': 1 } });
    expect(second?.accessLog).toEqual(['L URX - - - -', 'T URX - - - -']);
  });
  it('set filter state that requests see', async () => {
    const set = filter(
      'set_filter_state.v3.Config',
      'on_new_connection: [{object_key: team, factory_key: envoy.string, format_string: {text_format_source: {inline_string: "from %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"}}}]',
    );
    const decision = await ask(chain(set, hcm), { source: { address: '10.9.8.7' } });
    expect(decision.accessLog).toEqual(['H - - 10.1.0.1:9000 - from 10.9.8.7', 'L - - - - from 10.9.8.7']);
  });
  it('choose the cluster of tcp_proxy', async () => {
    const set = filter(
      'set_filter_state.v3.Config',
      'on_new_connection: [{object_key: envoy.tcp_proxy.cluster, format_string: {text_format_source: {inline_string: green.test}}}]',
    );
    expect(await ask(chain(set, tcp()), bytes)).toMatchObject({ outcome: 'tunnel', cluster: 'green.test' });
  });
  it('answer: a fixed text before anybody judges, an echo after', async () => {
    const gate = rbac(`rules: {action: DENY, ${policies(NEAR)}}`);
    const fixed = filter('direct_response.v3.Config', 'response: {inline_string: moved}');
    expect(await ask(chain(gate, fixed), bytes)).toMatchObject({ outcome: 'respond', response: { body: 'moved' } });
    expect(await ask(chain(gate, filter('echo.v3.Echo')), bytes)).toMatchObject({ outcome: 'close' });
    expect(await ask(chain(filter('echo.v3.Echo')), bytes)).toMatchObject({ outcome: 'respond' });
  });
  it('ask a service, whose verdict the sample declares', async () => {
    const text = (cluster: string, more = ''): string =>
      chain(filter('ext_authz.v3.ExtAuthz', `stat_prefix: door, grpc_service: {envoy_grpc: {cluster_name: ${cluster}}}${more}`), tcp());
    const declared = (allow: boolean): SampleRequest => ({ ...bytes, verdicts: { ext_authz: { allow } } });
    expect(await ask(text('blue'), declared(true))).toMatchObject({
      outcome: 'tunnel',
      assumptions: [],
      counters: { 'ext_authz.door.total': 1, 'ext_authz.door.ok': 1 },
    });
    expect(await ask(text('blue'), declared(false))).toMatchObject({
      outcome: 'close',
      flags: ['UAEX'],
      counters: { 'ext_authz.door.denied': 1, 'ext_authz.door.cx_closed': 1 },
    });
    expect(await ask(text('blue'), bytes)).toMatchObject({ outcome: 'tunnel', assumptions: [{ code: 'external-verdict' }] });
    const nobody = (more: string): string => text('idle', more).replace('clusters: [', 'clusters: [{name: idle, type: STATIC}, ');
    expect(await ask(nobody(''), bytes)).toMatchObject({ outcome: 'close', flags: ['UAEX'], counters: { 'ext_authz.door.error': 1 } });
    expect(await ask(nobody(', failure_mode_allow: true'), bytes)).toMatchObject({
      outcome: 'tunnel',
      counters: { 'ext_authz.door.failure_mode_allowed': 1 },
    });
  });
  it('close where the sample says so', async () => {
    const text = chain(filter('mongo_proxy.v3.MongoProxy', 'stat_prefix: m'), tcp());
    expect(await ask(text, { ...bytes, verdicts: { mongo_proxy: { allow: false } } })).toMatchObject({ outcome: 'close', assumptions: [] });
  });
  it('are named where they are not simulated', async () => {
    const decision = await ask(chain(filter('mongo_proxy.v3.MongoProxy', 'stat_prefix: m'), tcp()), bytes);
    expect(decision).toMatchObject({ outcome: 'tunnel', assumptions: [{ code: 'opaque-filter', target: 'mongo_proxy' }] });
  });
});

describe('a TLS handshake that fails', () => {
  const line = `{name: l, typed_config: {"@type": ${EXT}.access_loggers.stream.v3.StdoutAccessLog, log_format: {text_format_source: {inline_string: "%RESPONSE_FLAGS% %UPSTREAM_CLUSTER% %DOWNSTREAM_TRANSPORT_FAILURE_REASON%\\n"}}}}`;
  const secure = (needs: string, ...filters: string[]): string =>
    chain(...filters)
      .replace(logger('L'), line)
      .replace(
        '    - name: only\n',
        `    - name: only
      transport_socket:
        name: tls
        typed_config: {"@type": ${EXT}.transport_sockets.tls.v3.DownstreamTlsContext, ${needs} common_tls_context: {}}
`,
      );
  const REQUIRED = 'require_client_certificate: true,';
  const NO_CERTIFICATE =
    'TLS_error:|268435648:SSL_routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE:peer_did_not_provide_required_client_certificate:TLS_error_end';

  it('leaves the listener’s line', async () => {
    const decision = await ask(secure(REQUIRED, hcm), { tls: { sni: 'shop.test' } });
    expect(decision).toMatchObject({ outcome: 'close', accessLog: [`- - ${NO_CERTIFICATE}`] });
  });
  it('leaves that of tcp_proxy, which connects before', async () => {
    const decision = await ask(secure(REQUIRED, tcp()), { ...bytes, tls: { sni: 'shop.test' } });
    expect(decision).toMatchObject({ outcome: 'close', accessLog: [`- blue ${NO_CERTIFICATE}`, 'T - - * - -'] });
  });
  it('is not waited for by a fixed answer, which reaches nobody', async () => {
    const fixed = filter('direct_response.v3.Config', 'response: {inline_string: moved}');
    const text = secure('', fixed).replace(
      '%UPSTREAM_CLUSTER% %DOWNSTREAM_TRANSPORT_FAILURE_REASON%',
      '%RESPONSE_CODE_DETAILS% %BYTES_SENT%',
    );
    expect(await ask(text, { ...bytes, tls: {} })).toMatchObject({ outcome: 'close', accessLog: ['- direct_response 5'] });
  });
  it('is that of plain text, too, and no filter judges what comes', async () => {
    const gate = rbac(`rules: {action: DENY, ${policies('principals: [{any: true}]')}}`);
    const decision = await ask(secure('', gate, hcm), { method: 'GET', path: '/' });
    expect(decision.accessLog).toEqual(['- - TLS_error:|268435612:SSL_routines:OPENSSL_internal:HTTP_REQUEST:TLS_error_end']);
    expect(decision.counters).toEqual({});
  });
});
