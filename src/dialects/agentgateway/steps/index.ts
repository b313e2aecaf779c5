// Every policy agentgateway knows, and the order in which each phase runs them. Reading a block of policies, drawing it and running it all
// go through these tables.
import { assert } from '../../../base/assert.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import type { AgwPolicy, Level } from '../model.ts';
import { lateSteps } from '../parts.ts';
import { type At, child, entries, originOf } from '../read/at.ts';
import { authorization, mcpAuthorization, networkAuthorization } from './authorization.ts';
import { requestHeaderModifier, responseHeaderModifier } from './header-modifier.ts';
import type { PolicyKind } from './kind.ts';

/**
 * A policy whose file is loaded when a configuration has it. Whether it acts on the request, the response or neither is said here, so that
 * the phases can be laid out without it.
 */
function late(key: string, ...does: readonly ('request' | 'response' | 'opaque')[]): PolicyKind {
  const kind = (): PolicyKind => {
    const found = lateSteps().lateKinds.get(key);
    assert(found !== undefined, `steps/late.ts has the policy ${key}`);
    return found;
  };
  return {
    key,
    ...(does.includes('opaque') ? { support: 'opaque' } : {}),
    read: (at) => kind().read(at),
    says: (spec) => kind().says(spec),
    ...(does.includes('request') ? { request: (policy, x) => kind().request?.(policy, x) ?? CONTINUE } : {}),
    ...(does.includes('response') ? { response: (policy, x) => kind().response?.(policy, x) } : {}),
  };
}

export const kinds: readonly PolicyKind[] = [
  late('timeout', 'request'),
  late('cors', 'request'),
  late('oidc', 'request'),
  late('jwtAuth', 'request'),
  late('basicAuth', 'request'),
  late('apiKey', 'request'),
  late('mcpAuthentication', 'request'),
  late('extAuthz', 'request'),
  authorization,
  late('retry', 'request'),
  late('localRateLimit', 'request'),
  late('remoteRateLimit', 'request'),
  late('buffer', 'request', 'response'),
  late('extProc', 'request'),
  late('transformations', 'request', 'response'),
  late('csrf', 'request'),
  requestHeaderModifier,
  responseHeaderModifier,
  late('urlRewrite', 'request'),
  late('requestRedirect', 'request'),
  late('delay', 'request'),
  late('directResponse', 'request'),
  late('requestMirror', 'request'),
  late('http'),
  late('tcp'),
  late('backendTLS'),
  late('backendTunnel'),
  late('backendAuth', 'request'),
  late('health'),
  late('inferenceRouting'),
  late('sessionAffinity', 'request'),
  late('a2a', 'request', 'response'),
  late('ai'),
  mcpAuthorization,
  late('mcpGuardrails', 'opaque'),
  networkAuthorization,
  late('networkExtAuthz'),
  late('proxyProtocol'),
  late('connect'),
  late('tls'),
  late('accessLog'),
  late('tracing'),
];

const kindOf = (key: string): PolicyKind => {
  const found = kinds.find((kind) => kind.key === key);
  assert(found !== undefined, `the policy ${key} is listed`);
  return found;
};

export const kindByKey: ReadonlyMap<string, PolicyKind> = new Map([
  ...kinds.map((kind) => [kind.key, kind] as const),
  // Older names of two frontend policies.
  ['logging', kindOf('accessLog')] as const,
  ['proxy', kindOf('proxyProtocol')] as const,
]);

export const GATEWAY_ORDER = [
  'cors',
  'oidc',
  'jwtAuth',
  'basicAuth',
  'apiKey',
  'extAuthz',
  'authorization',
  'extProc',
  'transformations',
] as const;

/** The route phase. `responseHeaderModifier` takes part from where its request side stands. */
export const ROUTE_ORDER = [
  'timeout',
  'cors',
  'oidc',
  'jwtAuth',
  'basicAuth',
  'apiKey',
  'mcpAuthentication',
  'extAuthz',
  'authorization',
  'retry',
  'localRateLimit',
  'remoteRateLimit',
  'buffer',
  'extProc',
  'transformations',
  'csrf',
  'requestHeaderModifier',
  'responseHeaderModifier',
  'urlRewrite',
  'requestRedirect',
  'delay',
  'directResponse',
  'requestMirror',
] as const;

export const BACKEND_ORDER = [
  'http',
  'responseHeaderModifier',
  'authorization',
  'extAuthz',
  'backendAuth',
  'transformations',
  'requestHeaderModifier',
  'requestRedirect',
  'backendTLS',
  'backendTunnel',
  'tcp',
  'health',
  'inferenceRouting',
  'sessionAffinity',
  'a2a',
  'ai',
  'mcpAuthorization',
  'mcpGuardrails',
] as const;

/** Fields of a route's `policies` that act on the call of the backend. */
const BACKEND_KEYS: ReadonlySet<string> = new Set([
  'mcpAuthorization',
  'mcpGuardrails',
  'a2a',
  'ai',
  'backendTLS',
  'backendTunnel',
  'backendAuth',
]);

const SETTINGS: ReadonlySet<string> = new Set([
  'http',
  'tcp',
  'tls',
  'backendTLS',
  'backendTunnel',
  'connect',
  'accessLog',
  'proxyProtocol',
  'timeout',
]);

/** Reads the policies of a block in the order written. `owner` makes their ids. Fields that are no policies are passed over. */
export function readPolicies(at: At, phase: AgwPolicy['phase'], level: Level, owner: string): readonly AgwPolicy[] {
  return entries(at).flatMap(([key]) => {
    const kind = kindByKey.get(key);
    const value = child(at, key);
    return kind === undefined || value.node === undefined
      ? []
      : [policyOf(kind, value, phase === 'route' && BACKEND_KEYS.has(kind.key) ? 'backend' : phase, level, owner)];
  });
}

export function policyOf(kind: PolicyKind, at: At, phase: AgwPolicy['phase'], level: Level, owner: string): AgwPolicy {
  const spec = kind.read(at);
  return {
    kind: 'policy',
    id: `${owner}/${phase}/${kind.key}`,
    term: SETTINGS.has(kind.key) ? 'setting' : 'policy',
    name: kind.key,
    origin: originOf(at),
    type: kind.key,
    phase,
    level,
    support: kind.support === 'opaque' ? 'opaque' : 'simulated',
    spec,
    says: kind.says(spec),
  };
}
