// Every HTTP filter that is simulated, by the type of its configuration. A filter that is not here is named in the answer's
// assumptions and lets the request through, unless the sample declares its verdict.
import type { StepOutcome, StepTable } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import type { Stream } from '../stream.ts';
import { apiKeyAuth } from './api-key-auth.ts';
import { basicAuth } from './basic-auth.ts';
import { buffer } from './buffer.ts';
import { cdnLoop } from './cdn-loop.ts';
import { COMPRESSOR, compressor, decompressor } from './compressor.ts';
import { cors } from './cors.ts';
import { credentialInjector } from './credential-injector.ts';
import { csrf } from './csrf.ts';
import { customResponse } from './custom-response.ts';
import { declaredRequest } from './declared.ts';
import { extAuthz } from './ext-authz.ts';
import { fault } from './fault.ts';
import { headerMutation } from './header-mutation.ts';
import { headerToMetadata } from './header-to-metadata.ts';
import { healthCheck } from './health-check.ts';
import { ipTagging } from './ip-tagging.ts';
import { jsonToMetadata } from './json-to-metadata.ts';
import { jwtAuthn } from './jwt-authn.ts';
import { localRateLimit } from './local-rate-limit.ts';
import { matchDelegate } from './match-delegate.ts';
import { oauth2 } from './oauth2.ts';
import { rateLimit } from './rate-limit.ts';
import { rbac } from './rbac.ts';
import { router } from './router.ts';
import { setFilterState } from './set-filter-state.ts';
import { setMetadata } from './set-metadata.ts';
import { statefulSession } from './stateful-session.ts';

const HTTP = 'envoy.extensions.filters.http';

export const STEPS: StepTable<EnvoyPolicy, Stream, Reply> = {
  'envoy.extensions.common.matching.v3.ExtensionWithMatcher': matchDelegate(() => STEPS),
  [`${HTTP}.api_key_auth.v3.ApiKeyAuth`]: apiKeyAuth,
  [`${HTTP}.basic_auth.v3.BasicAuth`]: basicAuth,
  [`${HTTP}.buffer.v3.Buffer`]: buffer,
  [`${HTTP}.cdn_loop.v3.CdnLoopConfig`]: cdnLoop,
  [COMPRESSOR]: compressor,
  [`${HTTP}.cors.v3.Cors`]: cors,
  [`${HTTP}.credential_injector.v3.CredentialInjector`]: credentialInjector,
  [`${HTTP}.csrf.v3.CsrfPolicy`]: csrf,
  [`${HTTP}.custom_response.v3.CustomResponse`]: customResponse,
  [`${HTTP}.decompressor.v3.Decompressor`]: decompressor,
  [`${HTTP}.ext_authz.v3.ExtAuthz`]: extAuthz,
  [`${HTTP}.fault.v3.HTTPFault`]: fault,
  [`${HTTP}.header_mutation.v3.HeaderMutation`]: headerMutation,
  [`${HTTP}.header_to_metadata.v3.Config`]: headerToMetadata,
  [`${HTTP}.health_check.v3.HealthCheck`]: healthCheck,
  [`${HTTP}.ip_tagging.v3.IPTagging`]: ipTagging,
  [`${HTTP}.json_to_metadata.v3.JsonToMetadata`]: jsonToMetadata,
  [`${HTTP}.jwt_authn.v3.JwtAuthentication`]: jwtAuthn,
  [`${HTTP}.local_ratelimit.v3.LocalRateLimit`]: localRateLimit,
  [`${HTTP}.oauth2.v3.OAuth2`]: oauth2,
  [`${HTTP}.ratelimit.v3.RateLimit`]: rateLimit,
  [`${HTTP}.rbac.v3.RBAC`]: rbac,
  [`${HTTP}.set_filter_state.v3.Config`]: setFilterState,
  [`${HTTP}.set_metadata.v3.Config`]: setMetadata,
  [`${HTTP}.stateful_session.v3.StatefulSession`]: statefulSession,
  [`${HTTP}.router.v3.Router`]: router,
};

export const isSimulated = (type: string): boolean => Object.hasOwn(STEPS, type);

/** A filter without a step: what the sample declares, else nothing, as an assumption. */
export const runOpaque = (policy: EnvoyPolicy, s: Stream): StepOutcome<Reply> => declaredRequest(policy, s);
