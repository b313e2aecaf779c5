// Backends that lead nowhere, targets that are none, and names that hold blanks. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { ask, got, routes } from './support.ts';

const SERVICES = `
services:
- {name: s, namespace: default, hostname: s.test, vips: [], ports: {80: 9999}}`;

/** What the client gets of one backend with policies that would change the answer. */
async function through(backend: string, policies = 'responseHeaderModifier: {add: {x-seen: "1"}}') {
  const text = `${routes(`- name: r\n  backends: [{${backend}, policies: {${policies}}}]`)}${SERVICES}
frontendPolicies: {accessLog: {add: {backend: backend.name}}}
`;
  const decision = await ask(text, { headers: [['x-to', '127.0.0.1:1']] });
  return {
    status: decision.status,
    body: decision.response?.body,
    seen: got(decision, 'x-seen'),
    logged: / backend=/.test(decision.accessLog?.[0] ?? ''),
    asked: decision.upstream !== undefined,
  };
}

describe('a backend that leads nowhere', () => {
  const NOWHERE = { seen: [], logged: false, asked: false };

  it('is found out before its policies see the request', async () => {
    expect(await through(`dynamic: {target: '"bad"'}`)).toMatchObject({ status: 503, ...NOWHERE });
    expect(await through(`dynamic: {target: 'request.headers["none"]'}`)).toMatchObject({ status: 503, ...NOWHERE });
    expect(await through('service: {name: default/none.test, port: 80}')).toEqual({ status: 500, body: 'service not found', ...NOWHERE });
    expect(await through('service: {name: default/s.test, port: 80}')).toEqual({ status: 503, body: 'no healthy backends', ...NOWHERE });
    expect(await through(`dynamic: {target: '"bad"'}`, 'authorization: {rules: ["false"]}')).toMatchObject({ status: 503 });
    expect(await through('service: {name: default/none.test, port: 80}', 'requestRedirect: {path: {full: /x}}')).toMatchObject({
      status: 500,
    });
  });

  it('by a host that none can have is found out after them', async () => {
    expect(await through(`dynamic: {target: '"a b:80"'}`)).toEqual({
      status: 503,
      body: 'processing failed: invalid uri character',
      seen: ['1'],
      logged: true,
      asked: false,
    });
    expect(await through(`dynamic: {target: '"a b:80"'}`, 'authorization: {rules: ["false"]}')).toMatchObject({ status: 403 });
  });

  it('unless its transformations lead it elsewhere', async () => {
    const moved = `transformations: {request: {set: {x-to: '"app.test:80"'}}}`;
    const text = routes(`- backends: [{dynamic: {target: 'request.headers["x-to"]'}, policies: {${moved}}}]`);
    expect((await ask(text, { headers: [['x-to', '127.0.0.1:1']] })).endpoint).toBe('app.test:80');
    expect((await ask(text)).status).toBe(503);
  });
});

describe('the request target', () => {
  const statusOf = async (target: string): Promise<number | undefined> =>
    (await ask(routes('- backends: [{host: app.test:80}]'), { raw: `GET ${target} HTTP/1.1\r\nHost: a.test\r\n\r\n` })).status;

  it.each<[string, number]>([
    ['/a"b', 200],
    ['/a?x="b', 400],
    ['/a`b', 400],
    ['/a?x=`b', 200],
    ['/a<b', 400],
    ['/a?x=>b', 400],
    ['/a{b}|^\\[]', 200],
    ['/a\u007fb', 400],
    ['/a\u0001b', 400],
    ['/a\u00c3\u00a9b', 200],
    ['/a\u00e9b', 400],
    ['/a?x=\u0080b', 400],
  ])('%j is answered %i', async (target, status) => {
    expect(await statusOf(target)).toBe(status);
  });

  it('that cannot be read says which character is in the way, and nothing is logged', async () => {
    const decision = await ask(routes('- backends: [{host: app.test:80}]'), { path: '/a?x="b' });
    expect(decision).toMatchObject({
      outcome: 'respond',
      status: 400,
      accessLog: [],
      sentence: { title: 'Not a request', because: `'"' cannot stand in a query.` },
    });
    expect(got(decision, 'connection')).toEqual(['close']);
  });
});

describe('names in the log', () => {
  it('are written bare, and the namespace of a listener is not used', async () => {
    const decision = await ask(`binds:
- port: 80
  listeners:
  - name: "l 1"
    namespace: other
    routes:
    - {name: 'a "b', namespace: n s, policies: {directResponse: {status: 200, body: x}}}
`);
    expect(decision.accessLog?.[0]).toContain('gateway=default/default listener=l 1 route=n s/a "b src.addr');
  });
});
