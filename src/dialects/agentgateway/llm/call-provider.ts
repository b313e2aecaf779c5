// Sends an LLM request to the chosen provider: model, path, credential and body as the provider wants them, then usage and cost from the answer that
// the sample request declares.

import { utf8Bytes, utf8Text } from '../../../http/bytes.ts';
import { Headers } from '../../../http/headers.ts';
import { splitTarget } from '../../../http/target.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';
import { isDeclared } from '../run/responses.ts';
import { callUpstream, setUpstreamHost } from '../run/upstream.ts';
import { callKindOf, operationOf } from './kind-of-call.ts';
import type { AiProvider } from './model.ts';
import { isObject, type JsonObject, setField } from './payload.ts';
import { PROVIDERS } from './providers.ts';

export interface ProviderCall {
  readonly provider: AiProvider;
  /** The request's JSON as it goes out; undefined for a call that is passed on unread. */
  readonly body: JsonObject | undefined;
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
}

export function callProvider(x: Exchange, call: ProviderCall): Outcome {
  const { provider } = call;
  const { path, query } = splitTarget(x.request.target);
  const kind = callKindOf(path);
  x.request.target = `${providerPath(provider, path)}${query === undefined ? '' : `?${query}`}`;
  putKey(x, call);
  if (call.body !== undefined) {
    x.request.body = utf8Bytes(JSON.stringify(call.body));
    x.request.headers.set('content-length', String(x.request.body.length));
    logRequest(x, call, kind);
  }
  if (provider.endpoint === undefined) {
    x.trace.assume({
      code: 'provider-address',
      what: `The address of ${provider.provider} depends on region or resource; it is not known here.`,
      target: provider.name,
      origin: provider.origin,
    });
  }
  const endpoint = provider.endpoint ?? `${provider.provider}:443`;
  setUpstreamHost(x, endpoint);
  x.endpoint = endpoint;
  x.trace.record(() => ({
    step: 'provider',
    target: provider.name,
    result: 'match',
    because: `${call.model ?? 'the request'} goes to ${provider.system} at ${endpoint}`,
    origin: provider.origin,
  }));
  const called = callUpstream(x, endpoint, provider.name);
  if ('outcome' in called) return called.outcome;
  x.response = called.response;
  // Providers answer JSON; where no answer is declared that much is known.
  if (!isDeclared(x, endpoint, provider.name)) x.response.headers.set('content-type', 'application/json');
  if (call.body !== undefined) return readUsage(x, kind, provider);
  return CONTINUE;
}

/** A path prefix stands for `/v1`; with a host of the configuration's own the path stays; otherwise it is the provider's. */
function providerPath(provider: AiProvider, path: string): string {
  if (provider.pathOverride !== undefined) return provider.pathOverride;
  if (provider.pathPrefix !== undefined) return `${provider.pathPrefix}${path.replace(/^\/v1(?=\/|$)/, '')}`;
  if (provider.ownHost) return path;
  if (provider.provider === 'anthropic' && path.endsWith('/chat/completions')) return '/v1/messages';
  if (provider.provider === 'gemini') return path.replace(/^\/v1(?=\/)/, '/v1beta/openai');
  return path;
}

function putKey(x: Exchange, { provider, apiKey }: ProviderCall): void {
  const facts = PROVIDERS[provider.provider];
  if (apiKey !== undefined) {
    x.request.headers.remove('authorization');
    x.request.headers.set(facts.key[0], `${facts.key[1]}${apiKey}`);
  }
  for (const [name, value] of facts.headers) x.request.headers.set(name, value);
}

function logRequest(x: Exchange, { provider, model, body }: ProviderCall, kind: ReturnType<typeof callKindOf>): void {
  const operation = operationOf(kind);
  if (operation === undefined) return;
  x.log.extra.push(['gen_ai.operation.name', operation], ['gen_ai.provider.name', provider.system]);
  if (model !== undefined) x.log.extra.push(['gen_ai.request.model', model]);
  x.facts.set('llm', { streaming: body?.stream === true, requestModel: model ?? '', provider: provider.system, ...promptOf(body) });
}

function promptOf(body: JsonObject | undefined): JsonObject {
  const messages = Array.isArray(body?.messages) ? body.messages.filter(isObject) : [];
  const prompt = messages.flatMap((m) => (typeof m.content === 'string' ? [{ role: String(m.role ?? 'user'), content: m.content }] : []));
  return prompt.length === 0 ? {} : { prompt };
}

const PARAMETERS: readonly (readonly [field: string, name: string])[] = [
  ['temperature', 'gen_ai.request.temperature'],
  ['top_p', 'gen_ai.request.top_p'],
  ['max_tokens', 'gen_ai.request.max_tokens'],
  ['max_completion_tokens', 'gen_ai.request.max_tokens'],
];

/** Usage and model of a declared answer, into `llm` and the log. */
function readUsage(x: Exchange, kind: ReturnType<typeof callKindOf>, provider: AiProvider): Outcome {
  const response = x.response;
  if (response === undefined || response.status >= 400 || operationOf(kind) === undefined) return CONTINUE;
  const answer = parse(utf8Text(response.body));
  if (answer === undefined) {
    if (response.body.length > 0)
      return failure(
        502,
        'UpstreamFailure',
        'failed to process LLM response: failed to parse response: *',
        `${provider.name} gave no LLM answer`,
        'The body is no JSON object.',
      );
    x.trace.assume({
      code: 'undeclared-completion',
      what: `What ${provider.name} answers is not declared; usage and cost are unknown.`,
      target: provider.name,
      origin: provider.origin,
    });
    return CONTINUE;
  }
  const usage = isObject(answer.usage) ? answer.usage : {};
  const input = usage.prompt_tokens ?? usage.input_tokens;
  const output = usage.completion_tokens ?? usage.output_tokens;
  const model = answer.model;
  const llm = x.facts.get('llm');
  const facts: JsonObject = isObject(llm) ? { ...llm } : {};
  if (typeof model === 'string') {
    x.log.extra.push(['gen_ai.response.model', model]);
    setField(facts, 'responseModel', model);
  }
  for (const [name, log, value] of [
    ['inputTokens', 'gen_ai.usage.input_tokens', input],
    ['outputTokens', 'gen_ai.usage.output_tokens', output],
  ] as const) {
    if (typeof value !== 'number') continue;
    x.log.extra.push([log, String(value)]);
    setField(facts, name, value);
  }
  if (typeof input === 'number' || typeof output === 'number') setField(facts, 'totalTokens', Number(input ?? 0) + Number(output ?? 0));
  x.facts.set('llm', facts);
  const sent = parse(utf8Text(x.request.body)) ?? {};
  for (const [field, name] of PARAMETERS)
    if (typeof sent[field] === 'number')
      x.log.extra.push([name, String(field === 'temperature' || field === 'top_p' ? Math.fround(sent[field]) : sent[field])]);
  x.response = { ...response, headers: new Headers(response.headers.pairs) };
  return CONTINUE;
}

export function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
