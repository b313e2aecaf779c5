// Sends a request to the chosen provider: form, model, path and credential as the provider wants them, then what the answer that the sample
// request declares says about itself, and that answer in the form that the client expects.

import type { JsonObject } from '../../../base/json.ts';
import { utf8Bytes } from '../../../http/bytes.ts';
import { Headers } from '../../../http/headers.ts';
import { splitTarget } from '../../../http/target.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import type { Exchange, Outcome } from '../run/exchange.ts';
import { isDeclared } from '../run/responses.ts';
import { callUpstream, setUpstreamHost } from '../run/upstream.ts';
import { formatFor, pathFor } from './formats.ts';
import { type CallKind, TITLES } from './kind-of-call.ts';
import type { AiProvider, Format, Guard, Payload } from './model.ts';
import { outgoingBody } from './outgoing.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import { applyFinal, traceApplied } from './payload.ts';
import { namesField, promptsOf } from './prompts.ts';
import { PROVIDERS } from './providers.ts';
import { readAnswer } from './read-answer.ts';
import { badRequest } from './request-check.ts';

export interface ProviderCall {
  readonly provider: AiProvider;
  readonly kind: CallKind;
  /** The request's JSON in the client's form; undefined for a call that is passed on unread. */
  readonly body: JsonObject | undefined;
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  readonly payloads: readonly Payload[];
  readonly guards: readonly Guard[];
}

const endpointOf = ({ endpoint, provider }: AiProvider): string => endpoint ?? `${provider}:443`;

/** The log names the provider that was chosen, called or not. */
export function choose(x: Exchange, provider: AiProvider): void {
  x.endpoint = endpointOf(provider);
  x.facts.set(':unsent', true);
}

export function callProvider(x: Exchange, call: ProviderCall): Outcome {
  const { provider, kind, body } = call;
  const format = formatFor(provider, kind);
  if (format === undefined) return kind === 'anthropicTokenCount' ? countHere(x, provider) : unsupported(provider, kind);
  const { path, query } = splitTarget(x.request.target);
  const target = pathFor(provider, format, path, call.model ?? '');
  x.request.target = provider.pathOverride ?? `${target}${query === undefined ? '' : `?${query}`}`;
  const parameters = body === undefined ? [] : parametersOf(kind, body);
  if (body !== undefined) {
    const refused = writeBody(x, call, body, format);
    if (refused !== undefined) return refused;
    note(x, call, body, parameters);
  }
  putKey(x, call);
  const outcome = send(x, call, format);
  for (const { logged, value } of parameters) x.log.extra.push([logged, String(value)]);
  return outcome;
}

/** Forms of calls in words. */
const SPOKEN: Readonly<Partial<Record<CallKind, string>>> = {
  completions: 'chat completions',
  messages: "Anthropic's messages",
  responses: "OpenAI's responses",
  generateContent: "Gemini's own form",
};

/** Puts the body in the provider's form. */
function writeBody(x: Exchange, call: ProviderCall, body: JsonObject, format: Format): Outcome | undefined {
  const made = outgoingBody(call.provider, call.kind, format.type, body);
  if (!made.ok) return made.outcome;
  if (!made.translated)
    x.trace.assume({
      code: 'untranslated-call',
      what: `The call is translated for ${call.provider.provider}; how its body looks then is not computed here, it is shown as the client wrote it.`,
      target: call.provider.name,
      origin: call.provider.origin,
    });
  const outgoing = { ...made.body };
  if (format.type !== call.kind)
    x.trace.record(() => ({
      step: 'translation',
      target: call.provider.name,
      result: 'change',
      because: `the client sends ${SPOKEN[call.kind] ?? call.kind}, ${call.provider.system} understands ${SPOKEN[format.type] ?? format.type}`,
      origin: call.provider.origin,
    }));
  for (const payload of call.payloads)
    traceApplied(x, 'final transformations', call.provider.name, call.provider.origin, applyFinal(x, payload, outgoing));
  x.request.body = utf8Bytes(JSON.stringify(outgoing));
  x.request.headers.set('content-length', String(x.request.body.length));
  return undefined;
}

