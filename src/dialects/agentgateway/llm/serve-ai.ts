// A request at an `ai` backend of a route (agentgateway 1.4): a provider of the first priority group, the policy `ai` applied to its JSON: aliases, guards,
// enrichment, payload.

import { isObject, type JsonObject } from '../../../base/json.ts';
import { utf8Bytes } from '../../../http/bytes.ts';
import { splitTarget } from '../../../http/target.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';
import { preferred } from '../steps/eviction.ts';
import { callProvider, choose } from './call-provider.ts';
import { fitsPattern } from './choose-model.ts';
import { guardRequest } from './guard.ts';
import { type CallKind, callKindNamed } from './kind-of-call.ts';
import type { AiBackend, AiProvider } from './model.ts';
import { applyPayload, setField, traceApplied } from './payload.ts';
import type { AiPolicy, ChatMessage } from './policy.ts';
import { badRequest, checkRequest } from './request-check.ts';

export function serveAi(x: Exchange, ai: AiBackend): Outcome {
  const outcome = serve(x, ai);
  x.facts.delete('llmRequest');
  return outcome;
}

function serve(x: Exchange, ai: AiBackend): Outcome {
  x.log.protocol = 'llm';
  const memberAt = (one: AiProvider): string => `${x.backend?.id ?? ''} ${one.origin.path}`;
  const provider = pickProvider(
    x,
    preferred(x, ai.groups, (one) => ({ member: memberAt(one), name: one.name })),
  );
  if (provider === undefined)
    return failure(500, 'NoHealthyBackend', 'no valid backends', 'No LLM provider', 'The backend has no providers.');
  x.facts.set(':member', memberAt(provider));
  choose(x, provider);
  const policies = [...x.backendPolicies.filter((p) => p.type === 'ai'), ...provider.policies.filter((p) => p.type === 'ai')].map(
    (p) => p.spec as AiPolicy,
  );
  const { path } = splitTarget(x.request.target);
  const kind = kindOf(policies, path);
  if (kind === 'other')
    return callProvider(x, { provider, kind, body: undefined, model: undefined, apiKey: undefined, payloads: [], guards: [] });
  if (kind === 'models') return notImplemented();
  const checked = checkRequest(x, kind);
  return checked.ok ? send(x, provider, kind, checked.body, policies) : checked.outcome;
}

const notImplemented = (): Outcome => ({
  kind: 'reply',
  reply: {
    status: 501,
    headers: [['content-type', 'application/json']],
    body: utf8Bytes(`{"error":"Route 'Models' not implemented"}`),
    reason: undefined,
    error: undefined,
    redirect: false,
    title: 'Models are not listed here',
    because: 'A backend of the kind ai does not list models. No provider is called.',
  },
});

/** Within a group by the random value, evenly. */
function pickProvider(x: Exchange, group: readonly AiProvider[]): AiProvider | undefined {
  if (group.length > 1) x.chance = true;
  return group[x.random % group.length];
}

/** Every path is a chat completion where the policy does not say what it is. */
function kindOf(policies: readonly AiPolicy[], path: string): CallKind {
  for (const { routes } of policies) {
    const found = routes.find(([ending]) => ending !== '*' && path.endsWith(ending)) ?? routes.find(([ending]) => ending === '*');
    if (found !== undefined) return callKindNamed(found[1]);
  }
  return 'completions';
}

/** An alias by its exact name, else by the pattern that says most. */
function aliasOf(policies: readonly AiPolicy[], asked: string): string | undefined {
  const aliases = policies.flatMap((policy) => policy.aliases);
  const exact = aliases.find(([from]) => from === asked);
  const fitting = aliases.filter(([from]) => from.includes('*') && fitsPattern(from, asked)).sort(([a], [b]) => b.length - a.length);
  return (exact ?? fitting[0])?.[1];
}

function send(x: Exchange, provider: AiProvider, kind: CallKind, body: JsonObject, policies: readonly AiPolicy[]): Outcome {
  const outgoing: JsonObject = { ...body };
  const asked = typeof body.model === 'string' ? body.model : undefined;
  const alias = asked === undefined ? undefined : aliasOf(policies, asked);
  const name = provider.model ?? alias ?? asked;
  if (name === undefined)
    return badRequest('missing field: model not specified', 'Neither the request nor the provider names a model. No provider is called.');
  setField(outgoing, 'model', name);
  traceName(x, provider, asked, alias);
  for (const policy of policies) {
    const refused = guardRequest(x, policy.guards, outgoing);
    if (refused !== undefined) return refused;
    enrich(x, outgoing, policy);
    traceApplied(x, 'ai', provider.name, policy.origin, applyPayload(x, policy.payload, outgoing));
  }
  const model = typeof outgoing.model === 'string' ? outgoing.model : undefined;
  return callProvider(x, {
    provider,
    kind,
    body: outgoing,
    model,
    apiKey: undefined,
    payloads: policies.map(({ payload }) => payload),
    guards: policies.flatMap(({ guards }) => guards),
  });
}

/** Which model is asked for, and who said so. */
function traceName(x: Exchange, { model, name, origin }: AiProvider, asked: string | undefined, alias: string | undefined): void {
  const to = model ?? alias;
  if (to === undefined) return;
  x.trace.record(() => ({
    step: 'model',
    target: to,
    result: 'change',
    because: model === undefined ? 'an alias of modelAliases' : `the provider ${name} always gets this model`,
    origin,
    changes: [{ what: 'model', ...(asked === undefined ? {} : { before: asked }), after: to }],
  }));
}

/** Messages of the configuration before and after those of the client. */
function enrich(x: Exchange, body: JsonObject, { prepend, append, origin }: AiPolicy): void {
  if (prepend.length === 0 && append.length === 0) return;
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const plain = (list: readonly ChatMessage[]): readonly JsonObject[] => list.map(({ role, content }) => ({ role, content }));
  setField(body, 'messages', [...plain(prepend), ...messages, ...plain(append)]);
  x.trace.record(() => ({
    step: 'prompts',
    target: 'messages',
    result: 'change',
    because: `${prepend.length} put before the client's, ${append.length} after them`,
    origin,
    changes: [...prepend, ...append].map(({ role, content }) => ({ what: role, after: content })),
  }));
}
