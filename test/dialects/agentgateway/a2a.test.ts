// Agents behind the gateway: their card names the gateway, and the log says what was called and how it came out.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { ask, routes, stepOf } from './support.ts';

const config = routes('- name: agent\n  backends: [{host: agent.test:80, policies: {a2a: {}}}]');
const answered = (body: unknown): SampleRequest['responses'] => ({
  'agent.test:80': { body: typeof body === 'string' ? body : JSON.stringify(body) },
});
const card = async (body: unknown, request: SampleRequest = {}): Promise<Decision> => {
  const responses = answered(body);
  return ask(
    config,
    { host: 'shop.test', path: '/.well-known/agent-card.json', ...request, ...(responses === undefined ? {} : { responses }) },
    { trace: true },
  );
};
const shown = async (body: unknown, request: SampleRequest = {}): Promise<unknown> =>
  JSON.parse((await card(body, request)).response?.body ?? 'null');

describe('the card of an agent', () => {
  it.each([
    ['/.well-known/agent-card.json', {}, 'http://shop.test'],
    ['/a/b/.well-known/agent.json?q=1', {}, 'http://shop.test/a/b?q=1'],
    ['/.well-known/agent.json', { 'x-forwarded-proto': 'https' }, 'https://shop.test'],
  ])('at %s with %j names %s', async (path, headers, url) => {
    expect(await shown({ name: 'n', url: 'http://agent.test/rpc' }, { path, headers })).toEqual({ name: 'n', url });
  });

  it('keeps the paths of its interfaces', async () => {
    const list = [{ url: 'http://z/rpc?a=b', p: 1 }, { url: 'grpc://z:9' }, {}, { url: 'no url' }];
    expect(await shown({ url: 'u', supportedInterfaces: list }, { path: '/pre/.well-known/agent-card.json' })).toEqual({
      url: 'u',
      supportedInterfaces: [{ url: 'http://shop.test/pre/rpc?a=b', p: 1 }, { url: 'http://shop.test/pre/' }, {}, { url: 'no url' }],
    });
  });

  it.each([
    ['junk', 'agent card invalid JSON'],
    [`{"url": "u", "a": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'agent card invalid JSON'],
    [{ name: 'n' }, "agent card missing URL (no 'url' or 'supportedInterfaces' field)"],
    [[], "agent card missing URL (no 'url' or 'supportedInterfaces' field)"],
    [{ supportedInterfaces: {} }, 'agent card supportedInterfaces is not an array'],
  ])('that is %j is refused', async (body, because) => {
    const decision = await card(body);
    expect([decision.status, decision.reason, decision.response?.body]).toEqual([503, 'Internal', `processing failed: ${because}`]);
    expect(decision.trace.findLast(({ step }) => step === 'a2a')?.result).toBe('deny');
  });

  it('is that of the client’s address, whatever is rewritten', async () => {
    const text = routes(
      '- matches: [{path: {pathPrefix: /old}}]\n  policies: {a2a: {}, urlRewrite: {path: {prefix: /new}}}\n  backends: [{host: agent.test:80}]',
    );
    const responses = answered({ url: 'u' }) ?? {};
    const decision = await ask(text, { host: 'shop.test', path: '/old/.well-known/agent-card.json', responses });
    expect([decision.upstream?.path, decision.response?.body]).toEqual([
      '/new/.well-known/agent-card.json',
      '{"url":"http://shop.test/old"}',
    ]);
  });

  it('is asked for by GET, elsewhere it is plain HTTP', async () => {
    for (const request of [{ method: 'HEAD' }, { path: '/.well-known/agent-card.json/' }, { path: '/x.well-known/agent.json' }]) {
      const decision = await card('junk', request);
      expect([decision.status, decision.accessLog?.[0]]).toEqual([200, expect.stringContaining('protocol=http')]);
    }
  });
});

describe('a call of an agent', () => {
  const line = async (
    answer: unknown,
    body: unknown = { jsonrpc: '2.0', id: 1, method: 'message/send' },
    type = 'application/json',
  ): Promise<string> => {
    const responses = answered(answer) ?? {};
    const request = { method: 'POST', path: '/', headers: { 'content-type': type }, body: JSON.stringify(body), responses };
    return (await ask(config, request)).accessLog?.[0]?.split('http.status=200 ')[1] ?? '';
  };

  it.each([
    [{ result: {} }, 'a2a.response.outcome=success'],
    [
      { result: { kind: 'task', status: { state: 'completed' } } },
      'a2a.response.outcome=success a2a.result.kind=task a2a.task.state=completed',
    ],
    [{ error: { code: -32601 } }, 'a2a.response.outcome=error a2a.response.error_code=-32601'],
    [{ a: 1 }, 'a2a.response.outcome=unknown'],
  ])('that gives %j is logged as %s', async (answer, fields) => {
    expect(await line(answer)).toBe(`protocol=a2a a2a.method=message/send ${fields} duration=*`);
  });

  it('that gives no JSON has no outcome', async () => {
    expect(await line('junk')).toBe('protocol=a2a a2a.method=message/send duration=*');
  });

  it('has a method only in JSON', async () => {
    for (const [body, type] of [
      [{ method: 'm' }, 'text/plain'],
      [[{ method: 'm' }], 'application/json'],
      [{ method: 5 }, 'application/json'],
    ] as const)
      expect(await line({ result: {} }, body, type)).toContain('a2a.method=unknown');
  });

  it('is told', async () => {
    const decision = await ask(
      config,
      { method: 'POST', body: '{"method": "tasks/get"}', headers: { 'content-type': 'application/json' } },
      { trace: true },
    );
    expect(stepOf(decision, 'a2a')).toMatchObject({ result: 'pass', because: 'a call of tasks/get' });
  });
});
