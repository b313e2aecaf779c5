// Calls of models: which form and path a provider gets, what is refused before it is called, what its answer says of itself, and what that costs.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { ask, stepOf } from './support.ts';

const ADDRESS = '10.0.0.9:80';
const model = (provider: string, params = `baseUrl: 'http://${ADDRESS}/v1'`, more = ''): string => `llm:
  models:
  - name: '*'
    provider: ${provider}
    params: {apiKey: k, ${params}}
${more}`;

const post = (path: string, body: unknown, answer?: unknown): SampleRequest => ({
  method: 'POST',
  path,
  listener: { port: 4000 },
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...(answer === undefined
    ? {}
    : { responses: { [ADDRESS]: { headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) } } }),
});

const CHAT = '/v1/chat/completions';
const hello = { model: 'm', messages: [{ role: 'user', content: 'hello' }] };
const completion = (more: object = {}): object => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm-1',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'hi' } }],
  usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12, ...more },
});
const sentBody = (decision: Decision): unknown => JSON.parse(decision.upstream?.body ?? 'null');

describe('the path of a call', () => {
  it.each([
    ['openAI', CHAT, '/v1/chat/completions'],
    ['openAI', '/deep/v1/chat/completions?a=b', '/v1/chat/completions?a=b'],
    ['openAI', '/v1/unknown', '/v1/unknown'],
    ['groq', '/v1/unknown', '/v1/v1/unknown'],
    ['openAI', '/v1/messages', '/v1/chat/completions'],
    ['anthropic', CHAT, '/v1/messages'],
    ['gemini', CHAT, '/v1/v1beta/models/m:generateContent'],
    ['gemini', '/v1/messages', '/v1/v1beta/openai/chat/completions'],
    ['cohere', CHAT, '/compatibility/v1/chat/completions'],
    ['deepinfra', '/v1/messages', '/anthropic/v1/messages'],
    ['mistral', '/v1/responses', '/v1/chat/completions'],
  ])('of %s for %s is %s', async (provider, path, expected) => {
    const body = path.includes('responses') ? { model: 'm', input: 'hello' } : { ...hello, max_tokens: 3 };
    expect((await ask(model(provider), post(path, body))).upstream?.path).toBe(expected);
  });

  it.each([
    ['openAI', `hostOverride: '${ADDRESS}'`, '/q/v1/chat/completions', '/q/v1/chat/completions'],
    ['groq', `hostOverride: '${ADDRESS}'`, '/q/v1/chat/completions', '/v1/chat/completions'],
    ['openAI', `hostOverride: '${ADDRESS}', pathPrefix: /p`, CHAT, '/p/chat/completions'],
    ['openAI', `hostOverride: '${ADDRESS}', pathOverride: /o`, `${CHAT}?a=b`, '/o'],
    ['openAI', `baseUrl: 'http://${ADDRESS}/b', pathPrefix: /p`, CHAT, '/p/chat/completions'],
  ])('of %s with %s for %s is %s', async (provider, params, path, expected) => {
    expect((await ask(model(provider, params), post(path, hello))).upstream?.path).toBe(expected);
  });
});

describe('what is refused', () => {
  it.each([
    ['no messages', { model: 'm' }, 'missing field `messages` at line 1 column 13'],
    ['messages that are none', { model: 'm', messages: 'x' }, 'invalid type: string "x", expected a sequence'],
    ['a message that is none', { model: 'm', messages: [5] }, 'invalid type: integer `5`, expected struct RequestMessage'],
    ['a message without role', { model: 'm', messages: [{}] }, 'missing field `role`'],
    ['a temperature in words', { ...hello, temperature: 'hot' }, 'invalid type: string "hot", expected f32'],
  ])('%s', async (_, body, message) => {
    const decision = await ask(model('openAI'), post(CHAT, body));
    expect([decision.status, decision.reason, decision.outcome, decision.upstream]).toEqual([400, 'InvalidRequest', 'respond', undefined]);
    expect(decision.response?.body).toContain(`failed to process LLM request: failed to parse request: ${message}`);
  });

  it.each([
    ['/v1/embeddings', { model: 'm', input: 'x' }, 'unsupported conversion: from Embeddings to provider anthropic'],
    ['/v1/responses', { model: 'm', input: 'x' }, 'from Responses to provider anthropic (supported: [AnthropicMessages])'],
  ])('%s at a provider that cannot', async (path, body, message) => {
    expect((await ask(model('anthropic'), post(path, body))).response?.body).toContain(message);
  });

  it('a body that is no object names no model', async () => {
    for (const body of ['[]', '5', '{}']) expect((await ask(model('openAI'), post(CHAT, body))).response?.body).toContain('missing_model');
    expect((await ask(model('openAI'), post(CHAT, '{'))).response?.body).toContain('invalid_request_body');
  });
});

