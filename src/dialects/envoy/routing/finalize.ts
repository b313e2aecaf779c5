// What the router does to the request before it is sent, and to the response on its way back. Envoy 1.40: header operations of the
// weighted cluster first; then route, virtual host, route configuration (the reverse with most_specific_header_mutations_wins);
// then the host, then the path.

import type { Headers } from '../../../http/headers.ts';
import { aboutLevel, aboutRewrite, tellChanges } from '../explain/headers.ts';
import type { FormatContext } from '../format/context.ts';
import { child, chosen, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { applyHeaderSet, headerSetOf } from './header-operations.ts';
import { applyHost, applyPathRewrite, rewrittenHost } from './rewrite.ts';

/** The levels of a route in the order in which their operations run. */
function levels(s: Stream): readonly Message[] {
  const table = s.virtualHost?.table;
  const inside = [s.route?.config, s.virtualHost?.config, table].filter((m) => m !== undefined);
  return table !== undefined && flag(table, 'most_specific_header_mutations_wins') ? inside.reverse() : inside;
}

/** The request as the upstream will get it, but for the endpoint's own host name. */
export function finalizeRequest(s: Stream, action: Message, keepOriginal: boolean): void {
  const { weighted } = s;
  if (weighted !== undefined) {
    applyLevel(s, weighted, 'request', s.headers);
    const literal = text(weighted, 'host_rewrite_literal');
    if (literal !== '')
      tellChanges(
        s.trace,
        s.headers,
        () => aboutRewrite(s, weighted),
        () => s.headers.set(':authority', literal),
      );
  }
  for (const level of levels(s)) applyLevel(s, level, 'request', s.headers);
  const match = child(s.route?.config, 'match');
  tellChanges(
    s.trace,
    s.headers,
    () => aboutRewrite(s, action),
    () => {
      applyHost(s, rewrittenHost(action, s), flag(action, 'append_x_forwarded_host'), keepOriginal);
      if (match !== undefined) applyPathRewrite(action, match, s, keepOriginal);
    },
  );
}

/** One level's additions and removals, told. */
function applyLevel(s: Stream, level: Message, direction: 'request' | 'response', headers: Headers): void {
  const context: FormatContext = { stream: s, logType: 'NotSet', phase: direction };
  tellChanges(
    s.trace,
    headers,
    () => aboutLevel(s, level, direction),
    () => applyHeaderSet(headers, ...headerSetOf(level, direction), context),
  );
}

/** auto_host_rewrite: the endpoint's host name, known only now. */
export function finalizeHostOfEndpoint(s: Stream, action: Message, hostname: string, keepOriginal: boolean): void {
  if (chosen(action, 'host_rewrite_specifier') === 'auto_host_rewrite' && flag(action, 'auto_host_rewrite'))
    tellChanges(
      s.trace,
      s.headers,
      () => aboutRewrite(s, action),
      () => applyHost(s, hostname, flag(action, 'append_x_forwarded_host'), keepOriginal),
    );
}

/** How often a cluster was tried, told where the virtual host says so; after the header operations. */
export function tellAttempts(s: Stream): void {
  if (s.virtualHost !== undefined && flag(s.virtualHost.config, 'include_attempt_count_in_response'))
    s.responseHeaders?.set('x-envoy-attempt-count', String(s.attempts));
}

/** The response header operations of all levels. */
export function finalizeResponse(s: Stream): void {
  const { responseHeaders, weighted } = s;
  if (responseHeaders === undefined) return;
  for (const level of [...(weighted === undefined ? [] : [weighted]), ...levels(s)]) applyLevel(s, level, 'response', responseHeaders);
}
