// The length of what is sent, after policies had their way with the headers. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { ask, got, policies, sent } from './support.ts';

const responses = { 'app.test:80': { status: 200, body: 'hello' } };
const LENGTH = 'content-length';

describe('content-length', () => {
  it.each([
    `transformations: {response: {replace: '{"x-a": "b"}'}}`,
    'transformations: {response: {remove: [content-length]}}',
    'responseHeaderModifier: {remove: [content-length]}',
  ])('that is taken away is written again, but for what a server says to HEAD: %s', async (yaml) => {
    expect(got(await ask(policies(yaml), { responses }), LENGTH)).toEqual(['5']);
    expect(got(await ask(policies(yaml), { method: 'HEAD', responses }), LENGTH)).toEqual([]);
    const own = policies(`${yaml}\ndirectResponse: {status: 200, body: hello}`);
    expect(got(await ask(own, { method: 'GET' }), LENGTH)).toEqual(['5']);
    if (yaml.startsWith('transformations')) expect(got(await ask(own, { method: 'HEAD' }), LENGTH)).toEqual(['5']);
  });

  it.each([`transformations: {request: {replace: '{"x-a": "b"}'}}`, 'requestHeaderModifier: {remove: [content-length]}'])(
    'of a request is written again, too: %s',
    async (yaml) => {
      expect(sent(await ask(policies(yaml), { method: 'POST', body: 'hello', responses }), LENGTH)).toEqual(['5']);
    },
  );

  it.each([
    'responseHeaderModifier: {set: {content-length: "3"}}',
    `transformations: {response: {set: {content-length: '"9"'}}}`,
    'responseHeaderModifier: {set: {content-length: "3"}}\ndirectResponse: {status: 200, body: hello}',
  ])('that a policy sets to another length ends the connection, and the log has its line: %s', async (yaml) => {
    const decision = await ask(policies(yaml), { responses });
    expect(decision).toMatchObject({ outcome: 'close', sentence: { title: 'The client gets no answer' } });
    expect(decision.sentence?.because).toContain('and the body has 5 bytes');
    expect(decision.accessLog?.[0]).toContain('http.status=200');
  });

  it('that a policy sets to what it is changes nothing', async () => {
    expect(await ask(policies('responseHeaderModifier: {set: {content-length: "5"}}'), { responses })).toMatchObject({ status: 200 });
  });

  it('of a server is its own business', async () => {
    const wrong = { 'app.test:80': { status: 200, headers: { [LENGTH]: '7' }, body: 'hello' } };
    expect(await ask(policies('responseHeaderModifier: {add: {x-a: "1"}}'), { responses: wrong })).toMatchObject({ status: 200 });
  });

  it('is not said of an empty answer to HEAD that stands for one that cannot be sent', async () => {
    const text = policies('directResponse: {status: 100, body: hi}');
    expect(got(await ask(text), LENGTH)).toEqual(['0']);
    expect(got(await ask(text, { method: 'HEAD' }), LENGTH)).toEqual([]);
  });
});

describe('metadata of an authorization service', () => {
  it('is an empty map where every expression fails', async () => {
    const text = `${policies(`extAuthz: {host: authz.test:80, protocol: {http: {metadata: {team: json(response.body).team}}}}`)}
frontendPolicies: {accessLog: {add: {facts: extauthz}}}
`;
    const decision = await ask(text, { responses: { 'authz.test:80': { status: 200, body: 'no json' } } });
    expect(decision.accessLog?.[0]).toContain('facts={}');
  });
});
