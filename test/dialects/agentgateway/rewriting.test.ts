// What reaches the backend and what the client gets back: headers, transformations, rewrites, redirects, direct answers, mirrors.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask, got, policies, routes, sent } from './support.ts';

describe('header modifiers', () => {
  const config = policies(`requestHeaderModifier: {add: {x-many: two}, set: {x-one: new}, remove: [x-gone]}
responseHeaderModifier: {add: {x-many: two}, set: {x-one: new}, remove: [x-gone]}`);
  const headers = { 'x-many': 'one', 'x-one': 'old', 'x-gone': 'here' };

  it('add, set and remove in both directions', async () => {
    const decision = await ask(config, { headers, responses: { 'app.test:80': { status: 200, headers } } });
    for (const read of [sent, got]) {
      expect(read(decision, 'x-many')).toEqual(['one', 'two']);
      expect(read(decision, 'x-one')).toEqual(['new']);
      expect(read(decision, 'x-gone')).toEqual([]);
    }
  });
});

describe('transformations', () => {
  const of = (yaml: string): string => policies(`transformations:\n  ${yaml}`);

  it.each<[string, SampleRequest, string, readonly string[]]>([
    [`request: {set: {x-a: 'request.method'}}`, {}, 'x-a', ['GET']],
    [`request: {add: {x-a: '"two"'}}`, { headers: { 'x-a': 'one' } }, 'x-a', ['one', 'two']],
    [`request: {remove: [x-a]}`, { headers: { 'x-a': 'one' } }, 'x-a', []],
    [`request: {set: {x-a: 'jwt.sub'}}`, { jwt: { sub: 'me' } }, 'x-a', ['me']],
    [`request: {set: {x-a: 'request.headers["x-b"]'}}`, { headers: { 'x-b': 'b' } }, 'x-a', ['b']],
    [`request: {set: {x-a: '5'}}`, { headers: { 'x-a': 'old' } }, 'x-a', []],
    [`request: {set: {x-a: 'jwt.sub'}}`, { headers: { 'x-a': 'old' } }, 'x-a', []],
  ])('%s', async (yaml, request, name, expected) => {
    expect(sent(await ask(of(yaml), request), name)).toEqual(expected);
  });

  it('make the path, the method and the body', async () => {
    const decision = await ask(of(`request: {set: {":path": '"/v2" + request.path', ":method": '"POST"'}, body: '"hello"'}`), {
      path: '/a',
    });
    expect(decision.upstream).toMatchObject({ path: '/v2/a', method: 'POST', body: 'hello' });
  });

  it('make the answer', async () => {
    const decision = await ask(of(`response: {set: {":status": '201', x-a: 'string(response.code)'}, body: 'response.body'}`), {
      responses: { 'app.test:80': { status: 200, body: 'kept' } },
    });
    expect(decision).toMatchObject({ status: 201, response: { body: 'kept' } });
    expect(got(decision, 'x-a')).toHaveLength(1);
  });
});

describe('rewrites', () => {
  it.each<[string, string, SampleRequest, { readonly host?: string; readonly path?: string }]>([
    ['{path: {pathPrefix: /api}}', '{path: {prefix: /v2}}', { path: '/api/x?q=1' }, { path: '/v2/x?q=1' }],
    ['{path: {pathPrefix: /api}}', '{path: {prefix: /}}', { path: '/api/x' }, { path: '/x' }],
    ['{path: {pathPrefix: /api}}', '{path: {full: /all}}', { path: '/api/x?q=1' }, { path: '/all?q=1' }],
    ['{path: {pathPrefix: /}}', '{authority: {full: other.test}}', { path: '/' }, { host: 'other.test' }],
    ['{path: {pathPrefix: /}}', '{authority: auto}', { path: '/' }, { host: 'h.test' }],
    ['{path: {pathPrefix: /}}', '{authority: none}', { path: '/' }, { host: 'a.test' }],
  ])('%s with %s', async (match, rewrite, request, expected) => {
    const config = routes(`- name: r\n  matches: [${match}]\n  policies: {urlRewrite: ${rewrite}}\n  backends: [{host: h.test:80}]`);
    expect((await ask(config, { host: 'a.test', ...request })).upstream).toMatchObject(expected);
  });
});