describe('the body that is sent', () => {
  it.each([
    ['gpt-x', { max_tokens: 5 }, { max_completion_tokens: 5 }],
    ['gpt-x', { max_tokens: 5, max_completion_tokens: 6 }, { max_completion_tokens: 6 }],
    ['other', { max_tokens: 5 }, { max_tokens: 5 }],
    ['other', { stream: true }, { stream: true, stream_options: { include_usage: true } }],
    ['other', { stream: true, stream_options: {} }, { stream: true, stream_options: {} }],
    ['other', { top_p: null }, {}],
  ])('of %s with %j has %j', async (name, given, expected) => {
    const {
      model: _,
      messages,
      ...rest
    } = sentBody(await ask(model('openAI'), post(CHAT, { ...hello, model: name, ...given }))) as Record<string, unknown>;
    expect(messages).toEqual(hello.messages);
    expect(rest).toEqual(expected);
  });

  it('keeps max_tokens of other providers', async () => {
    expect(sentBody(await ask(model('groq'), post(CHAT, { ...hello, model: 'gpt-x', max_tokens: 5 })))).toMatchObject({ max_tokens: 5 });
  });

  it('is changed by the final transformation after all else', async () => {
    const config = model(
      'openAI',
      undefined,
      `    transformation: {max_tokens: '7'}\n    finalTransformation: {user: 'string(llmRequest.max_completion_tokens)'}`,
    );
    const sent = sentBody(await ask(config, post(CHAT, { ...hello, model: 'gpt-x' }))) as Record<string, unknown>;
    expect([sent.max_completion_tokens, sent.max_tokens]).toEqual([7, undefined]);
  });

  it('is translated to messages', async () => {
    const messages = [
      { role: 'system', content: 'be kind' },
      { role: 'developer', content: 'and short' },
      { role: 'user', content: 'hello' },
    ];
    expect(
      sentBody(await ask(model('anthropic'), post(CHAT, { model: 'm', messages, stop: 'z', temperature: 0.5, user: 'me', seed: 1 }))),
    ).toEqual({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
      system: 'be kind\nand short',
      model: 'm',
      max_tokens: 4096,
      stop_sequences: ['z'],
      temperature: 0.5,
      metadata: { user_id: 'me' },
    });
  });

  it('is translated from messages', async () => {
    const body = { model: 'm', system: 'be kind', max_tokens: 3, stop_sequences: ['z'], messages: [{ role: 'user', content: 'hello' }] };
    expect(sentBody(await ask(model('openAI'), post('/v1/messages', body)))).toEqual({
      messages: [
        { role: 'system', content: 'be kind' },
        { role: 'user', content: [{ type: 'text', text: 'hello' }] },
      ],
      model: 'm',
      max_completion_tokens: 3,
      stop: ['z'],
      stream: false,
    });
    const refused = await ask(model('openAI'), post('/v1/messages', hello));
    expect([refused.status, refused.response?.body]).toEqual([
      503,
      expect.stringContaining('failed to marshal request: missing field `max_tokens`'),
    ]);
  });

  it('is translated from responses, and to Gemini', async () => {
    const response = { model: 'm', instructions: 'be kind', input: 'hello', max_output_tokens: 4 };
    expect(sentBody(await ask(model('mistral'), post('/v1/responses', response)))).toMatchObject({
      messages: [{ role: 'developer', content: 'be kind' }, { role: 'user' }],
      max_completion_tokens: 4,
    });
    const chat = {
      model: 'm',
      messages: [{ role: 'system', content: 'be kind' }, ...hello.messages, { role: 'assistant', content: 'hi' }],
      max_tokens: 4,
    };
    expect(sentBody(await ask(model('gemini'), post(CHAT, chat)))).toEqual({
      contents: [
        { role: 'user', parts: [{ text: 'hello' }] },
        { role: 'model', parts: [{ text: 'hi' }] },
      ],
      systemInstruction: { parts: [{ text: 'be kind' }] },
      generationConfig: { maxOutputTokens: 4 },
    });
  });

  it('is told to be another', async () => {
    const decision = await ask(model('anthropic'), post(CHAT, hello), { trace: true });
    expect(stepOf(decision, 'translation')?.because).toBe("the client sends chat completions, anthropic understands Anthropic's messages");
  });

  it('with tools is not translated here, and the answer says so', async () => {
    const decision = await ask(model('anthropic'), post(CHAT, { ...hello, tools: [{ type: 'function', function: { name: 'f' } }] }));
    expect(decision.assumptions.map(({ code }) => code)).toContain('untranslated-call');
  });
});

