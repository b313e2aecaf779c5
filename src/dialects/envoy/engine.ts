// The heavy part of the dialect: texts → model → decisions.
import { Headers } from '../../http/headers.ts';
import { normalise } from '../../http/normal-request.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Decision } from '../../model/decision.ts';
import type { Model } from '../../model/model.ts';
import type { Need } from '../../simulate/need.ts';
import type { ConfigInput, DialectEngine, Impact, ImpactInput, Lowered, RunOptions } from '../dialect.ts';
import { openConfiguration } from './documents/open.ts';
import { exchange } from './exchange.ts';
import { impactOf } from './impact/impact.ts';
import { lowerConfiguration } from './lower/configuration.ts';
import type { EnvoyModel } from './model.ts';
import { descriptorOf } from './schema/descriptor.ts';
import { TABLE } from './schema/envoy-1.40.ts';
import { isMessage, type Message, mapOf } from './schema/message.ts';
import { Problems } from './schema/problem.ts';
import { inlineKeys, signatureId, tokensOf } from './steps/jwt-token.ts';
import { worldOf } from './world.ts';

const schema = descriptorOf(TABLE);

function lower(input: ConfigInput): Lowered {
  const problems = new Problems();
  const configuration = openConfiguration(input.files, schema, problems, input.env);
  const model = lowerConfiguration(configuration, input.profile, input.env);
  return {
    model,
    valid: !problems.refused,
    diagnostics: problems.list,
    check: async () => (await import('./load/verdict.ts')).verdictOf(configuration, schema, problems, input.files),
  };
}

/** Envoy 1.40: the algorithm says the digest; the curve is the key's own. */
const CURVES = { anyCurve: true };

/** Signatures of every token that a provider with an inline key set may find. */
function needs(model: Model, requests: readonly SampleRequest[]): readonly Need[] {
  const providers = jwtProviders(model as EnvoyModel);
  if (providers.length === 0) return [];
  const out = new Map<string, Need>();
  for (const request of requests) {
    const sample = normalise(request);
    const headers = new Headers([[':path', sample.path], ...sample.headers.map(([n, v]) => [n.toLowerCase(), v] as const)]);
    for (const provider of providers) {
      const jwks = inlineKeys(provider);
      if (jwks === undefined) continue;
      for (const { token } of tokensOf(provider, headers))
        out.set(signatureId(token, jwks), { kind: 'signature', id: signatureId(token, jwks), token, jwks, options: CURVES });
    }
  }
  return [...out.values()];
}

const JWT = 'envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication';

function jwtProviders(model: EnvoyModel): readonly Message[] {
  const filters = model.listeners.flatMap((l) => l.chains.flatMap((c) => c.policies.filter((p) => p.type === JWT)));
  return filters.flatMap((f) => [...mapOf(f.typed?.message, 'providers').values()].filter(isMessage));
}

function decide(model: Model, requests: readonly SampleRequest[], run: RunOptions): readonly Decision[] {
  const world = worldOf(model as EnvoyModel);
  let shared = new Map<string, unknown>();
  return requests.map((request) => {
    if (!run.sequence) shared = new Map();
    return exchange(world, normalise(request), { trace: run.trace, host: run.host, shared });
  });
}

const impact = (input: ImpactInput): Impact => impactOf(input, schema);

export const engine: DialectEngine = {
  lower,
  needs,
  decide,
  impact,
  assist: async () => (await import('./assist/index.ts')).assistOf(schema, 'envoy'),
};
