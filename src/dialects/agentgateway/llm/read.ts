// Reads `ai` backends and the section `llm`.
import type { Condition } from '../../../model/model.ts';
import { namedCondition } from '../lower/routes.ts';
import { type At, child, hasKey, isPresent, items, numberOf, originOf, textOf } from '../read/at.ts';
import { celOf } from '../read/cel.ts';
import { readTextSource } from '../read/text-source.ts';
import { readRules } from '../steps/authorization.ts';
import { readHeaderModifier } from '../steps/header-modifier.ts';
import { readPolicies } from '../steps/index.ts';
import { callKindNamed } from './kind-of-call.ts';
import type { AiBackend, AiProvider, Format, LlmModel, LlmRouting, Payload, ProviderKind, VirtualModel } from './model.ts';
import { readGuards, readPayload } from './policy.ts';
import { PRESETS, PROVIDER_KINDS, PROVIDERS, type Preset } from './providers.ts';

export function readAi(at: At): AiBackend {
  if (hasKey(at, 'groups'))
    return { groups: items(child(at, 'groups')).map((group) => items(child(group, 'providers')).map(readProvider)) };
  return { groups: [[readProvider(at)]] };
}

function readProvider(at: At): AiProvider {
  const providerAt = child(at, 'provider');
  const kind = PROVIDER_KINDS.find((one) => hasKey(providerAt, one)) ?? 'openAI';
  const name = textOf(child(at, 'name')) ?? kind;
  const override = textOf(child(at, 'hostOverride'));
  const facts = kind === 'custom' ? readCustom(child(providerAt, 'custom')) : factsOf(kind);
  return {
    name,
    provider: kind,
    ...facts,
    model: textOf(child(child(providerAt, kind), 'model')),
    endpoint: override ?? PROVIDERS[kind].endpoint,
    pathOverride: textOf(child(at, 'pathOverride')),
    pathPrefix: textOf(child(at, 'pathPrefix')),
    ownHost: override !== undefined,
    policies: readPolicies(child(at, 'policies'), 'backend', 'subBackend', `ai/${name}`),
    origin: originOf(at),
  };
}

const factsOf = (kind: ProviderKind): Pick<AiProvider, 'system' | 'formats'> => ({
  system: PROVIDERS[kind].system,
  formats: PROVIDERS[kind].formats,
});

/** A provider of one's own says what it is called and what it understands. */
function readCustom(at: At): Pick<AiProvider, 'system' | 'formats'> {
  const formats = items(child(at, 'formats')).map((one): Format => {
    const path = textOf(child(one, 'path'));
    return { type: callKindNamed(textOf(child(one, 'type')) ?? ''), ...(path === undefined ? {} : { path }) };
  });
  return { system: textOf(child(at, 'providerOverride')) ?? PROVIDERS.custom.system, formats };
}

export function readLlm(at: At): LlmRouting {
  const providers = new Map(items(child(at, 'providers')).map((provider) => [textOf(child(provider, 'name')) ?? '', provider]));
  return {
    models: items(child(at, 'models')).map((model) => readModel(model, providers)),
    virtual: items(child(at, 'virtualModels')).map(readVirtual),
  };
}

interface Named extends Pick<AiProvider, 'system' | 'formats'> {
  readonly kind: ProviderKind;
  readonly endpoint: string | undefined;
  /** The entry of `providers` that is referenced. */
  readonly entry: At | undefined;
}

/** `openAI`, `{custom: …}`, a preset such as `groq`, or `{reference: name}` to an entry of `providers`. */
function readKind(at: At, providers: ReadonlyMap<string, At>): Named {
  const word = textOf(at);
  if (word !== undefined && Object.hasOwn(PRESETS, word))
    return { kind: 'custom', system: word, ...(PRESETS[word] as Preset), entry: undefined };
  const reference = textOf(child(at, 'reference'));
  const entry = reference === undefined ? undefined : providers.get(reference);
  if (entry !== undefined) return { ...readKind(child(entry, 'provider'), new Map()), entry };
  const custom = child(at, 'custom');
  if (isPresent(custom)) return { kind: 'custom', ...readCustom(custom), endpoint: undefined, entry: undefined };
  const kind = PROVIDER_KINDS.find((one) => one.toLowerCase() === word?.toLowerCase()) ?? 'openAI';
  return { kind, ...factsOf(kind), endpoint: PROVIDERS[kind].endpoint, entry: undefined };
}

