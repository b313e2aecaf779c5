// Redirects of an upstream that a route follows itself: when it does, what the new request looks like, and what is logged.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import type { Decision } from '../../../../src/model/decision.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const PREDICATES = 'type.googleapis.com/envoy.extensions.internal_redirect';
const text = gateway(`access_log:
- name: out
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
    log_format: {text_format_source: {inline_string: "%REQ(:PATH)% %RESPONSE_CODE% %RESPONSE_CODE_DETAILS%\\n"}}
route_config:
${indent(
  routes(`- {name: one, match: {prefix: /one}, route: {cluster: a, internal_redirect_policy: {}}}
- {name: codes, match: {prefix: /codes}, route: {cluster: a, internal_redirect_policy: {redirect_response_codes: [303, 307]}}}
- {name: copy, match: {prefix: /copy}, route: {cluster: a, internal_redirect_policy: {response_headers_to_copy: [x-copy]}}}
- {name: loop, match: {prefix: /loop}, route: {cluster: a, internal_redirect_policy: {max_internal_redirects: 3}}}
- {name: cross, match: {prefix: /cross}, route: {cluster: a, internal_redirect_policy: {allow_cross_scheme_redirect: true}}}
- name: listed
  match: {prefix: /listed}
  route:
    cluster: a
    internal_redirect_policy:
      predicates: [{name: list, typed_config: {"@type": ${PREDICATES}.allow_listed_routes.v3.AllowListedRoutesConfig, allowed_route_names: [other]}}]
- {name: target, match: {prefix: /target}, route: {cluster: b}}`),
  2,
)}
${filters('# the router alone')}`);

const to = (location: string, status = 302, headers: Record<string, string> = {}): NonNullable<SampleRequest['responses']> => ({
  a: { status, headers: { location, ...headers }, body: 'moved' },
});
const sent = (decision: Decision, name: string): readonly string[] =>
  (decision.upstream?.headers ?? []).filter(([n]) => n === name).map(([, value]) => value);

describe('an internal redirect', () => {
  it('asks the new URL, keeps the old one, and logs both', async () => {
    const decision = await ask(text, { host: 'h.test', path: '/one?x=1', responses: to('http://h.test/target?y=2#part') });
    expect(decision).toMatchObject({ outcome: 'forward', status: 200, cluster: 'b', route: 'target', upstream: { path: '/target?y=2' } });
    expect(sent(decision, 'x-envoy-original-url')).toEqual(['http://h.test/one?x=1']);
    expect(decision.accessLog).toEqual(['/target?y=2 302 internal_redirect', '/target?y=2 200 via_upstream']);
    expect(decision.counters).toMatchObject({
      'cluster.a.upstream_internal_redirect_succeeded_total': 1,
      'http.in.downstream_rq_total': 2,
      'http.in.downstream_rq_completed': 1,
    });
  });

  it.each([
    ['of another code', '/one', to('http://h.test/target', 301), undefined],
    ['to a path', '/one', to('/target'), 'bad_location'],
    ['to another scheme', '/one', to('https://h.test/target'), 'unsafe_scheme'],
    ['to where no route is', '/one', to('http://h.test/nowhere'), 'no_route'],
    ['to a route that is not listed', '/listed', to('http://h.test/target'), 'predicate'],
  ])('%s goes to the client', async (_, path, responses, stat) => {
    const decision = await ask(text, { host: 'h.test', path, ...(responses === undefined ? {} : { responses }) });
    expect(decision.response?.headers.some(([n]) => n === 'location')).toBe(true);
    const counted = Object.keys(decision.counters ?? {}).filter((name) => name.includes('passthrough'));
    expect(counted).toEqual(stat === undefined ? [] : [`http.in.passthrough_internal_redirect_${stat}`]);
  });

  it('is followed to another scheme where that is allowed', async () => {
    expect(await ask(text, { host: 'h.test', path: '/cross', responses: to('https://h.test/target') })).toMatchObject({ cluster: 'b' });
  });
  it('ends after as many as are allowed', async () => {
    const decision = await ask(text, { host: 'h.test', path: '/loop', responses: to('http://h.test/loop') });
    expect(decision.counters).toMatchObject({
      'cluster.a.upstream_internal_redirect_succeeded_total': 3,
      'http.in.passthrough_internal_redirect_too_many_redirects': 1,
    });
    expect(decision.accessLog?.length).toBe(4);
  });
  it('turns a POST into a GET for 303 and for nothing else', async () => {
    const method = async (status: number): Promise<string | undefined> =>
      (await ask(text, { method: 'POST', host: 'h.test', path: '/codes', body: 'x', responses: to('http://h.test/target', status) }))
        .upstream?.method;
    expect([await method(303), await method(307)]).toEqual(['GET', 'POST']);
  });
  it('takes the headers along that it is told to', async () => {
    const headers = [['x-copy', 'old']] as const;
    const copied = await ask(text, {
      host: 'h.test',
      path: '/copy',
      headers,
      responses: to('http://h.test/target', 302, { 'x-copy': 'new' }),
    });
    const dropped = await ask(text, { host: 'h.test', path: '/copy', headers, responses: to('http://h.test/target') });
    expect([sent(copied, 'x-copy'), sent(dropped, 'x-copy')]).toEqual([['new'], []]);
  });
});
