// Policies that are settings: other parts read them (`run/upstream.ts`, `run/access-log.ts`, `mcp/`, `llm/`), or they have no effect on what is decided
// (TLS towards the backend, tunnels, health of endpoints). They are read here so that they are drawn and named.

import { spokenTime } from '../../../simulate/milliseconds.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type AiPolicy, readAiPolicy } from '../llm/policy.ts';
import type { CelText, NamedCel } from '../model.ts';
import { samplingOf } from '../observe/sampling-setting.ts';
import { type At, child, dataOf, isPresent, items, numberOf, pairsOf, textOf, textsOf } from '../read/at.ts';
import { type BackendRef, readBackendRef } from '../read/backend-ref.ts';
import { celOf, namedCels } from '../read/cel.ts';
import { millisecondsOf } from '../read/duration.ts';
import { BEARER, readLocation } from '../read/location.ts';
import { readTextSource } from '../read/text-source.ts';
import { traceAffinity } from './affinity.ts';
import type { EvictionSpec } from './eviction.ts';
import { checkJwt, type JwtSpec, readMode } from './jwt-auth.ts';
import type { PolicyKind } from './kind.ts';

export interface HttpSpec {
  readonly version: string | undefined;
  readonly requestTimeout: number | undefined;
  readonly maxBufferSize: number | undefined;
}

export const http: PolicyKind<HttpSpec> = {
  key: 'http',
  read: (at) => ({
    version: textOf(child(at, 'version')),
    requestTimeout: millisecondsOf(textOf(child(at, 'requestTimeout'))),
    maxBufferSize: numberOf(child(at, 'maxBufferSize')),
  }),
  says: (spec) =>
    [spec.version ?? '', spec.requestTimeout === undefined ? '' : `timeout ${spokenTime(spec.requestTimeout)}`]
      .filter((s) => s !== '')
      .join(', '),
};

const plain = (
  key: string,
  says: (spec: Readonly<Record<string, unknown>>) => string = () => '',
): PolicyKind<Readonly<Record<string, unknown>>> => ({
  key,
  read: (at) => {
    const data = dataOf(at);
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {};
  },
  says,
});

export const tcp = plain('tcp');
export const tls = plain('tls');
export const backendTLS = plain('backendTLS', (spec) => (spec.insecure === true ? 'TLS, not verified' : 'TLS'));
export const proxyProtocol = plain('proxyProtocol', (spec) => String(spec.version ?? 'v2'));

export interface ServiceSpec {
  readonly service: BackendRef | undefined;
}

const service = (key: string, field: string): PolicyKind<ServiceSpec> => ({
  key,
  read: (at: At) => ({ service: readBackendRef(field === '' ? at : child(at, field)) }),
  says: (spec) => spec.service?.name ?? '',
});

export const backendTunnel = service('backendTunnel', 'proxy');
export const inferenceRouting = service('inferenceRouting', 'endpointPicker');
export const networkExtAuthz = service('networkExtAuthz', '');

export interface HealthSpec {
  readonly unhealthy: CelText | undefined;
  /** When failing endpoints are left out for a while; undefined: never. */
  readonly eviction: EvictionSpec | undefined;
}

const readEviction = (at: At): EvictionSpec | undefined =>
  isPresent(at)
    ? {
        duration: millisecondsOf(textOf(child(at, 'duration'))),
        restoreHealth: numberOf(child(at, 'restoreHealth')),
        consecutiveFailures: numberOf(child(at, 'consecutiveFailures')),
        healthThreshold: numberOf(child(at, 'healthThreshold')),
      }
    : undefined;

export const health: PolicyKind<HealthSpec> = {
  key: 'health',
  read: (at) => ({ unhealthy: celOf(child(at, 'unhealthyExpression')), eviction: readEviction(child(at, 'eviction')) }),
  says: (spec) => (spec.unhealthy === undefined ? '' : `unhealthy if ${spec.unhealthy.text}`),
};