describe('the answer', () => {
  const log = `config:
  modelCatalog:
  - inline: {providers: {openai: {models: {m-1: {rates: {input: "2", output: "8", cacheRead: "0.5", reasoning: "10"}, tiers: [{contextOver: 100, rates: {input: "3", output: "4"}}]}}}}}
frontendPolicies:
  accessLog:
    add: {in: llm.inputTokens, total: llm.totalTokens, said: llm.completion, asked: 'llm.prompt.map(p, p.role + ":" + p.content)', cost: llm.cost.total, raw: llmRequest, be: backend.name, most: llm.params.max_tokens}
`;
  const line = async (provider: string, request: SampleRequest): Promise<string> =>
    (await ask(log + model(provider), request)).accessLog?.[0] ?? '';

  it('tells tokens, texts and what they cost; the request itself is gone by then', async () => {
    const details = { prompt_tokens_details: { cached_tokens: 3, audio_tokens: 0 }, completion_tokens_details: { reasoning_tokens: 2 } };
    const written = await line('openAI', post(CHAT, { ...hello, max_tokens: 9, temperature: 0.1 }, completion(details)));
    expect(written).toContain(
      'gen_ai.operation.name=chat gen_ai.provider.name=openai gen_ai.request.model=m gen_ai.response.model=m-1 gen_ai.usage.input_tokens=7 ' +
        'gen_ai.usage.cache_read.input_tokens=3 gen_ai.usage.output_tokens=5 gen_ai.usage.reasoning_tokens=2 gen_ai.usage.input_audio_tokens=0 agw.ai.usage.cost.total=0.0000535 ' +
        'gen_ai.request.temperature=0.10000000149011612 gen_ai.request.max_tokens=9 duration=*',
    );
    expect(written).toContain('in=7 total=12 said=["hi"] asked=["user:hello"]');
    expect(written).toContain('be="/llm:model:*:0" most=9');
    expect(written).not.toContain('raw=');
  });

  it('costs by the tier of long contexts', async () => {
    expect(await line('openAI', post(CHAT, hello, completion({ prompt_tokens: 1000, completion_tokens: 500 })))).toContain(
      'agw.ai.usage.cost.total=0.005 ',
    );
  });

  it('counts what Anthropic cached as input, and is translated back', async () => {
    const usage = { input_tokens: 7, output_tokens: 5, cache_read_input_tokens: 2, cache_creation_input_tokens: 1 };
    const answer = {
      id: 'a',
      type: 'message',
      role: 'assistant',
      model: 'cl',
      content: [{ type: 'text', text: 'hey' }],
      stop_reason: 'max_tokens',
      usage,
    };
    expect(await line('anthropic', post(CHAT, hello, answer))).toContain('in=10 total=15 said=["hey"]');
    const body = JSON.parse((await ask(model('anthropic'), post(CHAT, hello, answer))).response?.body ?? '{}') as object;
    expect(body).toMatchObject({
      model: 'cl',
      choices: [{ message: { content: 'hey' }, finish_reason: 'length' }],
      usage: { prompt_tokens: 7, total_tokens: 12 },
    });
  });

  it('in completions is translated for a client of messages', async () => {
    const decision = await ask(model('openAI'), post('/v1/messages', { ...hello, max_tokens: 3 }, completion()));
    expect(JSON.parse(decision.response?.body ?? '{}')).toEqual({
      id: 'c',
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'hi' }],
      model: 'm-1',
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 7, output_tokens: 5 },
    });
  });

  it.each([
    ['no JSON', 'oops', 'expected value at line 1 column 1'],
    ['nothing', '', 'EOF while parsing a value at line 1 column 0'],
    ['no completion', '{"a": 1}', 'missing field `model` at line 1 column 8'],
  ])('that is %s becomes a 502', async (_, body, message) => {
    const decision = await ask(model('openAI'), { ...post(CHAT, hello), responses: { [ADDRESS]: { body } } });
    expect([decision.status, decision.reason, decision.response?.body]).toEqual([
      502,
      'UpstreamFailure',
      `failed to process LLM response: failed to parse response: ${message}`,
    ]);
  });

  it('of a stream is read event by event', async () => {
    const events = [
      { model: 's', choices: [{ delta: { content: 'h' } }] },
      { model: 's', choices: [{ delta: { content: 'i' } }] },
      completion({}),
    ];
    const body = [...events.map((event) => JSON.stringify(event)), '[DONE]'].map((event) => `data: ${event}\n\n`).join('');
    const written = await line('openAI', { ...post(CHAT, { ...hello, stream: true }), responses: { [ADDRESS]: { body } } });
    expect(written).toContain(
      'gen_ai.response.model=s gen_ai.usage.input_tokens=7 gen_ai.usage.output_tokens=5 agw.ai.time_to_first_token=* ',
    );
    expect(written).toContain('said=["hi"]');
  });

  it('survives members that cannot be written as text', async () => {
    const odd = { toString: 1, valueOf: 1 };
    const answer = { ...completion(), usage: { prompt_tokens: odd, prompt_tokens_details: { cached_tokens: odd } } };
    const messages = [{ role: odd, content: 'hello' }];
    for (const path of [CHAT, '/v1/messages'])
      expect(await line('openAI', post(path, { model: 'm', max_tokens: 1, messages }, answer))).toContain('http.status=200');
    expect(await line('openAI', post(CHAT, { model: 'm', messages }, completion()))).toContain('asked=["user:hello"]');
  });

  it('is told in the story', async () => {
    const decision = await ask(log + model('openAI'), post(CHAT, hello, completion()), { trace: true });
    expect(stepOf(decision, 'usage')?.because).toBe('7 tokens in, 5 out, which cost 0.000054');
    expect(decision.sentence.title).toBe('200 from m at openai, through llm:request');
  });
});

