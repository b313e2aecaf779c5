// Filters that ask somebody, run a program or answer by themselves: what the sample declares of them, and what is known without it.
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../src/model/decision.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const EXT = 'type.googleapis.com/envoy.extensions';
const table = (items: string): string => `route_config:
${indent(routes(items), 2)}`;
const chain = (items: string, route = '- {name: r, match: {prefix: /}, route: {cluster: a}}'): string =>
  gateway(`${table(route)}\n${filters(items)}`);
const sent = (decision: Decision, name: string): string | undefined => decision.upstream?.headers.find(([n]) => n === name)?.[1];
const got = (decision: Decision, name: string): string | undefined => decision.response?.headers.find(([n]) => n === name)?.[1];

describe('a program', () => {
  const text = chain(`- name: script
  typed_config: {"@type": ${EXT}.filters.http.lua.v3.Lua, default_source_code: {inline_string: "function envoy_on_request(h) end"}}`);

  it('is taken to change nothing, and named for it', async () => {
    const decision = await ask(text);
    expect(decision.outcome).toBe('forward');
    expect(decision.assumptions).toMatchObject([{ code: 'opaque-filter', target: 'script' }]);
  });
  it('changes headers of both sides as declared', async () => {
    const verdicts = { script: { headers: { 'x-user': 'ann', cookie: null }, responseHeaders: { 'x-seen': '1' }, path: '/b' } };
    const decision = await ask(text, { headers: [['cookie', 'a=1']], verdicts });
    expect([sent(decision, 'x-user'), sent(decision, 'cookie'), decision.upstream?.path, got(decision, 'x-seen')]).toEqual([
      'ann',
      undefined,
      '/b',
      '1',
    ]);
    expect(decision.assumptions).toEqual([]);
  });
  it('answers as declared', async () => {
    const verdicts = { script: { allow: false, status: 418, body: 'tea', responseHeaders: { 'x-pot': '1' } } };
    const decision = await ask(text, { verdicts });
    expect(decision).toMatchObject({ outcome: 'respond', status: 418, response: { body: 'tea' } });
    expect(got(decision, 'x-pot')).toBe('1');
  });
});

describe('the rate limit service', () => {
  const limited =
    '- {name: r, match: {prefix: /}, route: {cluster: a, rate_limits: [{actions: [{request_headers: {header_name: x-user, descriptor_key: user}}]}]}}';
  const text = chain(
    `- name: limits
  typed_config:
    "@type": ${EXT}.filters.http.ratelimit.v3.RateLimit
    domain: shop
    rate_limit_service: {transport_api_version: V3, grpc_service: {envoy_grpc: {cluster_name: b}}}`,
    limited,
  );
  it('is not asked about a request that makes no descriptor', async () => {
    expect(await ask(text, { verdicts: { limits: { allow: false } } })).toMatchObject({ outcome: 'forward', assumptions: [] });
  });
  it('is asked with the descriptors that the route makes', async () => {
    const decision = await ask(text, { headers: [['x-user', 'ann']] });
    expect(decision.assumptions[0]?.what).toContain('(user=ann)');
    expect(decision.counters).toMatchObject({ 'cluster.a.ratelimit.ok': 1 });
  });
  it('refuses with 429 where it says so', async () => {
    const decision = await ask(text, { headers: [['x-user', 'ann']], verdicts: { limits: { allow: false } } });
    expect(decision).toMatchObject({ status: 429, flags: ['RL'], reason: 'request_rate_limited' });
    expect(got(decision, 'x-envoy-ratelimited')).toBe('true');
  });
});

describe('a custom response', () => {
  const text = chain(`- name: pages
  typed_config:
    "@type": ${EXT}.filters.http.custom_response.v3.CustomResponse
    custom_response_matcher:
      matcher_list:
        matchers:
        - predicate:
            single_predicate:
              input: {name: code, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpResponseStatusCodeClassMatchInput}}
              value_match: {exact: 5xx}
          on_match:
            action:
              name: sorry
              typed_config:
                "@type": ${EXT}.http.custom_response.local_response_policy.v3.LocalResponsePolicy
                status_code: 200
                body: {inline_string: sorry}
                response_headers_to_add: [{header: {key: x-was, value: "%RESPONSE_CODE%"}}]`);
  it('stands in for an answer that its matcher chooses', async () => {
    const decision = await ask(text, { responses: { a: { status: 502, headers: { 'x-up': '1' }, body: 'bad' } } });
    expect(decision).toMatchObject({ outcome: 'respond', status: 200, response: { body: 'sorry' } });
    expect([got(decision, 'x-was'), got(decision, 'x-up')]).toEqual(['502', undefined]);
  });
  it('leaves every other answer', async () => {
    expect(await ask(text, { responses: { a: { status: 404, body: 'none' } } })).toMatchObject({ status: 404, response: { body: 'none' } });
  });
});

