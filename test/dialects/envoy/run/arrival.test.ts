// What Envoy 1.40 refuses of a request before it routes it, and what it takes away; each was put to the real program.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const table = `route_config:
${indent(routes('- {name: r, match: {prefix: /}, route: {cluster: a}}'), 2)}`;
const plain = gateway(`${table}\n${filters('')}`);
const old = gateway(`http_protocol_options: {accept_http_10: true}\n${table}\n${filters('')}`);

const reason = async (request: SampleRequest, config = plain): Promise<string | undefined> => (await ask(config, request)).reason;
const upstream = async (headers: readonly (readonly [string, string])[], name: string): Promise<string | undefined> =>
  (await ask(plain, { headers: headers.map(([n, v]) => [n, v] as [string, string]) })).upstream?.headers.find(([n]) => n === name)?.[1];

describe('HTTP/2', () => {
  it.each<[string, SampleRequest, string]>([
    ['no host at all', { host: '' }, 'http2.invalid.header.field'],
    ['user information', { host: 'me@shop.test' }, 'http2.invalid.header.field'],
    ['a blank in the host', { host: 'a b' }, 'http2.invalid.header.field'],
    ['an underscore', { host: 'a_b' }, 'via_upstream'],
    ['an empty host beside an authority', { headers: [['host', '']] }, 'http2.invalid.header.field'],
    ['an empty method', { method: '' }, 'http2.invalid.header.field'],
    ['a method of its own', { method: 'SHOP' }, 'via_upstream'],
    ['no scheme', { scheme: '' }, 'http2.invalid.header.field'],
    ['a control in a value', { headers: [['x-a', '\u0001']] }, 'http2.invalid.header.field'],
    ['a tab in a value', { headers: [['x-a', 'a\tb']] }, 'via_upstream'],
    ['a length that is none', { headers: [['content-length', 'x']] }, 'http2.invalid.header.field'],
    ['a length without a body', { headers: [['content-length', '3']] }, 'http2.violation.of.messaging.rule'],
    ['bytes beyond ASCII in the path', { path: '/é' }, 'via_upstream'],
  ])('%s', async (_name, request, expected) => {
    expect(await reason({ protocol: 'HTTP/2', ...request })).toBe(expected);
  });
});

describe('HTTP/1', () => {
  const raw = (line: string, headers = 'Host: shop.test\r\n'): SampleRequest => ({ raw: `${line}\r\n${headers}\r\n` });
  it.each<[string, SampleRequest, string, string]>([
    ['a version of its own', raw('GET / HTTP/2.0'), 'low_version', 'via_upstream'],
    ['no version', raw('GET /'), 'low_version', 'via_upstream'],
    [
      'a length twice',
      raw('GET / HTTP/1.1', 'Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n'),
      'http1.codec_error',
      'http1.codec_error',
    ],
    ['a URL without a path', raw('GET http://shop.test?a=1 HTTP/1.1'), 'absolute_path_rejected', 'absolute_path_rejected'],
    ['a star with something after it', raw('GET */a HTTP/1.1'), 'http1.invalid_url', 'http1.invalid_url'],
  ])('%s', async (_name, request, expected, whereOldIsRead) => {
    expect([await reason(request), await reason(request, old)]).toEqual([expected, whereOldIsRead]);
  });

  it('sends no body with a refusal of HEAD', async () => {
    expect((await ask(plain, { method: 'HEAD', protocol: 'HTTP/1.0' })).response?.body ?? '').toBe('');
  });
});

describe('what the Connection header names', () => {
  it.each<[string, string]>([
    ['x-forwarded-for', 'http1.connection_header_rejected'],
    [':path', 'http1.connection_header_rejected'],
    ['host', 'missing_host_header'],
    ['a, b, c, d, e, f, g, h, i, j', 'http1.connection_header_rejected'],
    ['a, b, c, d, e, f, g, h, i', 'via_upstream'],
  ])('%s', async (value, expected) => {
    expect(await reason({ headers: [['connection', value]] })).toBe(expected);
  });

  it('is removed, but for trailers', async () => {
    expect(
      await upstream(
        [
          ['connection', 'X-A'],
          ['x-a', '1'],
        ],
        'x-a',
      ),
    ).toBe(undefined);
    expect(
      await upstream(
        [
          ['connection', 'te'],
          ['te', 'gzip, trailers'],
        ],
        'te',
      ),
    ).toBe('trailers');
    expect(await upstream([['te', 'Trailers']], 'te')).toBe(undefined);
  });
});

it('names the original path in the realm of a refusal', async () => {
  const guarded = gateway(
    `${table}\n${filters('- {name: b, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.basic_auth.v3.BasicAuth, users: {inline_string: "u:{SHA}2kuSN7rMzfGcB2DKt67EqDWQELA="}}}')}`,
  );
  const { response } = await ask(guarded, { host: 'shop.test', path: '/b', headers: [['x-envoy-original-path', '/a']] });
  expect(response?.headers).toContainEqual(['www-authenticate', 'Basic realm="http://shop.test/a"']);
});

it('comes from a port that no rule names by itself where the sample names none', async () => {
  const denied = gateway(
    `${table}\n${filters('- {name: b, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC, rules: {action: DENY, policies: {p: {permissions: [{any: true}], principals: [{any: true}], condition: {call_expr: {function: "_==_", args: [{select_expr: {operand: {ident_expr: {name: source}}, field: port}}, {const_expr: {int64_value: 50000}}]}}}}}}}')}`,
  );
  expect((await ask(denied, {})).outcome).toBe('forward');
  expect((await ask(denied, { source: { address: '127.0.0.1', port: 50_000 } })).outcome).toBe('respond');
});

it('looks for no virtual host where there is one for all', async () => {
  const one = gateway(`${table.replace('name: main', 'name: main\n  vhost_header: x-tenant')}\n${filters('')}`);
  expect((await ask(one, {})).outcome).toBe('forward');
  const two = gateway(
    `route_config: {name: main, vhost_header: x-tenant, virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}, {name: one, domains: [one], routes: [{match: {prefix: /}, route: {cluster: b}}]}]}\n${filters('')}`,
  );
  expect((await ask(two, {})).reason).toBe('route_not_found');
  expect((await ask(two, { headers: [['x-tenant', 'ONE']] })).cluster).toBe('b');
});

it('takes a plain connection for one without a certificate', async () => {
  const of = (tls: string): string =>
    gateway(`route_config:\n${indent(routes(`- {match: {prefix: /, tls_context: {${tls}}}, route: {cluster: a}}`), 2)}\n${filters('')}`);
  expect((await ask(of('presented: false'), {})).outcome).toBe('forward');
  expect((await ask(of('presented: false, validated: false'), {})).outcome).toBe('forward');
  expect((await ask(of('presented: true'), {})).reason).toBe('route_not_found');
});
