// agentgateway 1.4, `csrf`: requests that change something must come from the same origin. Sec-Fetch-Site decides where it is sent
// (`same-origin` and `none` pass), else Origin must be this scheme and host; `additionalOrigins` are let through. A request
// without Origin, or with `null`, passes.
import { CONTINUE } from '../../../simulate/phases.ts';
import { child, textsOf } from '../read/at.ts';
import type { Exchange } from '../run/exchange.ts';
import type { PolicyKind } from './kind.ts';

export interface CsrfSpec {
  readonly origins: readonly string[];
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export const csrf: PolicyKind<CsrfSpec> = {
  key: 'csrf',
  read: (at) => ({ origins: textsOf(child(at, 'additionalOrigins')) }),
  says: (spec) => (spec.origins.length === 0 ? 'same origin only' : `same origin or ${spec.origins.join(', ')}`),
  request: ({ spec, id, name, origin }, x) => {
    const verdict = judge(spec, x);
    x.trace.record(() => ({
      step: 'csrf',
      target: name,
      entity: id,
      result: verdict.ok ? 'pass' : 'deny',
      because: verdict.because,
      origin,
    }));
    if (verdict.ok) return CONTINUE;
    return {
      kind: 'reply',
      reply: {
        status: 403,
        headers: [],
        body: new TextEncoder().encode('CSRF validation failed'),
        reason: 'DirectResponse',
        error: undefined,
        redirect: false,
        title: `Denied by csrf on ${x.route?.name ?? 'the gateway'}`,
        because: verdict.because,
      },
    };
  },
};

function judge(spec: CsrfSpec, x: Exchange): { readonly ok: boolean; readonly because: string } {
  const { method, headers, scheme, authority } = x.request;
  if (SAFE.has(method)) return { ok: true, because: `${method} changes nothing` };
  const from = headers.first('origin');
  const site = headers.first('sec-fetch-site') ?? '';
  if (site === 'same-origin' || site === 'none') return { ok: true, because: `Sec-Fetch-Site is ${site}` };
  if (from !== undefined && spec.origins.includes(from)) return { ok: true, because: `Origin ${from} is in additionalOrigins` };
  if (site !== '') return { ok: false, because: `Sec-Fetch-Site is ${site}` };
  if (from === undefined) return { ok: true, because: 'neither Origin nor Sec-Fetch-Site is sent' };
  if (from === 'null') return { ok: true, because: 'Origin is null' };
  const here = `${scheme}://${authority}`;
  return from === here ? { ok: true, because: `Origin is ${from}` } : { ok: false, because: `Origin is ${from}, this is ${here}` };
}
