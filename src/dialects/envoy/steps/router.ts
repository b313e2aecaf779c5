// envoy.filters.http.router, the last filter: answers redirects and direct responses, forwards everything else.

import type { Headers } from '../../../http/headers.ts';
import type { StepOutcome } from '../../../simulate/phases.ts';
import { formattedBody, type Reply } from '../hcm/reply.ts';
import { finalizeResponse } from '../routing/finalize.ts';
import { redirectCode, redirectLocation } from '../routing/redirect.ts';
import { dataSource } from '../schema/data-source.ts';
import { child, chosen, flag, type Message, optionalWhole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { forward, noCluster } from '../upstream/forward.ts';
import { configOf, type EnvoyStep, statPrefix } from './step.ts';

export const router: EnvoyStep = {
  request: (policy, s) => {
    s.counters.add(`${statPrefix(s)}rq_total`);
    const suppress = configOf(policy) !== undefined && flag(configOf(policy) as Message, 'suppress_envoy_headers');
    const config = s.route?.config;
    if (s.tlsRedirect) return tlsRedirect(s);
    if (config === undefined) return noRoute(s);
    switch (chosen(config, 'action')) {
      case 'redirect':
        return redirect(s, child(config, 'redirect') as Message, child(config, 'match'));
      case 'direct_response':
        return directResponse(s, child(config, 'direct_response') as Message);
      case 'route':
        return forward(s, child(config, 'route') as Message, policy, suppress);
      default:
        return noCluster(s, 503);
    }
  },
};

const reply = (r: Reply): StepOutcome<Reply> => ({ kind: 'reply', reply: r });

function noRoute(s: Stream): StepOutcome<Reply> {
  s.counters.add(`${statPrefix(s)}no_route`);
  return reply({ status: 404, body: '', details: 'route_not_found', flags: ['NR'] });
}

/** require_tls: the same URL with https, no header operations. */
function tlsRedirect(s: Stream): StepOutcome<Reply> {
  s.counters.add(`${statPrefix(s)}rq_direct_response`);
  const location = `https://${s.headers.first(':authority') ?? ''}${s.headers.first(':path') ?? ''}`;
  return reply({ status: 301, body: '', details: 'direct_response', headers: (h) => h.add('location', location) });
}

function redirect(s: Stream, action: Message, match: Message | undefined): StepOutcome<Reply> {
  s.counters.add(`${statPrefix(s)}rq_direct_response`);
  const location = redirectLocation(action, match ?? action, s);
  return reply({
    status: redirectCode(action),
    body: '',
    details: 'direct_response',
    headers: (h) => withLocation(h, location, s),
    redirect: true,
  });
}

function withLocation(h: Headers, location: string | undefined, s: Stream): void {
  if (location !== undefined) h.add('location', location);
  finalizeResponse(s);
}

/** Envoy 1.40: 201 and 3xx get a Location, the request's own URL. */
function directResponse(s: Stream, action: Message): StepOutcome<Reply> {
  s.counters.add(`${statPrefix(s)}rq_direct_response`);
  const status = optionalWhole(action, 'status') ?? 0;
  const source = child(action, 'body');
  const format = child(action, 'body_format');
  const located = status === 201 || (status >= 300 && status < 400);
  const location = located
    ? `${s.headers.first(':scheme') ?? ''}://${s.headers.first(':authority') ?? ''}${s.headers.first(':path') ?? ''}`
    : undefined;
  const plain = source === undefined ? '' : dataSource(source);
  const made = format === undefined ? undefined : formattedBody(format, s, plain);
  return reply({
    status,
    body: made?.body ?? plain,
    details: 'direct_response',
    headers: (h) => {
      withLocation(h, location, s);
      if (made !== undefined && !h.has('content-type')) h.set('content-type', made.contentType);
    },
  });
}
