// Endpoints that fail are left out for the requests that follow.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { askAll, stepOf } from './support.ts';

const providers = (health: string): string => `binds:
- port: 3000
  listeners:
  - routes:
    - backends:
      - ai:
          groups:
          - providers: [{name: one, provider: {openAI: {}}, hostOverride: 'one.test:80', policies: {health: ${health}}}]
          - providers: [{name: two, provider: {openAI: {}}, hostOverride: 'two.test:80'}]
`;

const START = Date.parse('2026-01-01T00:00:00Z');

/** A call at a second; what the first provider answers then. */
const call = (second: number, status: number, headers: Readonly<Record<string, string>> = {}): SampleRequest => ({
  method: 'POST',
  host: 'gateway.test:3000',
  path: '/v1/chat/completions',
  time: new Date(START + second * 1000).toISOString(),
  body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hello' }] }),
  responses: { 'one.test:80': { status, headers, body: '{}' } },
});

async function served(text: string, calls: readonly SampleRequest[], sequence = true): Promise<readonly (string | undefined)[]> {
  const decisions = await askAll(text, calls, { sequence, trace: true });
  return decisions.map((decision) => stepOf(decision, 'provider')?.target);
}

describe('providers in groups', () => {
  it('fall back to the next group for the duration, and longer when they fail again at once', async () => {
    const calls = [call(0, 503), call(1, 503), call(2.1, 503), call(4, 503), call(6.2, 503), call(12, 503), call(12.3, 503)];
    expect(await served(providers('{eviction: {duration: 2s}}'), calls)).toEqual(['one', 'two', 'one', 'two', 'one', 'two', 'one']);
  });

  it('begin anew after a success', async () => {
    const calls = [call(0, 503), call(1.1, 503), call(3.2, 404), call(3.3, 503), call(4, 503), call(4.4, 503)];
    expect(await served(providers('{eviction: {duration: 1s}}'), calls)).toEqual(['one', 'one', 'one', 'one', 'two', 'one']);
  });

  it('are left out for 3 s where nothing else is said, or for what a 429 asks for', async () => {
    expect(await served(providers('{eviction: {}}'), [call(0, 503, { 'retry-after': '9' }), call(2.9, 503), call(3.1, 503)])).toEqual([
      'one',
      'two',
      'one',
    ]);
    const limited = providers("{unhealthyExpression: 'response.code == 429', eviction: {}}");
    expect(await served(limited, [call(0, 429, { 'retry-after': '9' }), call(8.9, 404), call(9.1, 404)])).toEqual(['one', 'two', 'one']);
    const at = (time: string) => served(limited, [call(0, 429, { 'retry-after': time }), call(2.9, 404), call(3.1, 404), call(9.1, 404)]);
    expect(await at(new Date(START + 9000).toUTCString())).toEqual(['one', 'two', 'two', 'one']);
    // What is over, and what is no date of HTTP, counts as nothing said.
    expect(await at(new Date(START - 60_000).toUTCString())).toEqual(['one', 'two', 'one', 'one']);
    expect(await at(new Date(START + 9000).toISOString())).toEqual(['one', 'two', 'one', 'one']);
  });

  it('need so many failures in a row, which a time-out of use does not forget', async () => {
    const calls = [call(0, 503), call(0.1, 404), call(0.2, 503), call(0.3, 503), call(0.4, 404), call(1.5, 503), call(1.6, 404)];
    expect(await served(providers('{eviction: {duration: 1s, consecutiveFailures: 2}}'), calls)).toEqual([
      'one',
      'one',
      'one',
      'one',
      'two',
      'one',
      'two',
    ]);
    expect(await served(providers('{eviction: {duration: 1s, consecutiveFailures: 0}}'), [call(0, 503), call(1, 503)])).toEqual([
      'one',
      'one',
    ]);
  });

  it.each([
    [1, 2],
    [0.75, 2],
    [0.7, 3],
    [0.49, 3],
    [0.45, 4],
    [0.3, 5],
    [0.1, 8],
  ])('with the threshold %d take %d failures', async (threshold, failures) => {
    const calls = Array.from({ length: 9 }, (_, i) => call(i / 100, 503));
    const targets = await served(providers(`{eviction: {duration: 5s, healthThreshold: ${threshold}}}`), calls);
    expect(targets.indexOf('two')).toBe(failures);
  });

  it('come back with the health that is set', async () => {
    const calls = [0, 0.1, 0.2, 0.3, 1.3, 1.4, 1.5, 1.6].map((second) => call(second, 503));
    const again = (more: string): Promise<readonly (string | undefined)[]> =>
      served(providers(`{eviction: {duration: 1s, healthThreshold: 0.6${more}}}`), calls);
    expect(await again('')).toEqual(['one', 'one', 'one', 'two', 'one', 'two', 'two', 'two']);
    expect(await again(', restoreHealth: 1')).toEqual(['one', 'one', 'one', 'two', 'one', 'one', 'one', 'two']);
  });

  it.each([
    [0, 'one'],
    [0.4, 'two'],
  ])('come back with the health %d, a success, a failure: then %s is asked', async (restoreHealth, target) => {
    const calls = [call(0, 503), call(0.1, 503), call(2, 404), call(2.1, 503), call(2.2, 503)];
    const targets = await served(providers(`{eviction: {duration: 1s, healthThreshold: 1, restoreHealth: ${restoreHealth}}}`), calls);
    expect(targets).toEqual(['one', 'one', 'one', 'one', target]);
  });

  it('are not left out for requests that are independent of each other', async () => {
    expect(await served(providers('{eviction: {}}'), [call(0, 503), call(1, 503)], false)).toEqual(['one', 'one']);
  });
});

