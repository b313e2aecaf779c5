// envoy.filters.http.api_key_auth: a key from a header, a query parameter or a cookie, and the client that it belongs to.
import { CONTINUE, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { firstQuery } from '../match/query-matcher.ts';
import { cookieOf } from '../routing/conditions.ts';
import { child, children, flag, type Message, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

export const apiKeyAuth: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const own = perRoute(s, policy, '.ApiKeyAuthPerRoute')[0];
    const pick = (field: string): readonly Message[] => {
      const specific = children(own, field);
      return specific.length > 0 ? specific : children(config, field);
    };
    const sources = pick('key_sources');
    const found = keyOf(sources, s);
    const forwarding = child(own, 'forwarding') ?? child(config, 'forwarding');
    if (found === undefined) return denied(s, 'unauthorized', 401, 'Client authentication failed.', 'missing_api_key');
    const client = pick('credentials').find((c) => text(c, 'key') === found.key);
    if (client === undefined) return denied(s, 'unauthorized', 401, 'Client authentication failed.', 'unknown_api_key');
    const allowed = texts(own, 'allowed_clients');
    if (allowed.length > 0 && !allowed.includes(text(client, 'client')))
      return denied(s, 'forbidden', 403, 'Client is forbidden.', 'client_not_allowed');
    s.counters.add(`${statPrefix(s)}api_key_auth.allowed`);
    if (forwarding !== undefined) {
      if (flag(forwarding, 'hide_credentials')) found.hide();
      const header = text(forwarding, 'header').toLowerCase();
      if (header !== '') s.headers.set(header, text(client, 'client'));
    }
    return CONTINUE;
  },
};

function denied(s: Stream, counter: string, status: number, body: string, details: string): StepOutcome<Reply> {
  s.counters.add(`${statPrefix(s)}api_key_auth.${counter}`);
  return { kind: 'reply', reply: { status, body, details } };
}

function keyOf(sources: readonly Message[], s: Stream): { readonly key: string; readonly hide: () => void } | undefined {
  for (const source of sources) {
    const header = text(source, 'header').toLowerCase();
    const query = text(source, 'query');
    const cookie = text(source, 'cookie');
    if (header !== '') {
      const value = s.headers.first(header);
      if (value !== undefined && value !== '')
        return { key: value.startsWith('Bearer ') ? value.slice(7) : value, hide: () => s.headers.remove(header) };
    } else if (query !== '') {
      const value = firstQuery(s.headers.first(':path') ?? '', query);
      if (value !== undefined && value !== '') return { key: value, hide: () => withoutQuery(s, query) };
    } else if (cookie !== '') {
      const value = cookieOf(s, cookie);
      if (value !== undefined && value !== '') return { key: value, hide: () => withoutCookie(s, cookie) };
    }
  }
  return undefined;
}

/** Takes a parameter out of the path. */
export function withoutQuery(s: Stream, name: string): void {
  const path = s.headers.first(':path') ?? '';
  const question = path.indexOf('?');
  if (question < 0) return;
  const rest = path
    .slice(question + 1)
    .split('&')
    .filter((p) => p !== name && !p.startsWith(`${name}=`));
  s.headers.set(':path', rest.length === 0 ? path.slice(0, question) : `${path.slice(0, question)}?${rest.join('&')}`);
}

function withoutCookie(s: Stream, name: string): void {
  const rest = s.headers
    .all('cookie')
    .flatMap((c) => c.split(';'))
    .filter((c) => c.split('=')[0]?.trim() !== name)
    .map((c) => c.trim());
  if (rest.length === 0) s.headers.remove('cookie');
  else s.headers.set('cookie', rest.join('; '));
}
