// What a configuration says about calls of models: which model a name means, guards of prompts and answers, messages that are added, and fields that are set.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { ask, got, stepOf } from './support.ts';

const ADDRESS = '10.0.0.9:80';
const entry = (name: string, more = ''): string =>
  `  - {name: '${name}', provider: openAI, params: {apiKey: k, baseUrl: 'http://${ADDRESS}'}${more}}\n`;
const llm = (models: string, more = ''): string =>
  `frontendPolicies: {accessLog: {add: {be: backend.name, said: llm.completion}}}\nllm:\n  models:\n${models}${more}`;
const post = (body: object, more: SampleRequest = {}): SampleRequest => ({
  method: 'POST',
  path: '/v1/chat/completions',
  listener: { port: 4000 },
  body: JSON.stringify(body),
  ...more,
});
const say = (...messages: readonly (string | object)[]): { readonly model: string; readonly messages: readonly object[] } => ({
  model: 'm',
  messages: messages.map((one) => (typeof one === 'string' ? { role: 'user', content: one } : one)),
});
const sentBody = (decision: Decision): Record<string, unknown> => JSON.parse(decision.upstream?.body ?? '{}') as Record<string, unknown>;
const texts = (decision: Decision): readonly unknown[] =>
  (sentBody(decision).messages as readonly { readonly content: unknown }[]).map(({ content }) => content);

describe('the model of a name', () => {
  const mark = (name: string): string => entry(name, `, overrides: {user: '${name}'}`);
  const models = llm(['gp*', 'gp', 'gpt-*', 'gpt-4', '*-z', '*'].map(mark).join(''));
  it.each([
    ['gpt-4', 'gpt-4'],
    ['gpt-5', 'gpt-*'],
    ['gp', 'gp*'],
    ['gpx', 'gp*'],
    ['a-z', '*-z'],
    ['other', '*'],
  ])('%s is %s', async (name, expected) => {
    expect(sentBody(await ask(models, post({ ...say('x'), model: name }))).user).toBe(expected);
  });

  it('is listed and numbered in the order in which they are tried', async () => {
    const listed = await ask(models, { path: '/v1/models/any', listener: { port: 4000 } });
    const { data } = JSON.parse(listed.response?.body ?? '{}') as { readonly data: readonly { readonly id: string }[] };
    expect(data.map(({ id }) => id)).toEqual(['gpt-4', 'gpt-*', 'gp*', 'gp', '*-z', '*']);
    expect((await ask(models, post({ ...say('x'), model: 'a-z' }))).accessLog?.[0]).toContain('be="/llm:model:*-z:4"');
  });

  it('that fails over is a backend of its own', async () => {
    const virtual = `  virtualModels:\n  - {name: other, routing: {weighted: {targets: [{model: a}]}}}\n  - {name: safe, routing: {failover: {targets: [{model: b, priority: 1}, {model: a, priority: 0}]}}}\n`;
    const decision = await ask(llm(entry('a') + entry('b'), virtual), post({ ...say('x'), model: 'safe' }), { trace: true });
    expect(sentBody(decision).model).toBe('a');
    expect(decision.accessLog?.[0]).toContain('be="/llm:virtual-model:safe:1"');
    expect(stepOf(decision, 'virtual model')?.because).toBe('the first priority: a');
  });

  it('that is not found is no backend', async () => {
    expect((await ask(llm(entry('a')), post({ ...say('x'), model: 'b' }))).accessLog?.[0]).not.toContain('be=');
  });
});

describe('fields of the body', () => {
  const rules = `, overrides: {a: o, o1: o, gone: null}, defaults: {b: d, d1: d, a: dd, t: 0.5}, transformation: {a: '"t"', c: llmRequest.d1, gone: 'request.headers["none"]', seen: has(llmRequest.gone), t: 'jwt.sub', nul: 'null'}, finalTransformation: {last: llmRequest.a, kept: jwt.sub}`;
  it('are overridden, transformed, filled, and transformed again', async () => {
    const decision = await ask(llm(entry('m', rules)), post({ ...say('x'), gone: 1, t: 0.25, kept: 1 }), { trace: true });
    const { model: _, messages: __, ...rest } = sentBody(decision);
    expect(rest).toEqual({ o1: 'o', a: 't', seen: true, b: 'd', d1: 'd', t: 0.5, nul: null, last: 't' });
    const step = stepOf(decision, 'payload');
    expect(step?.because).toContain('removes gone, t, whose expression fails');
    expect(step?.because).toMatch(/^a, o1, gone by overrides; .*\bseen.* by expression; b, d1, t by default; removes /);
    expect(step?.changes?.[0]).not.toHaveProperty('by');
    expect(step?.expressions).toHaveLength(6);
    expect(stepOf(decision, 'final transformations')?.changes).toEqual([
      { what: 'last', after: '"t"' },
      { what: 'kept', before: '1' },
    ]);
  });
});

