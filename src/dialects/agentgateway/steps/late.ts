// Policies beyond the most common ones, loaded as one part by the configurations that have them. `steps/index.ts` lists every policy.
import { a2a } from './a2a.ts';
import { apiKey } from './api-key.ts';
import { backendAuth } from './backend-auth.ts';
import { basicAuth } from './basic-auth.ts';
import { buffer } from './buffer.ts';
import { cors } from './cors.ts';
import { csrf } from './csrf.ts';
import { directResponse } from './direct-response.ts';
import { extAuthz } from './ext-authz.ts';
import { extProc } from './ext-proc.ts';
import { jwtAuth } from './jwt-auth.ts';
import type { PolicyKind } from './kind.ts';
import { localRateLimit } from './local-rate-limit.ts';
import { oidc } from './oidc.ts';
import { remoteRateLimit } from './remote-rate-limit.ts';
import { requestMirror } from './request-mirror.ts';
import { requestRedirect } from './request-redirect.ts';
import {
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

const kinds: readonly PolicyKind[] = [
  timeout,
  cors,
  oidc,
  jwtAuth,
  basicAuth,
  apiKey,
  mcpAuthentication,
  extAuthz,
  retry,
  localRateLimit,
  remoteRateLimit,
  buffer,
  extProc,
  transformations,
  csrf,
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
  mcpGuardrails,
  networkExtAuthz,
  proxyProtocol,
  connect,
  tls,
  accessLog,
  tracing,
];

export { replaceUnfinal } from './direct-response.ts';
export { endpointsLeft } from './eviction.ts';
export { judgeHealth } from './health.ts';
export { nextTry } from './retry-choice.ts';
export { signaturesFor } from './signatures.ts';

export const lateKinds: ReadonlyMap<string, PolicyKind> = new Map(kinds.map((kind) => [kind.key, kind]));
