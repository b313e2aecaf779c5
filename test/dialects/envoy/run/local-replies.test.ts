// Answers that Envoy makes in place of the upstream: the route's header operations, filters on the way back, services without endpoints.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import { ask, filters, gateway, indent } from '../support.ts';

const HTTP = 'type.googleapis.com/envoy.extensions.filters.http';
const RBAC = `{name: deny, typed_config: {"@type": ${HTTP}.rbac.v3.RBAC, rules: {action: DENY, policies: {all: {permissions: [{any: true}], principals: [{any: true}]}}}}}`;
const BASIC = `{name: who, typed_config: {"@type": ${HTTP}.basic_auth.v3.BasicAuth, users: {inline_string: "u:{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M="}}}`;
const CORS = `{name: cors, typed_config: {"@type": ${HTTP}.cors.v3.Cors}}`;
const AUTHZ = `{name: authz, typed_config: {"@type": ${HTTP}.ext_authz.v3.ExtAuthz, http_service: {server_uri: {uri: "http://b", cluster: SERVICE, timeout: 1s}}}}`;
const MUTATE = `{name: adds, typed_config: {"@type": ${HTTP}.header_mutation.v3.HeaderMutation, mutations: {response_mutations: [{append: {header: {key: x-f, value: f}}}]}}}`;
const CUSTOM = `{name: own, typed_config: {"@type": ${HTTP}.custom_response.v3.CustomResponse, custom_response_matcher: {on_no_match: {action: {name: a, typed_config: {"@type": type.googleapis.com/envoy.extensions.http.custom_response.local_response_policy.v3.LocalResponsePolicy, status_code: 499, body: {inline_string: gone}}}}}}}`;
const BUFFER = `{name: small, typed_config: {"@type": ${HTTP}.buffer.v3.Buffer, max_request_bytes: 3}}`;
const LIMIT = `{name: limit, typed_config: {"@type": ${HTTP}.ratelimit.v3.RateLimit, domain: d, failure_mode_deny: true, rate_limit_service: {transport_api_version: V3, grpc_service: {envoy_grpc: {cluster_name: SERVICE}}}}}`;

const table = `name: main
response_headers_to_add: [{header: {key: x-all, value: "%RESPONSE_CODE_DETAILS%"}}]
virtual_hosts:
- name: v
  domains: ["*"]
  routes:
  - name: fixed
    match: {prefix: /fixed}
    direct_response: {status: 403, body_format: {json_format: {a: "%RESPONSE_CODE%"}}}
  - name: r
    match: {prefix: /r}
    response_headers_to_add: [{header: {key: x-r, value: r}}, {header: {key: www-authenticate, value: mine}}]
    typed_per_filter_config: {cors: {"@type": ${HTTP}.cors.v3.CorsPolicy, allow_origin_string_match: [{exact: "http://o"}]}}
    route: {cluster: a, rate_limits: [{actions: [{generic_key: {descriptor_value: k}}]}]}`;
const config = (filter: string, service = 'b', hcm = '# nothing more'): string =>
  `${gateway(`${hcm}\nroute_config:\n${indent(table, 2)}\n${filters(`- ${filter.replace('SERVICE', service)}`)}`)}\n  - {name: empty}`;
const asked = async (filter: string, request: SampleRequest = {}, service = 'b') =>
  ask(config(filter, service), { path: '/r', ...request });
const headerOf = (headers: readonly (readonly [string, string])[] | undefined, name: string): string | undefined =>
  headers
    ?.filter(([n]) => n === name)
    .map(([, v]) => v)
    .join(', ') || undefined;

