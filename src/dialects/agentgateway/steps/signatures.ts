// The signatures that a run needs checked: of every token that a request carries to a policy with known keys.
import { Headers } from '../../../http/headers.ts';
import { normalise } from '../../../http/normal-request.ts';
import type { SampleRequest } from '../../../http/sample-request.ts';
import type { Need } from '../../../simulate/need.ts';
import type { AgwModel, AgwPolicy } from '../model.ts';
import { credentialAt } from '../read/location.ts';
import { sourceText } from '../read/text-source.ts';
import { signatureId } from './jwt.ts';
import type { JwtSpec } from './jwt-auth.ts';

/** One need a token and key set, however many policies ask for it. */
export function signaturesFor(
  model: AgwModel,
  policies: readonly AgwPolicy<JwtSpec>[],
  requests: readonly SampleRequest[],
): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const sample of requests) {
    const request = normalise(sample);
    const carrier = { headers: new Headers(request.headers), target: request.path };
    for (const { spec } of policies) {
      const token = credentialAt(spec.location, carrier);
      if (token === undefined) continue;
      for (const { jwks } of spec.providers) {
        const text = sourceText(jwks, model.files);
        if (text === undefined) continue;
        const id = signatureId(token, text);
        needs.set(id, { kind: 'signature', id, token, jwks: text });
      }
    }
  }
  return [...needs.values()];
}
