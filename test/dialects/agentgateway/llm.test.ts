// Requests to models: which model and provider take them, what is sent on, and what a guard stops.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask } from './support.ts';

const chat = (model: string, more: Readonly<Record<string, unknown>> = {}): SampleRequest => ({
  method: 'POST',
  path: '/v1/chat/completions',
  listener: { port: 4000 },
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hello' }], ...more }),
});

const models = `llm:
  models:
  - {name: gpt-x, provider: openAI, params: {apiKey: k1}}
  - {name: fast, provider: openAI, params: {model: gpt-mini, apiKey: k2}}
  - {name: "claude-*", provider: anthropic, params: {apiKey: k3}}
`;

describe('the llm section', () => {
  it.each([
    ['gpt-x', 'api.openai.com:443', 'gpt-x'],
    ['fast', 'api.openai.com:443', 'gpt-mini'],
    ['claude-nine', 'api.anthropic.com:443', 'claude-nine'],
  ])('%s goes to %s as %s', async (model, endpoint, sentModel) => {
    const decision = await ask(models, chat(model));
    expect(decision).toMatchObject({ outcome: 'forward', endpoint });
    expect(JSON.parse(decision.upstream?.body ?? '{}')).toMatchObject({ model: sentModel });
  });

  it('knows no other models', async () => {
    const decision = await ask(models, chat('nobody'));
    expect(decision.outcome).toBe('respond');
    expect(decision.status).toBeGreaterThanOrEqual(400);
  });

  it('lists its models', async () => {
    const decision = await ask(models, { path: '/v1/models', listener: { port: 4000 } });
    expect(decision).toMatchObject({ outcome: 'respond', status: 200 });
    expect(decision.response?.body).toContain('gpt-x');
  });
});

describe('virtual models', () => {
  const config = `llm:
  models:
  - {name: small, provider: openAI, params: {apiKey: k}}
  - {name: large, provider: openAI, params: {apiKey: k}}
  virtualModels:
  - name: by-load
    routing: {weighted: {targets: [{model: small, weight: 3}, {model: large, weight: 1}]}}
  - name: by-user
    routing:
      conditional:
        targets:
        - {model: large, when: 'jwt.tier == "gold"'}
        - {model: small}
`;
  const sentModel = async (request: SampleRequest): Promise<unknown> =>
    (JSON.parse((await ask(config, request)).upstream?.body ?? '{}') as { readonly model?: unknown }).model;

  it('split by weight', async () => {
    expect(await sentModel({ ...chat('by-load'), random: 0 })).toBe('small');
    expect(await sentModel({ ...chat('by-load'), random: 3 })).toBe('large');
  });

  it('choose by an expression', async () => {
    expect(await sentModel({ ...chat('by-user'), jwt: { tier: 'gold' } })).toBe('large');
    expect(await sentModel(chat('by-user'))).toBe('small');
  });
});

describe('an ai backend', () => {
  const config = `binds:
- port: 3000
  listeners:
  - routes:
    - name: chat
      policies:
        ai:
          promptGuard:
            request:
            - regex: {action: reject, rules: [{pattern: "forbidden-word"}]}
              rejection: {status: 400, body: no}
      backends: [{ai: {name: main, provider: {openAI: {model: gpt-fixed}}}}]
`;
  const on3000 = (content: string): SampleRequest => ({
    ...chat('any', { messages: [{ role: 'user', content }] }),
    listener: { port: 3000 },
  });

  it('sends the configured model', async () => {
    const decision = await ask(config, on3000('hello'));
    expect(decision).toMatchObject({ outcome: 'forward', endpoint: 'api.openai.com:443' });
    expect(JSON.parse(decision.upstream?.body ?? '{}')).toMatchObject({ model: 'gpt-fixed' });
  });

  it('has a guard that rejects', async () => {
    expect(await ask(config, on3000('a forbidden-word here'))).toMatchObject({ outcome: 'respond', status: 400, response: { body: 'no' } });
  });
});