describe('an ai backend', () => {
  const backend = (provider: string, policy: string): string => `binds:
- port: 4000
  listeners:
  - routes:
    - backends:
      - ai: {name: p, provider: {${provider}}, hostOverride: '${ADDRESS}'}
        policies: {ai: ${policy}}
`;
  it('takes every path as a completion, and keeps the path of another address', async () => {
    for (const path of ['/', '/v1/messages', '/v1/models'])
      expect((await ask(backend('openAI: {}', '{}'), post(path, hello))).upstream?.path).toBe(path);
    expect((await ask(backend('openAI: {}', '{}'), post('/v1/embeddings', { model: 'm', input: 'x' }))).response?.body).toContain(
      'missing field `messages`',
    );
  });

  it('takes them as its routes say', async () => {
    const config = backend('openAI: {}', '{routes: {/raw: passthrough, /list: models, "*": completions}}');
    expect((await ask(config, post('/raw', 'no JSON'))).upstream?.body).toBe('no JSON');
    expect((await ask(config, post('/list', hello))).status).toBe(501);
  });

  it.each([
    [127, 200],
    [128, 400],
  ])('reads JSON that nests %d deep: %d', async (depth, status) => {
    const body = `{"model": "m", "messages": [], "more": ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    const decision = await ask(backend('openAI: {}', '{}'), post('/', body));
    expect(decision.status).toBe(status);
    if (status === 400)
      expect(decision.response?.body).toBe(
        'failed to process LLM request: failed to parse request: recursion limit exceeded at line 1 column 166',
      );
  });

  it('needs a model from somewhere', async () => {
    const decision = await ask(backend('openAI: {}', '{}'), post('/', { messages: [] }));
    expect([decision.status, decision.response?.body]).toEqual([400, 'failed to process LLM request: missing field: model not specified']);
  });

  it.each([
    ['fast', 'gpt-3'],
    ['claude-3', 'gpt-5'],
    ['cl', 'w'],
    ['c-3', 'v'],
    ['other', 'z'],
  ])('sends %s as %s', async (name, expected) => {
    const config = backend('openAI: {}', '{modelAliases: {fast: gpt-3, "claude-*": gpt-5, "*": z, "c*": w, "*-3": v}}');
    expect(sentBody(await ask(config, post('/', { ...hello, model: name })))).toMatchObject({ model: expected });
  });

  it('has a model of its own before every alias', async () => {
    const decision = await ask(backend('openAI: {model: own}', '{modelAliases: {m: alias}}'), post('/', hello), { trace: true });
    expect(sentBody(decision)).toMatchObject({ model: 'own' });
    expect(stepOf(decision, 'model')?.changes).toEqual([{ what: 'model', before: 'm', after: 'own' }]);
  });
});
