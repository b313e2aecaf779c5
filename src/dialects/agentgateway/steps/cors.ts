// agentgateway 1.4, `cors`: answers preflights itself and adds its headers to every other answer, also to refusals. Origins are compared
// without case; `*` inside stands for any text. A preflight of an origin that is not allowed is answered too, without headers.

import { CONTINUE } from '../../../simulate/phases.ts';
import { boolOf, child, textOf, textsOf } from '../read/at.ts';
import { secondsOf } from '../read/duration.ts';
import type { Exchange, Outcome } from '../run/exchange.ts';
import { isOriginAllowed } from './cors-origin.ts';
import type { PolicyKind } from './kind.ts';

export interface CorsSpec {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  readonly credentials: boolean;
  readonly maxAge: number | undefined;
}

export const cors: PolicyKind<CorsSpec> = {
  key: 'cors',
  read: (at) => {
    const maxAge = textOf(child(at, 'maxAge'));
    return {
      origins: textsOf(child(at, 'allowOrigins')),
      methods: textsOf(child(at, 'allowMethods')),
      headers: textsOf(child(at, 'allowHeaders')),
      expose: textsOf(child(at, 'exposeHeaders')),
      credentials: boolOf(child(at, 'allowCredentials')) ?? false,
      maxAge: maxAge === undefined ? undefined : secondsOf(maxAge),
    };
  },
  says: (spec) => (spec.origins.length === 0 ? 'no origin allowed' : spec.origins.join(', ')),
  request: ({ spec, name, id, origin }, x) => {
    const from = x.request.headers.first('origin');
    if (from === undefined) return CONTINUE;
    const isKnown = isOriginAllowed(spec.origins, from);
    const preflight = x.request.method === 'OPTIONS' && (isKnown || x.request.headers.has('access-control-request-method'));
    const note = (result: 'pass' | 'respond', reason: string): void =>
      x.trace.record(() => ({ step: 'cors', target: name, entity: id, result, because: reason, origin }));
    if (!preflight) {
      if (isKnown) x.queued.push(...simpleHeaders(spec, from));
      note('pass', isKnown ? `Origin ${from} is allowed` : `Origin ${from} is not in allowOrigins: no CORS headers, the request goes on`);
      return CONTINUE;
    }
    const because = isKnown
      ? `a preflight from ${from}, which is allowed`
      : `a preflight from ${from}, which is not in allowOrigins: answered without CORS headers`;
    note('respond', because);
    return preflightReply(isKnown ? preflightHeaders(spec, from, x) : [], because);
  },
};

const preflightReply = (headers: readonly (readonly [string, string])[], because: string): Outcome => ({
  kind: 'reply',
  reply: {
    status: 200,
    headers,
    body: new Uint8Array(),
    reason: 'DirectResponse',
    error: undefined,
    redirect: false,
    title: 'CORS preflight answered',
    because,
  },
});

type Header = readonly [string, string];

function simpleHeaders(spec: CorsSpec, from: string): readonly Header[] {
  const out: Header[] = [['access-control-allow-origin', from]];
  if (spec.credentials) out.push(['access-control-allow-credentials', 'true']);
  if (spec.expose.length > 0) out.push(['access-control-expose-headers', spec.expose.join(',')]);
  return out;
}

function preflightHeaders(spec: CorsSpec, from: string, x: Exchange): readonly Header[] {
  const asked = x.request.headers;
  const methods = listed(spec.methods, asked.first('access-control-request-method'), spec.credentials);
  const headers = listed(spec.headers, asked.first('access-control-request-headers'), spec.credentials);
  const out: Header[] = [];
  if (methods !== undefined) out.push(['access-control-allow-methods', methods]);
  if (headers !== undefined) out.push(['access-control-allow-headers', headers]);
  if (spec.maxAge !== undefined) out.push(['access-control-max-age', String(Math.floor(spec.maxAge))]);
  return [...simpleHeaders(spec, from), ...out];
}

/** With `*` what was asked for is echoed; with nothing asked `*` itself, which credentials forbid. */
function listed(allowed: readonly string[], asked: string | undefined, credentials: boolean): string | undefined {
  if (allowed.length === 0) return undefined;
  if (!allowed.includes('*')) return allowed.join(',');
  return asked ?? (credentials ? undefined : '*');
}
