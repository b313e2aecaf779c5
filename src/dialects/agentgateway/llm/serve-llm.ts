// A request to the section `llm` (agentgateway 1.4): the model named in its JSON is looked up, a virtual one resolved, the model's own rules judged, the
// payload changed, and the provider called. What is wrong is answered in OpenAI's error form.

import { isObject, type JsonObject } from '../../../base/json.ts';
import { utf8Bytes, utf8Text } from '../../../http/bytes.ts';
import { splitTarget } from '../../../http/target.ts';
import { isTrue, traced } from '../cel-site.ts';
import { parseJson } from '../json-fault.ts';
import { isWeighed, weigh } from '../run/choose-backend.ts';
import type { Exchange, Outcome } from '../run/exchange.ts';
import { rule } from '../steps/authorization.ts';
import { preferred } from '../steps/eviction.ts';
import { modifyHeaders } from '../steps/header-modifier.ts';
import { callProvider, choose } from './call-provider.ts';
import { bySpecificity, chooseModel, fitsPattern, modelsFor } from './choose-model.ts';
import { guardRequest } from './guard.ts';
import { type CallKind, callKindOf } from './kind-of-call.ts';
import type { LlmModel, LlmRouting, VirtualModel } from './model.ts';
import { applyPayload, setField, traceApplied } from './payload.ts';
import { checkRequest } from './request-check.ts';

export function serveLlm(x: Exchange, routing: LlmRouting): Outcome {
  const outcome = serve(x, routing);
  x.facts.delete('llmRequest');
  return outcome;
}

function serve(x: Exchange, routing: LlmRouting): Outcome {
  x.log.protocol = 'llm';
  x.reached = false;
  // Until a model is chosen the gateway keeps nothing of the request for the way back and the log.
  x.facts.set(':requestLost', true);
  const { path } = splitTarget(x.request.target);
  const kind = callKindOf(path);
  if (kind === 'models' && x.request.method === 'GET') return listModels(x, routing);
  const json = parseJson(utf8Text(x.request.body));
  if (json === undefined) return refuse(400, 'LLM request body must be valid JSON', 'invalid_request_body');
  const body = isObject(json.value) ? json.value : {};
  const wanted = body.model;
  if (typeof wanted !== 'string') return refuse(400, "LLM request body is missing string field 'model'", 'missing_model');
  x.facts.set('llmRequest', body);
  const allowed = allowedModels(x);
  if (allowed !== undefined) {
    const fits = allowed.some((pattern) => fitsPattern(pattern, wanted));
    traceAllowed(x, wanted, allowed, fits);
    if (!fits) return refuse(403, 'Model is not allowed for this API key', 'model_not_allowed');
  }
  const virtual = routing.virtual.find((one) => one.name === wanted);
  const resolved = virtual === undefined ? wanted : resolveVirtual(x, virtual);
  if (resolved === undefined)
    return refuse(400, `Virtual model ${wanted} did not match any conditional target`, 'virtual_model_no_matching_target');
  const model = chooseModel(x, routing, resolved);
  traceModel(x, routing, resolved, model);
  if (model === undefined || (model.internal && virtual === undefined)) return refuse(404, 'Model not found', 'model_not_found');
  const denied = judgeModel(x, model);
  if (denied !== undefined) return denied;
  x.reached = true;
  x.facts.delete(':requestLost');
  choose(x, model);
  if (x.routeBackend !== undefined) x.routeBackend = { ...x.routeBackend, fullName: backendName(routing, virtual, model) };
  if (kind === 'other' || kind === 'models') return sendUnread(x, model);
  const checked = checkRequest(x, kind);
  return checked.ok ? send(x, model, kind, checked.body, resolved) : checked.outcome;
}

/** Models that the API key of the request may ask for; undefined: every one. Only the section `llm` looks at it. */
const allowedModels = (x: Exchange): readonly string[] | undefined => x.facts.get(':allowedModels') as readonly string[] | undefined;