describe('redirects', () => {
  it.each<[string, string, number, string]>([
    ['{scheme: https}', '/a?q=1', 302, 'https://a.test/a?q=1'],
    ['{scheme: https, status: 308}', '/a', 308, 'https://a.test/a'],
    ['{authority: {full: b.test}, status: 301}', '/a', 301, 'http://b.test/a'],
    ['{path: {full: /new}}', '/a', 302, 'http://a.test/new'],
    ['{path: {prefix: /new}}', '/a/b', 302, 'http://a.test/new/b'],
  ])('%s', async (redirect, path, status, location) => {
    const config = routes(`- name: r\n  matches: [{path: {pathPrefix: /a}}]\n  policies: {requestRedirect: ${redirect}}`);
    const decision = await ask(config, { host: 'a.test', path });
    expect(decision).toMatchObject({ outcome: 'redirect', status });
    expect(got(decision, 'location')).toEqual([location]);
  });
});

describe('answers without backend', () => {
  it('have the status and the body of the configuration', async () => {
    expect(await ask(routes('- name: r\n  policies: {directResponse: {status: 418, body: tea}}'))).toMatchObject({
      outcome: 'respond',
      status: 418,
      response: { status: 418, body: 'tea' },
    });
  });
});

describe('mirrors', () => {
  it('get a copy of the share that the random value chooses', async () => {
    const config = policies('requestMirror: {backend: {host: shadow.test:80}, percentage: 1.0}');
    expect(await ask(config)).toMatchObject({ outcome: 'forward', mirrors: ['shadow.test:80'] });
  });
});

describe('what expressions see of a body', () => {
  const post: SampleRequest = { method: 'POST', body: 'abc' };
  const logged = async (yaml: string): Promise<string> => {
    const config = `frontendPolicies:\n  accessLog: {add: {seen: 'string(request.body)'}}\n${policies(yaml)}`;
    return /seen="(\w*)"/.exec((await ask(config, post)).accessLog?.[0] ?? '')?.[1] ?? 'nothing';
  };

  // Each asked of agentgateway 1.4 itself.
  it.each([
    ['timeout: {requestTimeout: 9s}', 'abc'],
    [`transformations: {request: {body: '"new"'}}`, ''],
    [`transformations: {request: {body: 'string(request.body) + "new"'}}`, 'abc'],
    ['directResponse: {status: 200, body: x}', ''],
    [`directResponse: {status: 200, bodyExpression: 'request.body'}`, 'abc'],
    ['{directResponse: {status: 200, body: x}, buffer: {request: {maxBytes: 9}}}', 'abc'],
  ])('in the log, beside %s: %j', async (yaml, expected) => {
    expect(await logged(yaml)).toBe(expected);
  });

  it('is the one that arrived, and no length beside a new one', async () => {
    const config = policies(
      `transformations: {request: {body: '"longer"'}, response: {set: {x-body: 'string(request.body)', x-length: 'request.headers["content-length"]'}}}`,
    );
    const decision = await ask(config, { ...post, headers: { 'content-length': '3' } });
    expect(decision.upstream?.body).toBe('longer');
    expect(sent(decision, 'content-length')).toEqual(['6']);
    expect(got(decision, 'x-body')).toEqual(['abc']);
    expect(got(decision, 'x-length')).toEqual([]);
  });

  it('is not sent back with 204', async () => {
    const decision = await ask(policies(`transformations: {response: {body: '"x"'}}`), { responses: { 'app.test:80': { status: 204 } } });
    expect(decision.response).toMatchObject({ status: 204, body: '' });
    expect(got(decision, 'content-length')).toEqual([]);
  });
});