describe('guards', () => {
  const backend = (policy: string): string => `frontendPolicies: {accessLog: {add: {said: llm.completion, rm: llm.requestModel}}}
binds:
- port: 4000
  listeners:
  - routes:
    - backends:
      - ai: {name: p, provider: {openAI: {}}, hostOverride: '${ADDRESS}'}
        policies: {ai: ${policy}}
`;
  const guarded = (side: string, guard: string): string => backend(`{promptGuard: {${side}: [${guard}]}}`);
  const answer = (content: string): SampleRequest => ({
    responses: {
      [ADDRESS]: {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'm', choices: [{ message: { content } }] }),
      },
    },
  });

  it.each([
    ['ssn', 'my 123-45-6789, 123456789 and 123 45 6789', 'my <SSN>, <SSN> and <SSN>'],
    ['ssn', 'a123-45-6789 046-454-286', 'a123-45-6789 046-454-286'],
    ['creditCard', '4111 1111 1111 1111 and 378282246310005', '<CREDIT_CARD> and <CREDIT_CARD>'],
    ['creditCard', '2221000000000009 1234567890123', '2221000000000009 1234567890123'],
    ['email', "o'neil@x.org, .a@b.com. a@b", "o'<EMAIL_ADDRESS>, <EMAIL_ADDRESS> a@b"],
    ['caSin', '046 454 286 and 046454286, not 046 454286', '<CA_SIN> and <CA_SIN>, not 046 454286'],
  ])('of the kind %s make of %s: %s', async (builtin, text, expected) => {
    expect(texts(await ask(guarded('request', `{regex: {rules: [{builtin: ${builtin}}]}}`), post(say(text))))).toEqual([expected]);
  });

  it('that know telephone numbers say that they only guess', async () => {
    const decision = await ask(guarded('request', '{regex: {rules: [{builtin: phoneNumber}]}}'), post(say('call 212-555-1234')));
    expect(texts(decision)).toEqual(['call <PHONE_NUMBER>']);
    expect(decision.assumptions.map(({ code }) => code)).toContain('telephone-numbers');
  });

  it('look where their scope says', async () => {
    const messages = [
      { role: 'system', content: 'foo' },
      { role: 'developer', content: 'foo' },
      { role: 'assistant', content: 'foo', tool_calls: [{ function: { name: 'foo', arguments: 'foo' } }] },
      { role: 'tool', content: 'foo' },
      { role: 'user', content: [{ type: 'text', text: 'foo' }, { type: 'image_url' }] },
    ];
    const masked = async (scope: string): Promise<string> =>
      JSON.stringify(
        sentBody(await ask(guarded('request', `{${scope}regex: {rules: [{pattern: foo}]}}`), post(say(...messages)))).messages,
      ).replaceAll(/"(?:role|type|content|tool_calls|function|name|arguments|text)":/g, '');
    expect(await masked('')).toBe(
      '[{"system","<masked>"},{"developer","<masked>"},{"assistant","<masked>",[{{"foo","foo"}}]},{"tool","foo"},{"user",[{"text","<masked>"},{"image_url"}]}]',
    );
    expect(await masked('scope: [systemPrompt], ')).toBe(
      '[{"system","<masked>"},{"developer","<masked>"},{"assistant","foo",[{{"foo","foo"}}]},{"tool","foo"},{"user",[{"text","foo"},{"image_url"}]}]',
    );
    expect(await masked('scope: [toolInput, toolOutput], ')).toBe(
      '[{"system","foo"},{"developer","foo"},{"assistant","foo",[{{"foo","<masked>"}}]},{"tool","<masked>"},{"user",[{"text","foo"},{"image_url"}]}]',
    );
  });

  it('refuse in their own words, before a provider is called', async () => {
    const guard = '{regex: {action: reject, rules: [{pattern: secret}]}, rejection: {status: 422, body: no, headers: {set: {x-a: b}}}}';
    const decision = await ask(guarded('request', guard), post(say('a secret')), { trace: true });
    expect(decision).toMatchObject({
      outcome: 'respond',
      status: 422,
      reason: 'Guardrail',
      response: { body: 'no', headers: expect.arrayContaining([['x-a', 'b']]) },
    });
    expect(decision.upstream).toBeUndefined();
    expect(decision.accessLog?.[0]).toContain('error="request rejected by regex guardrail" reason=Guardrail');
    expect(stepOf(decision, 'prompt guard')).toMatchObject({ result: 'deny', because: 'secret is found, and the action is reject' });
  });

  it('run one after the other, each on what the ones before have left', async () => {
    const both = '{regex: {rules: [{pattern: foo}]}}, {regex: {action: reject, rules: [{pattern: foo}]}}';
    const decision = await ask(guarded('request', both), post(say('foo')), { trace: true });
    expect(texts(decision)).toEqual(['<masked>']);
    expect(decision.trace.filter(({ step }) => step === 'prompt guard').map(({ result }) => result)).toEqual(['change', 'pass']);
  });

  it('of answers mask what the client gets, and what is logged of it', async () => {
    const decision = await ask(
      guarded('response', '{regex: {rules: [{pattern: hel}, {builtin: email}]}}'),
      post(say('x'), answer('hello a@b.com')),
    );
    expect(decision.response?.body).toContain('<masked>lo <EMAIL_ADDRESS>');
    expect(decision.accessLog?.[0]).toContain('said=["<masked>lo <EMAIL_ADDRESS>"]');
  });

  it('of answers refuse', async () => {
    const decision = await ask(
      guarded('response', '{regex: {action: reject, rules: [{pattern: hel}]}, rejection: {status: 418, body: tea}}'),
      post(say('x'), answer('hello')),
    );
    expect(decision).toMatchObject({ status: 418, response: { body: 'tea' } });
    expect(decision.accessLog?.[0]).toMatch(/gen_ai.request.model=m duration=\*$/);
  });

  it('that ask a service follow the declared verdict', async () => {
    const config = guarded('request', '{webhook: {target: {host: "g.test:80"}}}');
    expect((await ask(config, post(say('x'), { verdicts: { webhook: { allow: false } } }))).status).toBe(403);
    expect((await ask(config, post(say('x')))).assumptions.map(({ code }) => code)).toContain('undeclared-guard');
  });

  it('messages are added around the client’s', async () => {
    const decision = await ask(
      backend('{prompts: {prepend: [{role: system, content: first}], append: [{role: user, content: last}]}}'),
      post(say('x')),
      { trace: true },
    );
    expect(texts(decision)).toEqual(['first', 'x', 'last']);
    expect(stepOf(decision, 'prompts')?.because).toBe("1 put before the client's, 1 after them");
  });
});