describe('a filter behind a matcher', () => {
  const text = chain(`- name: chosen
  typed_config:
    "@type": ${EXT}.common.matching.v3.ExtensionWithMatcher
    extension_config: {name: composite, typed_config: {"@type": ${EXT}.filters.http.composite.v3.Composite}}
    xds_matcher:
      matcher_tree:
        input: {name: h, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput, header_name: x-break}}
        exact_match_map:
          map:
            "yes":
              action:
                name: run
                typed_config:
                  "@type": ${EXT}.filters.http.composite.v3.ExecuteFilterAction
                  typed_config:
                    name: fault
                    typed_config: {"@type": ${EXT}.filters.http.fault.v3.HTTPFault, abort: {http_status: 503, percentage: {numerator: 100}}}`);
  it('runs the filter that the action names, and none without an action', async () => {
    expect(await ask(text, { headers: [['x-break', 'yes']] })).toMatchObject({ status: 503, flags: ['FI'] });
    expect(await ask(text, { headers: [['x-break', 'no']] })).toMatchObject({ status: 200 });
  });
});

describe('OAuth 2', () => {
  const text = chain(`- name: login
  typed_config:
    "@type": ${EXT}.filters.http.oauth2.v3.OAuth2
    config:
      token_endpoint: {cluster: b, uri: http://idp.example/token, timeout: 1s}
      authorization_endpoint: https://idp.example/auth?kind=web
      redirect_uri: "https://%REQ(:authority)%/back"
      redirect_path_matcher: {path: {exact: /back}}
      signout_path: {path: {exact: /bye}}
      auth_scopes: [openid, email]
      forward_bearer_token: true
      pass_through_matcher: [{name: ":path", string_match: {prefix: /open}}]
      deny_redirect_matcher: [{name: x-requested-with, present_match: true}]
      credentials: {client_id: web, token_secret: {name: t}, hmac_secret: {name: h}}`);

  it('sends a browser to the authorization endpoint, parameters in the order of their names', async () => {
    const decision = await ask(text, { host: 'shop.example', path: '/cart' });
    expect(decision).toMatchObject({ outcome: 'redirect', status: 302, reason: 'oauth.missing_credentials' });
    expect(got(decision, 'location')).toBe(
      'https://idp.example/auth?client_id=web&code_challenge=*&code_challenge_method=S256&kind=web&redirect_uri=https%3A%2F%2Fshop.example%2Fback&response_type=code&scope=openid%20email&state=*',
    );
  });
  it.each([
    ['/back', 'Code_or_state_query_param_does_not_exist:_'],
    ['/back?error=denied', 'OAuth_server_returned_an_error:_?error=denied'],
    ['/back?code=1&state=e30', 'State_query_param_does_not_contain_url_or_CSRF_token:_{}'],
  ])('refuses the callback %s', async (path, reason) => {
    expect(await ask(text, { path })).toMatchObject({ status: 401, reason, response: { body: 'OAuth flow failed.' } });
  });
  it('lets through what needs no session, and refuses to redirect what cannot follow', async () => {
    expect(await ask(text, { path: '/open/x' })).toMatchObject({ outcome: 'forward', counters: { 'http.in.oauth_passthrough': 1 } });
    expect(await ask(text, { path: '/x', headers: [['x-requested-with', 'XMLHttpRequest']] })).toMatchObject({ status: 401 });
  });
  it('hands on the token of a declared session', async () => {
    const decision = await ask(text, { verdicts: { login: { allow: true, token: 'abc' } } });
    expect(sent(decision, 'authorization')).toBe('Bearer abc');
  });
  it('takes the cookies away at sign-out', async () => {
    const decision = await ask(text, { host: 'shop.example', path: '/bye' });
    expect(got(decision, 'location')).toBe('http://shop.example/');
    expect(decision.response?.headers.filter(([n, v]) => n === 'set-cookie' && v.includes('=deleted;')).length).toBe(5);
  });
});

describe('an injected credential', () => {
  const text = (more: string): string =>
    chain(`- name: key
  typed_config:
    "@type": ${EXT}.filters.http.credential_injector.v3.CredentialInjector
    ${more}
    credential:
      name: generic
      typed_config: {"@type": ${EXT}.http.injected_credentials.generic.v3.Generic, credential: {name: s}}`).replace(
      'static_resources:',
      'static_resources:\n  secrets: [{name: s, generic_secret: {secret: {inline_string: Basic abc}}}]',
    );
  it('goes where none is, and elsewhere only if told to', async () => {
    const headers = [['authorization', 'own']] as const;
    expect(sent(await ask(text('# plain')), 'authorization')).toBe('Basic abc');
    expect(sent(await ask(text('# plain'), { headers }), 'authorization')).toBe('own');
    expect(sent(await ask(text('overwrite: true'), { headers }), 'authorization')).toBe('Basic abc');
  });
});