export interface AffinitySpec {
  readonly source: CelText | undefined;
}

export const sessionAffinity: PolicyKind<AffinitySpec> = {
  key: 'sessionAffinity',
  read: (at) => ({ source: celOf(child(at, 'source')) }),
  says: (spec) => spec.source?.text ?? '',
  request: (policy, x) => {
    traceAffinity(x, policy);
    return CONTINUE;
  },
};

export interface ConnectSpec {
  readonly mode: 'deny' | 'route' | 'tunnel';
}

export const connect: PolicyKind<ConnectSpec> = {
  key: 'connect',
  read: (at) => {
    const mode = textOf(child(at, 'mode'));
    return { mode: mode === 'route' || mode === 'tunnel' ? mode : 'deny' };
  },
  says: (spec) => spec.mode,
};

export interface AccessLogSpec {
  readonly filter: CelText | undefined;
  readonly add: readonly NamedCel[];
  readonly remove: readonly string[];
}

export const accessLog: PolicyKind<AccessLogSpec> = {
  key: 'accessLog',
  read: (at) => ({ filter: celOf(child(at, 'filter')), add: namedCels(child(at, 'add')), remove: textsOf(child(at, 'remove')) }),
  says: (spec) => [...spec.add.map((f) => `+${f.name}`), ...spec.remove.map((f) => `-${f}`)].join(' '),
};

export interface TracingSpec {
  readonly attributes: readonly NamedCel[];
  readonly remove: readonly string[];
  readonly filter: CelText | undefined;
  readonly randomSampling: CelText | undefined;
  readonly clientSampling: CelText | undefined;
}

export const tracing: PolicyKind<TracingSpec> = {
  key: 'tracing',
  read: (at) => ({
    attributes: namedCels(child(at, 'attributes')),
    remove: textsOf(child(at, 'remove')),
    filter: celOf(child(at, 'filter')),
    randomSampling: samplingOf(child(at, 'randomSampling')),
    clientSampling: samplingOf(child(at, 'clientSampling')),
  }),
  says: (spec) => spec.attributes.map((a) => a.name).join(' '),
};

export const ai: PolicyKind<AiPolicy> = {
  key: 'ai',
  read: readAiPolicy,
  says: (spec) =>
    [
      spec.aliases.length > 0 ? 'aliases' : '',
      spec.guards.length > 0 ? 'prompt guards' : '',
      spec.transformations.length > 0 ? 'transformations' : '',
    ]
      .filter((s) => s !== '')
      .join(', '),
};

/** Its token check is that of `jwtAuth`; a refusal names the protected resource's metadata. */
export const mcpAuthentication: PolicyKind<JwtSpec> = {
  key: 'mcpAuthentication',
  read: (at) => ({
    mode: readMode(child(at, 'mode'), 'strict'),
    location: readLocation(child(at, 'authorizationLocation'), BEARER),
    providers: [
      {
        issuer: textOf(child(at, 'issuer')) ?? '',
        audiences: textsOf(child(at, 'audiences')),
        jwks: readTextSource(child(at, 'jwks')),
        required: ['exp'],
      },
    ],
  }),
  says: (spec) => `${spec.mode}, issuer ${spec.providers[0]?.issuer ?? ''}`,
  request: checkJwt,
};

export interface GuardrailsSpec {
  readonly processors: readonly {
    readonly service: BackendRef | undefined;
    readonly methods: readonly (readonly [string, string])[];
    readonly metadata: readonly NamedCel[];
  }[];
}

export const mcpGuardrails: PolicyKind<GuardrailsSpec> = {
  key: 'mcpGuardrails',
  support: 'opaque',
  read: (at) => ({
    processors: items(child(at, 'processors')).map((one) => ({
      service: readBackendRef(one),
      methods: pairsOf(child(one, 'methods')),
      metadata: namedCels(child(one, 'metadata')),
    })),
  }),
  says: (spec) => spec.processors.map((one) => one.service?.name ?? '').join(', '),
};