function send(x: Exchange, call: ProviderCall, format: Format): Outcome {
  const { provider } = call;
  if (provider.endpoint === undefined) {
    x.trace.assume({
      code: 'provider-address',
      what: `The address of ${provider.provider} depends on region or resource; it is not known here.`,
      target: provider.name,
      origin: provider.origin,
    });
  }
  const endpoint = x.endpoint ?? endpointOf(provider);
  setUpstreamHost(x, endpoint);
  x.facts.delete(':unsent');
  x.trace.record(() => ({
    step: 'provider',
    target: provider.name,
    result: 'match',
    because: `${call.model ?? 'the request'} goes to ${provider.system} at ${endpoint}`,
    origin: provider.origin,
  }));
  if (call.model !== undefined) x.facts.set(':served', `${call.model} at ${provider.system}`);
  const health = provider.policies.find((policy) => policy.type === 'health');
  if (health !== undefined) x.backendPolicies = [health, ...x.backendPolicies.filter((policy) => policy.type !== 'health')];
  const called = callUpstream(x, endpoint, provider.name);
  if ('outcome' in called) return called.outcome;
  x.response = { ...called.response, headers: new Headers(called.response.headers.pairs) };
  // Providers answer JSON; where no answer is declared that much is known.
  if (!isDeclared(x, endpoint, provider.name)) {
    x.response.headers.set('content-type', 'application/json');
    if (call.body !== undefined) x.trace.assume(undeclared(provider));
    return CONTINUE;
  }
  return call.body === undefined ? CONTINUE : readAnswer(x, call, format.type);
}

const undeclared = ({ name, origin }: AiProvider): Parameters<Exchange['trace']['assume']>[0] => ({
  code: 'undeclared-completion',
  what: `The answer of '${name}' is not declared; usage and cost are unknown.`,
  target: name,
  origin,
});

const LISTED: Readonly<Record<string, string>> = { openai: 'OpenAIResponses, OpenAICompletions', anthropic: 'AnthropicMessages' };

function unsupported({ system, name }: AiProvider, kind: CallKind): Outcome {
  const list = kind === 'embeddings' || kind === 'rerank' ? '' : ` (supported: [${LISTED[system] ?? '*'}])`;
  return badRequest(
    `unsupported conversion: from ${TITLES[kind]} to provider ${system}${list}`,
    `${name} does not understand ${TITLES[kind]}, and the gateway cannot translate it. No provider is called.`,
  );
}

/** Where the provider does not count tokens the gateway does; its tokenizer is not here. */
function countHere(x: Exchange, { name, origin }: AiProvider): Outcome {
  x.trace.assume({
    code: 'token-count',
    what: 'The gateway counts the tokens by itself; the count is not known here.',
    target: name,
    origin,
  });
  return {
    kind: 'reply',
    reply: {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: utf8Bytes('{"input_tokens":*}'),
      reason: 'DirectResponse',
      error: undefined,
      redirect: false,
      title: 'Tokens counted by the gateway',
      because: `${name} does not count tokens. No provider is called.`,
    },
  };
}

function putKey(x: Exchange, { provider, apiKey }: ProviderCall): void {
  const facts = PROVIDERS[provider.provider];
  if (apiKey !== undefined) {
    x.request.headers.remove('authorization');
    x.request.headers.set(facts.key[0], `${facts.key[1]}${apiKey}`);
  }
  for (const [name, value] of facts.headers) x.request.headers.set(name, value);
}

/** What expressions and the log know of the request. */
function note(x: Exchange, { provider, kind, model }: ProviderCall, body: JsonObject, parameters: readonly Parameter[]): void {
  x.log.extra.push(['gen_ai.operation.name', kind === 'embeddings' ? 'embeddings' : 'chat'], ['gen_ai.provider.name', provider.system]);
  if (model !== undefined) x.log.extra.push(['gen_ai.request.model', model]);
  const prompt = namesField(x, 'prompt') ? promptsOf(kind, body) : undefined;
  x.facts.set('llm', {
    streaming: body.stream === true,
    requestModel: model ?? '',
    provider: provider.system,
    ...(prompt === undefined ? {} : { prompt }),
    params: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  });
}