describe('the models that an API key may ask for', () => {
  const keys = `  policies: {apiKey: {mode: strict, keys: [{key: none, allowedModels: []}, {key: some, allowedModels: ['gpt-*', x]}, {key: every}]}}\n`;
  const virtual = `  virtualModels:\n  - {name: v, routing: {conditional: {targets: [{model: gpt-9}]}}}\n`;
  const config = llm(entry('*'), keys + virtual);
  const as = (key: string): SampleRequest => ({ headers: { authorization: `Bearer ${key}` } });
  it.each([
    ['none', 'gpt-4', 403],
    ['some', 'gpt-4', 200],
    ['some', 'x', 200],
    ['some', 'y', 403],
    ['some', 'v', 403],
    ['every', 'v', 200],
  ])('%s: %s gives %s', async (key, model, status) => {
    const decision = await ask(config, post({ ...say('x'), model }, as(key)), { trace: true });
    expect(decision.status).toBe(status);
    if (status === 403) expect(decision.response?.body).toContain('model_not_allowed');
    expect(stepOf(decision, 'allowed models')?.result).toBe(key === 'every' ? undefined : status === 403 ? 'deny' : 'pass');
  });

  it('are listed', async () => {
    const listed = async (key: string): Promise<readonly string[]> => {
      const { response } = await ask(config, { path: '/v1/models', listener: { port: 4000 }, ...as(key) });
      return (JSON.parse(response?.body ?? '{}') as { readonly data: readonly { readonly id: string }[] }).data.map(({ id }) => id);
    };
    expect([await listed('none'), await listed('some'), await listed('every')]).toEqual([[], ['*', 'x'], ['*', 'v']]);
  });
});

describe('answers of the llm section itself', () => {
  const text = `frontendPolicies:
  accessLog: {add: {who: 'apiKey.who', path: 'request.path', code: 'response.code'}}
llm:
  port: 3000
  policies:
    apiKey: {mode: strict, keys: [{key: sk-1, metadata: {who: me}}]}
    transformations: {response: {set: {x-who: apiKey.who, x-path: request.path, x-code: string(response.code)}}}
  models:
  - {name: a, provider: openAI, params: {hostOverride: 'a.test:80'}}
`;
  const asked = (body: string): Promise<Decision> =>
    ask(text, { method: 'POST', host: 'h.test:3000', path: '/v1/chat/completions', headers: { authorization: 'Bearer sk-1' }, body });

  it('keep nothing of the request for the way back and the log', async () => {
    const refused = await asked('no json');
    expect(refused.status).toBe(400);
    expect(refused.accessLog?.[0]).toMatch(/ code=400$/);
    expect(refused.accessLog?.[0]).not.toMatch(/ who=| path="/);
    expect([got(refused, 'x-who'), got(refused, 'x-path'), got(refused, 'x-code')]).toEqual([[], [], ['400']]);
  });

  it('differ from those that come after a model was chosen', async () => {
    const late = await asked('{"model":"a"}');
    expect(late.accessLog?.[0]).toMatch(/ who="me" path="\/v1\/chat\/completions" code=400$/);
    expect([got(late, 'x-who'), got(late, 'x-path')]).toEqual([['me'], ['/v1/chat/completions']]);
  });
});
