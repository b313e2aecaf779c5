// The way back (agentgateway 1.4): an agent's card, route header modifier, backend header modifier, buffer, then the transformations of route, backend and gateway,
// then what was queued (CORS, rate limit). Only policies that saw the request take part, so how much acts on a local
// answer depends on how far the request got.

import { utf8Bytes } from '../../../http/bytes.ts';
import { Headers } from '../../../http/headers.ts';
import type { AgwPolicy } from '../model.ts';
import { isHeaderName } from '../read/header-name.ts';
import type { HeaderModifierSpec } from '../steps/header-modifier.ts';
import { kindByKey } from '../steps/index.ts';
import type { Exchange, Reply } from './exchange.ts';

const RESPONSE_ORDER: readonly (readonly [type: string, phase: AgwPolicy['phase']])[] = [
  ['a2a', 'backend'],
  ['responseHeaderModifier', 'route'],
  ['responseHeaderModifier', 'backend'],
  ['buffer', 'route'],
  ['transformations', 'route'],
  ['transformations', 'backend'],
  ['transformations', 'gateway'],
  ['extProc', 'route'],
  ['extProc', 'gateway'],
];

const BAD_NAME = 'failed to apply filters: invalid header name: invalid HTTP header name';

/** Turns the exchange's response into what the client gets. */
export function finishResponse(x: Exchange, entered: readonly AgwPolicy[]): void {
  for (const [type, phase] of RESPONSE_ORDER) {
    for (const policy of entered) {
      if (policy.type !== type || policy.phase !== phase) continue;
      if (type === 'responseHeaderModifier' && hasBadName(policy.spec as HeaderModifierSpec)) {
        // Nothing more is done to the answer, not even the queued headers.
        x.response = {
          status: 500,
          headers: new Headers([
            ['content-type', 'text/plain'],
            ['content-length', String(BAD_NAME.length)],
          ]),
          body: utf8Bytes(BAD_NAME),
        };
        x.log.reason = undefined;
        x.log.error = undefined;
        return;
      }
      x.side = phase;
      const before = x.response;
      kindByKey.get(type)?.response?.(policy, x);
      // An answer that does not fit the buffer ends the way back, too.
      if (type === 'buffer' && x.response !== before) return;
    }
  }
  for (const [name, value] of x.queued) x.response?.headers.set(name, value);
}

const hasBadName = (spec: HeaderModifierSpec): boolean => [...spec.add, ...spec.set].some(([name]) => !isHeaderName(name));

/** A local answer as a response. */
export function respondWith(x: Exchange, reply: Reply): void {
  const headers = new Headers(reply.headers);
  if (!headers.has('content-length') && (x.request.method !== 'HEAD' || reply.body.length > 0))
    headers.add('content-length', String(reply.body.length));
  x.response = { status: reply.status, headers, body: reply.body };
  x.body.ownAnswer = true;
  x.log.reason = reply.reason;
  x.log.error = reply.error;
}

/**
 * Why nothing can be sent: policies set a content-length that is not the body's, at which agentgateway 1.4 stops and closes the connection. `before`:
 * the lengths that the answer came with, which are its own business.
 */
export function lengthFault({ response, request }: Exchange, before: readonly string[]): string | undefined {
  if (response === undefined || (request.method === 'HEAD' && response.body.length === 0)) return undefined;
  const wrong = response.headers
    .all('content-length')
    .find((value) => !before.includes(value) && /^\d+$/.test(value) && Number(value) !== response.body.length);
  if (wrong === undefined) return undefined;
  return `A policy sets content-length to ${wrong}, and the body has ${response.body.length} bytes. The connection is closed.`;
}
