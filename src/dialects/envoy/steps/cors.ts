// envoy.filters.http.cors. Envoy 1.40: policies of virtual host and route, the most specific field that is set wins; a preflight is answered
// here; other requests get their headers on the way back. A direct response gets none.

import type { Headers } from '../../../http/headers.ts';
import { passes, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { inFraction, runtimeFraction } from '../match/fraction.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import type { EnvoyPolicy } from '../model.ts';
import { child, children, flag, has, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { type EnvoyStep, perRoute, statPrefix } from './step.ts';

const ALL = { numerator: 100, denominator: 100 };
const NONE = { numerator: 0, denominator: 100 };
/** Origins that were found allowed, by stream: the response side adds headers for them. */
const allowedOrigins = new WeakMap<Stream, { readonly origin: string; readonly policies: readonly Message[] }>();

export const cors: EnvoyStep = {
  request: (policy, s) => {
    const policies = policiesOf(policy, s);
    const origin = s.headers.first('origin');
    if (policies.length === 0) return passes('this route has no CORS policy');
    if (origin === undefined || origin === '') return passes('the request has no origin');
    if (child(s.route?.config, 'route') === undefined) return passes('the route does not forward');
    const enabled = fraction(policies, 'filter_enabled', ALL, s);
    if (!enabled && !fraction(policies, 'shadow_enabled', NONE, s)) return passes('is not enabled');
    const valid = originAllowed(policies, origin);
    s.counters.add(`${statPrefix(s)}cors.origin_${valid ? 'valid' : 'invalid'}`);
    if (!enabled) return passes('only counts');
    if (valid) allowedOrigins.set(s, { origin, policies });
    return preflight(policies, origin, valid, s);
  },
  response: (_policy, s) => {
    const allowed = allowedOrigins.get(s);
    if (allowed === undefined || s.responseHeaders === undefined) return;
    s.responseHeaders.set('access-control-allow-origin', allowed.origin);
    if (credentials(allowed.policies)) s.responseHeaders.set('access-control-allow-credentials', 'true');
    const expose = first(allowed.policies, 'expose_headers');
    if (expose !== '') s.responseHeaders.set('access-control-expose-headers', expose);
  },
};

/** Route, then virtual host: typed per-route policies, else the old `cors` fields. */
function policiesOf(policy: EnvoyPolicy, s: Stream): readonly Message[] {
  const typed = perRoute(s, policy, '.CorsPolicy');
  if (typed.length > 0) return typed;
  return [child(child(s.route?.config, 'route'), 'cors'), child(s.virtualHost?.config, 'cors')].filter((m) => m !== undefined);
}

const first = (policies: readonly Message[], field: string): string => policies.map((p) => text(p, field)).find((v) => v !== '') ?? '';
const firstFlag = (policies: readonly Message[], field: string, otherwise: boolean): boolean => {
  const owner = policies.find((p) => has(p, field));
  return owner === undefined ? otherwise : flag(owner, field);
};
const credentials = (policies: readonly Message[]): boolean => firstFlag(policies, 'allow_credentials', false);

function fraction(policies: readonly Message[], field: string, otherwise: typeof ALL, s: Stream): boolean {
  const owner = policies.find((p) => has(p, field));
  return inFraction(runtimeFraction(child(owner, field), s.world, s.sample.runtime, otherwise), s.random);
}

function originAllowed(policies: readonly Message[], origin: string): boolean {
  const list = policies.map((p) => children(p, 'allow_origin_string_match')).find((l) => l.length > 0) ?? [];
  return list.some((m) => stringMatcher(m).test('*') || stringMatcher(m).test(origin));
}

function preflight(policies: readonly Message[], origin: string, valid: boolean, s: Stream): StepOutcome<Reply> {
  const method = s.headers.first('access-control-request-method');
  const judged = `origin ${origin} is ${valid ? 'allowed' : 'not allowed: its answer gets no CORS headers'}`;
  if (s.headers.first(':method') !== 'OPTIONS' || method === undefined || method === '') return passes(judged);
  if (!valid && firstFlag(policies, 'forward_not_matching_preflights', true)) return passes(judged);
  return {
    kind: 'reply',
    reply: {
      status: 200,
      body: '',
      details: 'cors_response',
      verbatim: true,
      headers: (h) => preflightHeaders(h, policies, origin, valid, s),
    },
  };
}

function preflightHeaders(h: Headers, policies: readonly Message[], origin: string, valid: boolean, s: Stream): void {
  if (valid) h.set('access-control-allow-origin', origin);
  if (credentials(policies)) h.set('access-control-allow-credentials', 'true');
  if (firstFlag(policies, 'allow_private_network_access', false) && s.headers.first('access-control-request-private-network') === 'true')
    h.set('access-control-allow-private-network', 'true');
  echo(h, 'access-control-allow-methods', first(policies, 'allow_methods'), s.headers.first('access-control-request-method'));
  echo(h, 'access-control-allow-headers', first(policies, 'allow_headers'), s.headers.first('access-control-request-headers'));
  const age = first(policies, 'max_age');
  if (age !== '') h.set('access-control-max-age', age);
}

/** `*` gives back what was asked for. */
function echo(h: Headers, name: string, value: string, asked: string | undefined): void {
  const made = value === '*' ? (asked ?? '') : value;
  if (value !== '') h.set(name, made);
}
