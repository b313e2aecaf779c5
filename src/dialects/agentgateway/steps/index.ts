// Every policy agentgateway knows, and the order in which each phase runs them. Reading a block of policies, drawing it and running it all
// go through these tables.
import type { AgwPolicy, Level } from '../model.ts';
import { type At, child, entries, originOf } from '../read/at.ts';
import { apiKey } from './api-key.ts';
import { authorization, mcpAuthorization, networkAuthorization } from './authorization.ts';
import { backendAuth } from './backend-auth.ts';
import { basicAuth } from './basic-auth.ts';
import { buffer } from './buffer.ts';
import { cors } from './cors.ts';
import { csrf } from './csrf.ts';
import { directResponse } from './direct-response.ts';
import { extAuthz } from './ext-authz.ts';
import { extProc } from './ext-proc.ts';
import { requestHeaderModifier, responseHeaderModifier } from './header-modifier.ts';
import { jwtAuth } from './jwt-auth.ts';
import type { PolicyKind } from './kind.ts';
import { localRateLimit } from './local-rate-limit.ts';
import { oidc } from './oidc.ts';
import { remoteRateLimit } from './remote-rate-limit.ts';
import { requestMirror } from './request-mirror.ts';
import { requestRedirect } from './request-redirect.ts';
import {
  a2a,
  accessLog,
  ai,
  backendTLS,
  backendTunnel,
  connect,
  health,
  http,
  inferenceRouting,
  mcpAuthentication,
  mcpGuardrails,
  networkExtAuthz,
  proxyProtocol,
  sessionAffinity,
  tcp,
  tls,
  tracing,
} from './settings.ts';
import { delay, retry, timeout } from './timing.ts';
import { transformations } from './transformations.ts';
import { urlRewrite } from './url-rewrite.ts';

export const kinds: readonly PolicyKind[] = [
  timeout,
  cors,
  oidc,
  jwtAuth,
  basicAuth,
  apiKey,
  mcpAuthentication,
  extAuthz,
  authorization,
  retry,
  localRateLimit,
  remoteRateLimit,
  buffer,
  extProc,
  transformations,
  csrf,
  requestHeaderModifier,
  responseHeaderModifier,
  urlRewrite,
  requestRedirect,
  delay,
  directResponse,
  requestMirror,
  http,
  tcp,
  backendTLS,
  backendTunnel,
  backendAuth,
  health,
  inferenceRouting,
  sessionAffinity,
  a2a,
  ai,
  mcpAuthorization,
  mcpGuardrails,
  networkAuthorization,
  networkExtAuthz,
  proxyProtocol,
  connect,
  tls,
  accessLog,
  tracing,
];

export const kindByKey: ReadonlyMap<string, PolicyKind> = new Map([
  ...kinds.map((kind) => [kind.key, kind] as const),
  // Older names of two frontend policies.
  ['logging', accessLog] as const,
  ['proxy', proxyProtocol] as const,
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
  };
}

export const saysOf = (policy: AgwPolicy): string => kindByKey.get(policy.type)?.says(policy.spec) ?? '';