it('chooses among the endpoints of a service that are left, and among all where none is', async () => {
  const text = `services:
- {name: shop, namespace: d, hostname: shop.test, vips: [], ports: {80: 8080}}
workloads:
- {uid: a, name: a, namespace: d, workloadIps: [10.0.0.1], services: {d/shop.test: {80: 8080}}}
- {uid: b, name: b, namespace: d, workloadIps: [10.0.0.2], services: {d/shop.test: {80: 8080}}}
binds:
- port: 3000
  listeners:
  - routes:
    - backends:
      - service: {name: d/shop.test, port: 80}
        policies: {health: {eviction: {duration: 10s}}}
`;
  const ask = (second: number): SampleRequest => ({
    host: 'gateway.test:3000',
    random: 0,
    time: new Date(START + second * 1000).toISOString(),
    responses: { '10.0.0.1:8080': { status: 503 }, '10.0.0.2:8080': { status: 503 } },
  });
  const decisions = await askAll(text, [ask(0), ask(1), ask(2)], { sequence: true, trace: true });
  expect(decisions.map((decision) => stepOf(decision, 'upstream')?.target)).toEqual(['10.0.0.1:8080', '10.0.0.2:8080', '10.0.0.1:8080']);
  expect(decisions[1]?.trace.find(({ step, result }) => step === 'health' && result === 'skip')?.because).toBe(
    'left out for another 9 s, since it failed before',
  );
});

it('leaves out a model of a virtual model that fails over', async () => {
  const text = `llm:
  port: 3000
  models:
  - {name: a, provider: openAI, params: {hostOverride: 'one.test:80'}, health: {eviction: {duration: 2s}}}
  - {name: b, provider: openAI, params: {hostOverride: 'two.test:80'}}
  virtualModels:
  - {name: m, routing: {failover: {targets: [{model: a, priority: 0}, {model: b, priority: 1}]}}}
`;
  expect(await served(text, [call(0, 503), call(1, 404), call(2.1, 404)])).toEqual(['a', 'b', 'a']);
});

it('leaves nothing out where the backend is one address', async () => {
  const text = `binds:
- port: 3000
  listeners:
  - routes: [{backends: [{host: one.test:80, policies: {health: {eviction: {}}}}]}]
`;
  const [decision] = await askAll(text, [call(0, 503)], { trace: true });
  expect(decision && stepOf(decision, 'health')?.because).toContain('which leads to nothing: the backend has one address');
});
