// Services whose answer only they know: external authorization, external processing, remote rate limits, guardrails. The sample request declares it, by the
// policy's field (`verdicts: {extAuthz: {allow: false, status: 403}}`) or, for services over HTTP, as the response of the service's
// address. Nothing declared: it is taken to allow, and the answer says so.
import { isObject } from '../../../base/json.ts';
import type { HeaderPairs } from '../../../http/headers.ts';
import { bodyOf, headerPairsOf } from '../../../http/normal-request.ts';
import type { SampleRequest, Verdict } from '../../../http/sample-request.ts';
import type { AgwPolicy } from '../model.ts';
import { type BackendRef, leadsNowhere } from '../read/backend-ref.ts';
import type { Exchange } from '../run/exchange.ts';

export interface Declared {
  readonly allow: boolean;
  readonly status: number | undefined;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
  /** Values for the policy's own variable (`extauthz`, `extproc`). */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The service could not be reached. */
  readonly failed: boolean;
}

const fromVerdict = (verdict: Verdict): Declared => ({
  allow: verdict.allow ?? true,
  status: typeof verdict.status === 'number' ? verdict.status : undefined,
  headers: isObject(verdict.headers) || Array.isArray(verdict.headers) ? headerPairsOf(verdict.headers as SampleRequest['headers']) : [],
  body: typeof verdict.body === 'string' ? bodyOf(verdict.body) : new Uint8Array(),
  metadata: isObject(verdict.metadata) ? verdict.metadata : {},
  failed: verdict.failed === true,
});

/** What is declared for a policy; undefined where nothing is. */
function declaredFor(policy: AgwPolicy, x: Exchange): Declared | undefined {
  const verdicts = x.sample.verdicts ?? {};
  for (const name of [policy.id, `${x.route?.name ?? ''}/${policy.type}`, policy.type]) {
    const verdict = Object.hasOwn(verdicts, name) ? verdicts[name] : undefined;
    if (verdict !== undefined) return fromVerdict(verdict);
  }
  return undefined;
}

/** What is declared; a service that is nowhere cannot be reached. */
export const verdictOf = (policy: AgwPolicy, x: Exchange, service: BackendRef | undefined): Declared | undefined =>
  declaredFor(policy, x) ?? (leadsNowhere(x.model, service) ? fromVerdict({ failed: true }) : undefined);

/** Notes that a service's answer was assumed. */
export const assumeAllowed = (policy: AgwPolicy, x: Exchange, service: string): void =>
  x.trace.assume({
    code: `undeclared-${policy.type}`,
    what: `${policy.type} asks ${service}; nothing is declared, so it is taken to allow.`,
    target: policy.id,
    origin: policy.origin,
  });