function traceAllowed(x: Exchange, name: string, allowed: readonly string[], fits: boolean): void {
  const key = [...x.routePolicies, ...(x.listener?.policies ?? [])].find(({ type }) => type === 'apiKey');
  x.trace.record(() => ({
    step: 'allowed models',
    target: name,
    ...(key === undefined ? {} : { entity: key.id, origin: key.origin }),
    result: fits ? 'pass' : 'deny',
    because: `the API key may ask for ${allowed.join(', ') || 'no model'}`,
  }));
}

/** What expressions see as the backend: a virtual model that fails over is one, else the model; the number is its place in the gateway's order. */
function backendName(routing: LlmRouting, virtual: VirtualModel | undefined, model: LlmModel): string {
  if (virtual?.routing.kind === 'failover') return `/llm:virtual-model:${virtual.name}:${routing.virtual.indexOf(virtual)}`;
  return `/llm:model:${model.pattern}:${bySpecificity(routing.models).indexOf(model)}`;
}

const refuse = (status: number, message: string, code: string): Outcome => ({
  kind: 'reply',
  reply: {
    status,
    headers: [['content-type', 'application/json']],
    body: utf8Bytes(JSON.stringify({ error: { message, type: 'invalid_request_error', code } })),
    reason: undefined,
    error: undefined,
    redirect: false,
    title: message,
    because: 'The llm section answers by itself. No provider is called.',
  },
});

function resolveVirtual(x: Exchange, virtual: VirtualModel): string | undefined {
  const { routing } = virtual;
  const note = (target: string | undefined, because: string): string | undefined => {
    x.trace.record(() => ({
      step: 'virtual model',
      target: virtual.name,
      result: target === undefined ? 'deny' : 'match',
      because,
      origin: virtual.origin,
      ...(routing.kind === 'conditional'
        ? { expressions: routing.targets.flatMap((t) => (t.when === undefined ? [] : [traced(x, t.when)])) }
        : {}),
    }));
    return target;
  };
  switch (routing.kind) {
    case 'conditional': {
      const target = routing.targets.find((t) => t.when === undefined || isTrue(x, t.when));
      return note(
        target?.model,
        target === undefined
          ? 'no condition is true'
          : target.when === undefined
            ? `no condition is true: ${target.model}`
            : `${target.when.text} is true: ${target.model}`,
      );
    }
    case 'weighted': {
      const total = routing.targets.reduce((sum, t) => sum + t.weight, 0);
      if (isWeighed(routing.targets)) weigh(x);
      let rest = total === 0 ? 0 : x.random % total;
      const target = routing.targets.find((t) => {
        if (rest < t.weight) return true;
        rest -= t.weight;
        return false;
      });
      return note(target?.model, `by weight, random value ${x.random}: ${target?.model ?? 'none'}`);
    }
    case 'failover': {
      const model = firstAvailable(x, virtual.name, routing.targets);
      const best = Math.min(...routing.targets.map(({ priority }) => priority));
      const isBest = routing.targets.some((target) => target.model === model && target.priority === best);
      return note(model, `the first priority${isBest ? '' : ' that is not left out'}: ${model ?? 'none'}`);
    }
    case 'none':
      return undefined;
  }
}

/** A model of the lowest priority number that has one which is not left out; of equal ones by the random value. */
function firstAvailable(
  x: Exchange,
  name: string,
  targets: readonly { readonly model: string; readonly priority: number }[],
): string | undefined {
  const memberAt = (model: string): string => `llm/${name} ${model}`;
  const priorities = [...new Set(targets.map(({ priority }) => priority))].sort((a, b) => a - b);
  const groups = priorities.map((priority) => targets.filter((target) => target.priority === priority).map(({ model }) => model));
  const left = preferred(x, groups, (model) => ({ member: memberAt(model), name: model }));
  if (left.length > 1) x.chance = true;
  const chosen = left[x.random % left.length];
  if (chosen !== undefined) x.facts.set(':member', memberAt(chosen));
  return chosen;
}

