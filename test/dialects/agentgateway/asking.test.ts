// Services that policies ask, over HTTP: what their answers do. Every row was asked of the program (agentgateway 1.4).
import { describe, expect, it } from 'vitest';
import { ask, got, policies, routes, sent } from './support.ts';

const AUTH = 'auth.test:9000';
const http = (more = '', inHttp = ''): string => policies(`extAuthz: {host: "${AUTH}", protocol: {http: {${inHttp}}}${more}}`);
const answered = (status: number, more: object = {}) => ({ responses: { [AUTH]: { status, ...more } } });

describe('external authorization', () => {
  it.each([401, 403])('sends the client elsewhere after a %s', async (status) => {
    const decision = await ask(http('', `redirect: '"https://login.test/?from=" + request.path'`), { path: '/x', ...answered(status) });
    expect([decision.status, got(decision, 'location')]).toEqual([302, ['https://login.test/?from=/x']]);
  });
  it.each([301, 302, 400, 404, 500])('hands a %s on as it is', async (status) => {
    const given = answered(status, { headers: { location: 'https://own.test', 'x-why': 'a' }, body: 'no' });
    const decision = await ask(http('', `redirect: '"https://login.test/"'`), given);
    expect([decision.status, got(decision, 'location'), got(decision, 'x-why'), decision.response?.body]).toEqual([
      status,
      ['https://own.test'],
      ['a'],
      'no',
    ]);
  });
  it('takes an address by URL', async () => {
    const text = policies('extAuthz: {host: "http://auth.test", protocol: {http: {}}}');
    expect((await ask(text, { responses: { 'auth.test:80': { status: 403 } } })).status).toBe(403);
  });
  it.each<[string, number]>([
    ['extAuthz: {}', 403],
    ['extAuthz: {failureMode: allow}', 200],
    ['extAuthz: {backend: /nowhere, protocol: {http: {}}}', 403],
    ['extAuthz: {failureMode: {denyWithStatus: 418}}', 418],
    ['extProc: {}', 500],
    ['extProc: {failureMode: failOpen}', 200],
    [`remoteRateLimit: {domain: d, descriptors: [{entries: [{key: a, value: '"b"'}]}]}`, 500],
  ])('of nobody: %s gives %s', async (policy, status) => expect((await ask(policies(policy))).status).toBe(status));
  it('is refused where nobody listens', async () => {
    expect((await ask(http(), { responses: { [AUTH]: { refused: true } } })).status).toBe(403);
  });
  it.each<[string, string, number]>([
    ['includeRequestBody: {maxRequestBytes: 3}', '1234', 413],
    ['includeRequestBody: {maxRequestBytes: 3}', '123', 200],
    ['includeRequestBody: {maxRequestBytes: 3, allowPartialMessage: true}', '1234', 200],
    ['includeRequestBody: {}', '1', 413],
    ['failureMode: allow, includeRequestBody: {}', '1', 413],
  ])('with %s and a body %s: %s', async (field, body, status) => {
    expect((await ask(http(`, ${field}`), { method: 'POST', body, ...answered(200) })).status).toBe(status);
  });
});

describe('csrf', () => {
  it.each<[string, number]>([
    ['null', 200],
    ['http://shop.test', 200],
    ['https://shop.test', 403],
    ['shop.test', 403],
    ['nonsense', 403],
    ['', 403],
  ])('Origin %s: %s', async (origin, status) => {
    const request = { method: 'POST', host: 'shop.test', headers: { origin } };
    expect((await ask(policies('csrf: {}'), request)).status).toBe(status);
  });
});

describe('credentials by expression', () => {
  const place = `{expression: 'request.headers["x-key"]'}`;
  it('a key', async () => {
    const text = policies(`apiKey: {mode: strict, keys: [{key: k1}], location: ${place}}`);
    expect((await ask(text, { headers: { 'x-key': 'k1' } })).status).toBe(200);
    expect((await ask(text, { headers: { 'x-key': 'k2' } })).response?.body).toContain('invalid credentials');
    expect((await ask(text, {})).response?.body).toContain('no API Key found');
  });
  it('a password', async () => {
    const text = policies(`basicAuth: {mode: strict, htpasswd: 'ann:{SHA}nU4eI71bcnBGqeO0t9tXvY1u5oQ=', authorizationLocation: ${place}}`);
    const decision = await ask(text, { headers: { 'x-key': 'nonsense' } });
    expect([decision.status, decision.response?.body]).toEqual([401, 'basic authentication failure: invalid credentials']);
  });
});

describe('buffer', () => {
  const targeted = (policy: string): string =>
    `${policies('buffer: {request: {maxBytes: 2}}')}\npolicies:\n- name: {name: p, namespace: default}\n  target: {gateway: {gatewayName: default, gatewayNamespace: default}}\n  policy: ${policy}\n`;
  it('of the gateway wins over that of the route', async () => {
    const text = targeted('{buffer: {request: {maxBytes: 5}}}');
    expect((await ask(text, { method: 'POST', body: '1234' })).status).toBe(200);
    expect((await ask(text, { method: 'POST', body: '123456' })).status).toBe(413);
  });
});

describe('HEAD', () => {
  const text = routes(`- {name: up, matches: [{path: {pathPrefix: /up}}], backends: [{host: app.test:80}]}
- {name: empty, matches: [{path: {pathPrefix: /empty}}], policies: {directResponse: {status: 200}}}
- {name: text, matches: [{path: {pathPrefix: /text}}], policies: {directResponse: {status: 200, body: hello}}}`);
  it.each<[string, readonly string[]]>([
    ['/up', ['3']],
    ['/empty', []],
    ['/text', ['5']],
  ])('%s says how long the answer would be: %s', async (path, length) => {
    const decision = await ask(text, { method: 'HEAD', path, responses: { 'app.test:80': { body: 'abc' } } });
    expect(got(decision, 'content-length')).toEqual(length);
  });
});

it.each([
  ['shop.test:80', 'shop.test'],
  ['shop.test:080', 'shop.test'],
  ['shop.test:443', 'shop.test:443'],
  ['[::1]:80', '[::1]'],
])('Host %s goes on as %s', async (host, expected) => {
  const decision = await ask(routes('- backends: [{host: "10.0.0.1:80"}]'), { host });
  expect(decision.upstream?.host).toBe(expected);
});

it('expressions know the port that was reached', async () => {
  const decision = await ask(
    policies(`transformations: {request: {set: {x-port: string(destination.port), x-from: string(source.port > 0)}}}`),
  );
  expect([sent(decision, 'x-port'), sent(decision, 'x-from')]).toEqual([['3000'], ['true']]);
});