function readModel(at: At, providers: ReadonlyMap<string, At>): LlmModel {
  const { kind, system, formats, endpoint, entry } = readKind(child(at, 'provider'), providers);
  const defaults = entry === undefined ? undefined : child(entry, 'defaults');
  const params = [child(at, 'params'), ...(entry === undefined ? [] : [child(entry, 'params')])];
  const firstOf = (name: string): At | undefined => params.map((p) => child(p, name)).find((p) => isPresent(p));
  const textParam = (name: string): string | undefined => textIn(firstOf(name));
  const base = baseUrlOf(textParam('baseUrl'));
  const override = textParam('hostOverride') ?? base?.endpoint;
  const keyAt = firstOf('apiKey');
  const key = keyAt === undefined ? undefined : readTextSource(keyAt);
  const pattern = textOf(child(at, 'name')) ?? '';
  const own = (field: string): At => (isPresent(child(at, field)) || defaults === undefined ? child(at, field) : child(defaults, field));
  return {
    name: pattern,
    pattern,
    internal: textOf(child(at, 'visibility')) === 'internal',
    provider: kind,
    system,
    formats,
    model: textParam('model'),
    endpoint: override ?? endpoint,
    pathOverride: textParam('pathOverride'),
    pathPrefix: textParam('pathPrefix') ?? base?.path,
    ownHost: override !== undefined,
    apiKey: key === undefined ? undefined : key.kind === 'text' ? key.text : '*',
    authorization: isPresent(child(at, 'authorization')) ? readRules(child(at, 'authorization')) : undefined,
    headers: items(child(at, 'matches')).map((match) =>
      items(child(match, 'headers')).flatMap((header): readonly Condition[] => namedCondition('header', header)),
    ),
    payload: payloadOf(at, defaults),
    requestHeaders: isPresent(own('requestHeaders')) ? readHeaderModifier(own('requestHeaders')) : undefined,
    responseHeaders: isPresent(own('responseHeaders')) ? readHeaderModifier(own('responseHeaders')) : undefined,
    guards: readGuards(child(at, 'guardrails')),
    policies: readPolicies(at, 'backend', 'model', `llm/${pattern}`).filter(
      (policy) => policy.type === 'backendTLS' || policy.type === 'backendTunnel' || policy.type === 'health',
    ),
    origin: originOf(at),
  };
}

const textIn = (at: At | undefined): string | undefined => (at === undefined ? undefined : textOf(at));

function payloadOf(at: At, defaults: At | undefined): Payload {
  const own = readPayload(at, 'transformation', 'finalTransformation');
  if (defaults === undefined) return own;
  const shared = readPayload(defaults, 'transformation', 'finalTransformation');
  return {
    defaults: { ...shared.defaults, ...own.defaults },
    overrides: { ...shared.overrides, ...own.overrides },
    transformations: [...shared.transformations.filter((t) => !own.transformations.some((o) => o.name === t.name)), ...own.transformations],
    finalTransformations: own.finalTransformations,
  };
}

function baseUrlOf(url: string | undefined): { readonly endpoint: string; readonly path: string | undefined } | undefined {
  const [, scheme, authority, path] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)/i.exec(url ?? '') ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  const endpoint = /:\d+$/.test(authority) ? authority : `${authority}:${scheme.toLowerCase() === 'https' ? 443 : 80}`;
  const trimmed = (path ?? '').replace(/\/+$/, '');
  return { endpoint, path: trimmed === '' ? undefined : trimmed };
}

function readVirtual(at: At): VirtualModel {
  const routing = child(at, 'routing');
  const base = { name: textOf(child(at, 'name')) ?? '', origin: originOf(at) };
  const targets = (kind: string): readonly At[] => items(child(child(routing, kind), 'targets'));
  const model = (target: At): string => textOf(child(target, 'model')) ?? '';
  if (isPresent(child(routing, 'weighted')))
    return {
      ...base,
      routing: {
        kind: 'weighted',
        targets: targets('weighted').map((t) => ({ model: model(t), weight: numberOf(child(t, 'weight')) ?? 1 })),
      },
    };
  if (isPresent(child(routing, 'failover')))
    return {
      ...base,
      routing: {
        kind: 'failover',
        targets: targets('failover').map((t) => ({ model: model(t), priority: numberOf(child(t, 'priority')) ?? 0 })),
      },
    };
  if (isPresent(child(routing, 'conditional')))
    return {
      ...base,
      routing: { kind: 'conditional', targets: targets('conditional').map((t) => ({ model: model(t), when: celOf(child(t, 'when')) })) },
    };
  return { ...base, routing: { kind: 'none' } };
}