function traceModel(x: Exchange, routing: LlmRouting, name: string, model: LlmModel | undefined): void {
  x.trace.record(() => ({
    step: 'model',
    target: model?.pattern ?? name,
    result: model === undefined ? 'no-match' : 'match',
    because:
      model === undefined
        ? `no entry of llm.models covers ${name}`
        : model.pattern === name
          ? `${name} is named exactly`
          : `${name} fits ${model.pattern}`,
    ...(model === undefined ? {} : { origin: model.origin }),
    losers: modelsFor(routing, name)
      .filter((other) => other !== model)
      .map((other) => ({ target: other.pattern, because: 'it also covers the name, but is less specific', origin: other.origin })),
  }));
}

function judgeModel(x: Exchange, model: LlmModel): Outcome | undefined {
  if (model.authorization === undefined) return undefined;
  const ruling = rule(
    model.authorization.rules,
    (r) => isTrue(x, r.expression),
    (r) => traced(x, r.expression).explanation.because,
  );
  x.trace.record(() => ({
    step: 'model authorization',
    target: model.pattern,
    result: ruling.allowed ? 'pass' : 'deny',
    because: ruling.because,
    origin: ruling.by?.origin ?? model.origin,
    expressions: ruling.looked.map((r) => traced(x, r.expression)),
  }));
  return ruling.allowed ? undefined : refuse(403, 'Model authorization denied', 'model_authorization_denied');
}

function send(x: Exchange, model: LlmModel, kind: CallKind, body: JsonObject, resolved: string): Outcome {
  const outgoing: JsonObject = { ...body };
  const name = model.model ?? resolved;
  setField(outgoing, 'model', name);
  const refused = guardRequest(x, model.guards, outgoing);
  if (refused !== undefined) return refused;
  traceApplied(x, 'payload', model.pattern, model.origin, applyPayload(x, model.payload, outgoing));
  const finalModel = typeof outgoing.model === 'string' ? outgoing.model : name;
  return withHeaders(x, model, () =>
    callProvider(x, {
      provider: model,
      kind,
      body: outgoing,
      model: finalModel,
      apiKey: model.apiKey,
      payloads: [model.payload],
      guards: model.guards,
    }),
  );
}

const sendUnread = (x: Exchange, model: LlmModel): Outcome =>
  withHeaders(x, model, () =>
    callProvider(x, { provider: model, kind: 'other', body: undefined, model: undefined, apiKey: model.apiKey, payloads: [], guards: [] }),
  );

/** The model's own changes to the headers, on the way there and back. */
function withHeaders(x: Exchange, model: LlmModel, call: () => Outcome): Outcome {
  if (model.requestHeaders !== undefined) modifyHeaders(model.requestHeaders, x.request.headers);
  const outcome = call();
  if (outcome.kind === 'continue' && x.response !== undefined && model.responseHeaders !== undefined)
    modifyHeaders(model.responseHeaders, x.response.headers);
  return outcome;
}

/** The list of models that this caller may use. */
function listModels(x: Exchange, routing: LlmRouting): Outcome {
  const visible = bySpecificity(routing.models).filter(
    (model) =>
      !model.internal &&
      (model.authorization === undefined ||
        rule(
          model.authorization.rules,
          (r) => isTrue(x, r.expression),
          () => '',
        ).allowed),
  );
  const ids = mayAsk(x, [...visible.map((model) => model.pattern), ...routing.virtual.map((model) => model.name)]);
  const created = Math.floor(x.startedAt / 1000);
  return {
    kind: 'reply',
    reply: {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: utf8Bytes(JSON.stringify({ data: ids.map((id) => ({ id, object: 'model', created, owned_by: 'openai' })), object: 'list' })),
      reason: undefined,
      error: undefined,
      redirect: false,
      title: `${ids.length} models listed`,
      because: 'The llm section lists its models by itself.',
    },
  };
}

/** Names that the caller's key may ask for: of the listed ones, and its own that a pattern covers. */
function mayAsk(x: Exchange, ids: readonly string[]): readonly string[] {
  const allowed = allowedModels(x);
  if (allowed === undefined) return ids;
  const listed = ids.filter((id) => allowed.some((pattern) => fitsPattern(pattern, id) || fitsPattern(id, pattern)));
  const own = allowed.filter((name) => !name.includes('*') && !listed.includes(name) && ids.some((id) => fitsPattern(id, name)));
  return [...listed, ...own];
}
