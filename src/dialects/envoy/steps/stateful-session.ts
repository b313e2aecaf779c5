// envoy.filters.http.stateful_session: sessions that stay with an endpoint, by a cookie or a header that Envoy sets. Envoy 1.40.
import { decodeBase64 } from '../../../http/base64.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { cookieOf } from '../routing/conditions.ts';
import { anyOf, child, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { base64 } from './jwt-claims.ts';
import { configOf, type EnvoyStep } from './step.ts';

export const statefulSession: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const state = anyOf(child(config, 'session_state'), 'typed_config');
    if (config === undefined || state?.message === undefined) return CONTINUE;
    const address = sessionAddress(state.type, state.message, s);
    if (address === undefined) return CONTINUE;
    s.overrideHost = address;
    s.overrideStrict = flag(config, 'strict');
    return CONTINUE;
  },
  response: (policy, s) => {
    const config = configOf(policy);
    const state = anyOf(child(config, 'session_state'), 'typed_config');
    if (state?.message === undefined || s.upstreamHost === undefined || s.responseHeaders === undefined || s.localReply) return;
    if (sessionAddress(state.type, state.message, s) === s.upstreamHost) return;
    if (state.type.endsWith('HeaderBasedSessionState'))
      s.responseHeaders.set(text(state.message, 'name').toLowerCase(), base64(s.upstreamHost));
    else {
      const cookie = child(state.message, 'cookie');
      if (cookie !== undefined)
        s.responseHeaders.add(
          'set-cookie',
          `${text(cookie, 'name')}="${base64(`\n${String.fromCharCode(s.upstreamHost.length)}${s.upstreamHost}`)}"; HttpOnly`,
        );
    }
  },
};

/** Envoy 1.40: the header is base64 of `ip:port`; the cookie base64 of that, or of a message that holds it. */
function sessionAddress(type: string, m: Message, s: Stream): string | undefined {
  const raw = type.endsWith('HeaderBasedSessionState')
    ? s.headers.first(text(m, 'name').toLowerCase())
    : cookieOf(s, text(child(m, 'cookie') ?? m, 'name'));
  const bytes = raw === undefined ? undefined : decodeBase64(raw);
  if (bytes === undefined || bytes.length === 0) return undefined;
  const plain = new TextDecoder().decode(bytes[0] === 0x0a ? bytes.slice(2, 2 + (bytes[1] as number)) : bytes);
  return /^[0-9a-fA-F.:[\]]+:[0-9]+$/.test(plain) ? plain : undefined;
}
