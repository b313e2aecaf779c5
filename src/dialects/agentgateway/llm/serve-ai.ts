// A request at an `ai` backend of a route (agentgateway 1.4): a provider of the first priority group, the policy `ai` applied to its JSON: aliases, guards,
// enrichment, payload.
import { utf8Text } from '../../../http/bytes.ts';
import { splitTarget } from '../../../http/target.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';
import { callProvider, parse } from './call-provider.ts';
import { guardRequest } from './guard.ts';
import { callKindOf } from './kind-of-call.ts';
import type { AiBackend, AiProvider } from './model.ts';
import { applyPayload, isObject, type JsonObject, setField } from './payload.ts';
import type { AiPolicy, ChatMessage } from './policy.ts';

export function serveAi(x: Exchange, ai: AiBackend): Outcome {
  x.log.protocol = 'llm';
  const group = ai.groups.find((providers) => providers.length > 0);
  const provider = group === undefined ? undefined : pickProvider(x, group);
  if (provider === undefined)
    return failure(500, 'NoHealthyBackend', 'no valid backends', 'No LLM provider', 'The backend has no providers.');
  const policies = [...x.backendPolicies.filter((p) => p.type === 'ai'), ...provider.policies.filter((p) => p.type === 'ai')].map(
    (p) => p.spec as AiPolicy,
  );
  const { path } = splitTarget(x.request.target);
  const kind = kindOf(policies, path);
  if (kind === 'passthrough' || kind === 'models')
    return callProvider(x, { provider, body: undefined, model: undefined, apiKey: undefined });
  const body = parse(utf8Text(x.request.body));
  if (body === undefined)
    return failure(
      400,
      'Internal',
      'failed to process LLM request: failed to parse request: *',
      'No LLM request',
      'The body is no JSON object.',
    );
  return send(x, provider, body, policies);
}

/** Within a group by the random value, evenly. */
function pickProvider(x: Exchange, group: readonly AiProvider[]): AiProvider | undefined {
  if (group.length > 1) x.chance = true;
  return group[x.random % group.length];
}

function kindOf(policies: readonly AiPolicy[], path: string): string {
  for (const policy of policies) {
    const exact = policy.routes.find(([ending]) => ending !== '*' && path.endsWith(ending));
    const any = policy.routes.find(([ending]) => ending === '*');
    if (exact !== undefined || any !== undefined) return (exact ?? any)?.[1] ?? 'completions';
  }
  return callKindOf(path) === 'other' ? 'completions' : callKindOf(path);
}

function send(x: Exchange, provider: AiProvider, body: JsonObject, policies: readonly AiPolicy[]): Outcome {
  const outgoing: JsonObject = { ...body };
  x.facts.set('llmRequest', body);
  const asked = typeof body.model === 'string' ? body.model : undefined;
  const alias = asked === undefined ? undefined : policies.flatMap((p) => p.aliases).find(([from]) => from === asked)?.[1];
  const name = provider.model ?? alias ?? asked;
  if (name !== undefined) setField(outgoing, 'model', name);
  for (const policy of policies) {
    const guarded = guardRequest(x, policy.guards, outgoing);
    if (guarded.masked.length > 0)
      x.trace.record(() => ({
        step: 'prompt guard',
        target: provider.name,
        result: 'change',
        because: `masked: ${guarded.masked.join(', ')}`,
      }));
    if (guarded.rejected !== undefined) {
      const { rejection, origin } = guarded.rejected;
      x.trace.record(() => ({
        step: 'prompt guard',
        target: provider.name,
        result: 'deny',
        because: 'a rule finds what it looks for, and the action is reject',
        origin,
      }));
      return {
        kind: 'reply',
        reply: {
          status: rejection.status,
          headers: [],
          body: rejection.body,
          reason: 'DirectResponse',
          error: undefined,
          redirect: false,
          title: `Refused by a prompt guard on ${x.route?.name ?? provider.name}`,
          because: 'A request guard finds what it looks for. No provider is called.',
        },
      };
    }
    enrich(outgoing, policy);
    const changes = applyPayload(x, policy.payload, outgoing);
    if (changes.length > 0)
      x.trace.record(() => ({
        step: 'ai',
        target: provider.name,
        result: 'change',
        because: changes.map((c) => c.what).join(', '),
        changes,
      }));
  }
  const model = typeof outgoing.model === 'string' ? outgoing.model : undefined;
  return callProvider(x, { provider, body: outgoing, model, apiKey: undefined });
}

function enrich(body: JsonObject, policy: AiPolicy): void {
  if (policy.prepend.length === 0 && policy.append.length === 0) return;
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const plain = (list: readonly ChatMessage[]): readonly JsonObject[] => list.map(({ role, content }) => ({ role, content }));
  setField(body, 'messages', [...plain(policy.prepend), ...messages, ...plain(policy.append)]);
}
