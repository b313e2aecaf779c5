// How much, how long, how often, from where: rate limits, timeouts, retries, CORS, CSRF, buffers.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask, askAll, got, policies } from './support.ts';

const statuses = async (config: string, requests: readonly SampleRequest[], sequence = true): Promise<readonly (number | undefined)[]> =>
  (await askAll(config, requests, { sequence })).map(({ status }) => status);

describe('a local rate limit', () => {
  const config = policies('localRateLimit: [{maxTokens: 2, tokensPerFill: 1, fillInterval: 10s}]');
  const at = (second: number): SampleRequest => ({ time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString() });

  it('counts the requests of a sequence', async () => {
    expect(await statuses(config, [at(0), at(0), at(0)])).toEqual([200, 200, 429]);
  });

  it('fills again with time', async () => {
    expect(await statuses(config, [at(0), at(0), at(5), at(11), at(11)])).toEqual([200, 200, 429, 200, 429]);
  });

  it('starts anew for each request that stands alone', async () => {
    expect(await statuses(config, [at(0), at(0), at(0)], false)).toEqual([200, 200, 200]);
  });
});

describe('a remote rate limit', () => {
  const config = policies(`remoteRateLimit:
  domain: shop
  host: rl.test:8081
  descriptors:
  - entries: [{key: user, value: 'jwt.sub'}]`);

  it('answers as declared, and says what it was asked', async () => {
    const over = { jwt: { sub: 'me' }, verdicts: { remoteRateLimit: { allow: false } } };
    const decision = await ask(config, over, { trace: true });
    expect(decision.status).toBe(429);
    expect(JSON.stringify(decision.trace)).toContain('user');
  });
});

describe('timeouts', () => {
  const config = policies('timeout: {requestTimeout: 1s}');
  const slow = (delayMs: number): SampleRequest => ({ responses: { 'app.test:80': { status: 200, delayMs } } });

  it('give 504 to what is too slow', async () => {
    expect(await statuses(config, [slow(500), slow(1500)], false)).toEqual([200, 504]);
  });
});

describe('retries', () => {
  const config = policies('retry: {attempts: 2, codes: [503]}');
  const answers = (...list: readonly number[]): SampleRequest => ({ responses: { 'app.test:80': list.map((status) => ({ status })) } });

  it.each<[readonly number[], number]>([
    [[200], 200],
    [[503, 200], 200],
    [[503, 503, 200], 200],
    [[503, 503, 503, 200], 503],
    [[500, 200], 500],
  ])('%j ends with %d', async (list, expected) => {
    expect((await ask(config, answers(...list))).status).toBe(expected);
  });
});

describe('CORS', () => {
  const config = policies(`cors:
  allowOrigins: ["https://shop.test", "https://*.good.test"]
  allowMethods: [GET, POST]
  allowHeaders: [x-token]
  exposeHeaders: [x-trace]
  maxAge: 60s`);
  const preflight = (origin: string): SampleRequest => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });

  it.each([
    ['https://shop.test', ['https://shop.test']],
    ['https://a.good.test', ['https://a.good.test']],
    ['https://evil.test', []],
  ])('answers the preflight of %s', async (origin, allowed) => {
    const decision = await ask(config, preflight(origin));
    expect(decision).toMatchObject({ outcome: 'respond', status: 200 });
    expect(got(decision, 'access-control-allow-origin')).toEqual(allowed);
    expect(got(decision, 'access-control-max-age')).toEqual(allowed.length === 0 ? [] : ['60']);
  });

  it('marks the answer of a simple request', async () => {
    const decision = await ask(config, { headers: { origin: 'https://shop.test' } });
    expect(decision.outcome).toBe('forward');
    expect(got(decision, 'access-control-allow-origin')).toEqual(['https://shop.test']);
    expect(got(decision, 'access-control-expose-headers')).toEqual(['x-trace']);
  });
});

describe('CSRF protection', () => {
  const config = policies('csrf: {additionalOrigins: ["https://friend.test"]}');
  const post = (headers: Readonly<Record<string, string>>): SampleRequest => ({ method: 'POST', host: 'shop.test', headers });

  it.each<[SampleRequest, number]>([
    [{ host: 'shop.test', headers: { origin: 'https://evil.test' } }, 200],
    [post({ 'sec-fetch-site': 'same-origin' }), 200],
    [post({ 'sec-fetch-site': 'cross-site' }), 403],
    [post({ 'sec-fetch-site': 'cross-site', origin: 'https://friend.test' }), 200],
    [post({ origin: 'http://shop.test' }), 200],
    [post({ origin: 'http://evil.test' }), 403],
    [post({}), 200],
  ])('%j gives %d', async (request, status) => {
    expect((await ask(config, request)).status).toBe(status);
  });
});

describe('a buffer', () => {
  it('refuses what is too long', async () => {
    const config = policies('buffer: {request: {maxBytes: 4}}');
    expect((await ask(config, { method: 'POST', body: 'four' })).status).toBe(200);
    expect((await ask(config, { method: 'POST', body: 'fiver' })).status).toBe(413);
  });
});

describe('conditional policies', () => {
  const config = policies(`localRateLimit:
  conditional:
  - {condition: 'request.path == "/slow"', maxTokens: 1, tokensPerFill: 1, fillInterval: 1h}
  - {maxTokens: 2, tokensPerFill: 1, fillInterval: 1h}`);

  it('are the first whose condition is true', async () => {
    const to = (path: string): SampleRequest => ({ path });
    expect(await statuses(config, [to('/slow'), to('/slow'), to('/'), to('/'), to('/')])).toEqual([200, 429, 200, 200, 429]);
  });
});

it.each([
  [100, 500, ''],
  [101, 502, 'request upgrade failed, backend tried None but None was requested'],
  [103, 500, ''],
  [199, 500, ''],
])('logs a directResponse with %d, and the client gets %d', async (status, sentStatus, body) => {
  const decision = await ask(policies(`directResponse: {status: ${status}, body: hey}`), { host: 'h.test:3000', path: '/' });
  expect(decision.status).toBe(sentStatus);
  expect(decision.response?.body).toBe(body);
  expect(got(decision, 'content-length')).toEqual([String(body.length)]);
  expect(decision.accessLog?.[0]).toContain(` http.status=${status} `);
  expect(decision.reason).toBe('DirectResponse');
});