describe('a new path', () => {
  const location = async (policy: string): Promise<string> => {
    const decision = await ask(policies(policy), { path: '/x?y=1' });
    return got(decision, 'location')[0] ?? `${decision.status} ${decision.response?.body ?? ''}`;
  };

  it.each([
    ['rel', '500 failed to apply filters: invalid URI: path does not start with slash'],
    ['/a b', '500 failed to apply filters: invalid URI: invalid uri character'],
    ['', 'http://example.com/?y=1'],
    ['?a=1', 'http://example.com/?a=1?y=1'],
    ['/a#b', 'http://example.com/a'],
    ['*', '500 failed to apply filters: invalid URI: path does not start with slash'],
  ])('%j in a redirect gives %s', async (full, expected) => {
    expect(await location(`requestRedirect: {path: {full: ${JSON.stringify(full)}}}`)).toBe(expected);
  });

  it('in a rewrite is held to the same', async () => {
    expect((await ask(policies('urlRewrite: {path: {full: rel}}'))).status).toBe(500);
    expect((await ask(policies('urlRewrite: {path: {full: ""}}'), { path: '/x?y=1' })).upstream?.path).toBe('/?y=1');
    expect((await ask(policies('urlRewrite: {path: {full: "/a#b"}}'), { path: '/x?y=1' })).upstream?.path).toBe('/a');
  });
});

describe('a redirect to another host', () => {
  it.each([
    ['', 'http://h.test:8080/x'],
    ['scheme: https, ', 'https://h.test/x'],
    ['scheme: http, ', 'http://h.test/x'],
    ['scheme: ftp, ', 'ftp://h.test:8080/x'],
    ['scheme: HTTPS, ', 'HTTPS://h.test:8080/x'],
  ])('with {%s} is %s', async (scheme, expected) => {
    const decision = await ask(policies(`requestRedirect: {${scheme}authority: {host: h.test}}`), { host: 'a.test:8080', path: '/x' });
    expect(got(decision, 'location')).toEqual([expected]);
  });
});

describe('a timeout of nothing', () => {
  it.each(['requestTimeout', 'backendRequestTimeout'])('%s: 0s is over before the call', async (key) => {
    expect((await ask(policies(`timeout: {${key}: 0s}`))).status).toBe(504);
  });
  it('does not keep the gateway from answering itself', async () => {
    expect((await ask(policies('timeout: {requestTimeout: 0s}\ndirectResponse: {status: 200}'))).status).toBe(200);
  });
});

it('the log names an IPv6 host in its brackets', async () => {
  expect((await ask(policies('{}'), { host: '[::1]:81' })).accessLog?.[0]).toContain('http.host=[::1] ');
});

describe('Host', () => {
  const hostOf = async (policy: string): Promise<string | undefined> =>
    (await ask(policies(policy, '').replace('app.test:80', '10.0.0.1:80'), { host: 'a.test' })).upstream?.host;

  it('becomes the authority when a transformation or header modifier sets it', async () => {
    expect(await hostOf(`transformations: {request: {set: {host: '"h.test:8443"'}}}`)).toBe('h.test:8443');
    expect(await hostOf(`transformations: {request: {add: {Host: '"h.test"'}}}`)).toBe('h.test');
    expect(await hostOf('requestHeaderModifier: {set: {host: h.test}}')).toBe('h.test');
  });

  it('stays where the new one cannot be one', async () => {
    expect(await hostOf(`transformations: {request: {set: {host: '"bad host"'}}}`)).toBe('a.test');
    expect(await hostOf('requestHeaderModifier: {set: {host: ""}}')).toBe('a.test');
    expect(await hostOf(`transformations: {request: {replace: '{"host": "h.test"}'}}`)).toBe('a.test');
  });
});