describe('an answer of a filter', () => {
  it('gets the header operations of the route that would have forwarded, before those of the filter', async () => {
    const { status, response } = await asked(RBAC);
    expect(status).toBe(403);
    expect(headerOf(response?.headers, 'x-r')).toBe('r');
    expect(headerOf(response?.headers, 'x-all')).toBe('rbac_access_denied_matched_policy[all]');
    expect(headerOf((await asked(BASIC)).response?.headers, 'www-authenticate')).toMatch(/^Basic realm="http:/);
    expect(headerOf((await asked(RBAC, { path: '/none' })).response?.headers, 'x-all')).toBeUndefined();
  });
  it('is without them where it is sent as it stands: a CORS preflight', async () => {
    const preflight: SampleRequest = {
      method: 'OPTIONS',
      headers: [
        ['origin', 'http://o'],
        ['access-control-request-method', 'GET'],
      ],
    };
    const { status, reason, response } = await asked(CORS, preflight);
    expect([status, reason, headerOf(response?.headers, 'x-r')]).toEqual([200, 'cors_response', undefined]);
  });
  it('gives the service’s header in place of the route’s', async () => {
    const denied = { responses: { b: { status: 401, headers: [['www-authenticate', 'theirs'] as const] } } };
    expect(headerOf((await asked(AUTHZ, denied)).response?.headers, 'www-authenticate')).toBe('theirs');
  });
  it('of a refused upgrade passes the filters on its way back', async () => {
    const upgrade: SampleRequest = {
      headers: [
        ['connection', 'upgrade'],
        ['upgrade', 'websocket'],
      ],
    };
    const { reason, response } = await asked(MUTATE, upgrade);
    expect([reason, headerOf(response?.headers, 'x-f'), headerOf(response?.headers, 'x-r')]).toEqual(['upgrade_failed', 'f', 'r']);
  });
  it('in place of an upstream’s has the route’s headers, and no details', async () => {
    const { status, response, reason } = await asked(CUSTOM);
    expect([status, response?.body, headerOf(response?.headers, 'x-r'), reason]).toEqual([499, 'gone', 'r', undefined]);
  });
  it('to gRPC keeps the line break of a JSON body that local_reply_config did not make', async () => {
    const grpc: SampleRequest = { path: '/fixed', headers: [['content-type', 'application/grpc']] };
    expect(headerOf((await asked(MUTATE, grpc)).response?.headers, 'grpc-message')).toBe('{"a":0}%0A');
    const mapped = config(RBAC, 'b', 'local_reply_config: {body_format: {json_format: {a: "%RESPONSE_CODE%"}}}');
    const { response } = await ask(mapped, { ...grpc, path: '/r' });
    expect(headerOf(response?.headers, 'grpc-message')).toBe('{"a":403}');
  });
});

describe('a body that is larger than the buffer', () => {
  const large: SampleRequest = { method: 'POST', body: 'hello' };
  it('is refused over HTTP/1, and counted', async () => {
    const { status, counters } = await asked(BUFFER, large);
    expect(status).toBe(413);
    expect(counters).toMatchObject({ 'http.in.downstream_rq_too_large': 1 });
  });
  it('passes in one frame of HTTP/2, not in several', async () => {
    expect((await asked(BUFFER, { ...large, protocol: 'HTTP/2' })).status).toBe(200);
    expect((await asked(BUFFER, { ...large, protocol: 'HTTP/2', body: 'x'.repeat(20_000) })).status).toBe(413);
  });
});

describe('a service without endpoints', () => {
  it('fails the check of ext_authz, which no request without a route needs', async () => {
    const { status, reason, counters } = await asked(AUTHZ, {}, 'empty');
    expect([status, reason]).toEqual([403, 'ext_authz_error']);
    expect(counters).toMatchObject({ 'cluster.empty.internal.upstream_rq_503': 1, 'cluster.a.ext_authz.error': 1 });
    expect((await asked(AUTHZ, { path: '/none' }, 'empty')).reason).toBe('route_not_found');
  });
  it('fails the question about rate limits', async () => {
    expect(await asked(LIMIT, {}, 'empty')).toMatchObject({ status: 500, reason: 'rate_limiter_error', assumptions: [] });
    expect((await asked(LIMIT)).assumptions).toMatchObject([{ code: 'external-verdict' }]);
  });
  it('leaves the body of a request unread', async () => {
    const alone = config(MUTATE).replace('route: {cluster: a,', 'route: {cluster: empty,');
    const { reason, counters } = await ask(alone, { method: 'POST', path: '/r', body: 'abc' });
    expect(reason).toBe('no_healthy_upstream');
    expect(counters).toMatchObject({ 'http.in.downstream_rq_response_before_rq_complete': 1 });
  });
});
