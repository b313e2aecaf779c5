// envoy.filters.http.basic_auth: user names and SHA-1 passwords from an htpasswd text.
import { decodeBase64 } from '../../../http/base64.ts';
import { CONTINUE, passes, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import { dataSource } from '../schema/data-source.ts';
import { child, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { originalUrl } from './original-url.ts';
import { note } from './rbac.ts';
import { sha1Base64 } from './sha1.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

export const basicAuth: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const own = perRoute(s, policy, '.BasicAuthPerRoute')[0];
    if (config === undefined) return CONTINUE;
    const users = usersOf(child(own ?? config, 'users'));
    const header = text(config, 'authentication_header').toLowerCase() || 'authorization';
    const value = s.headers.first(header);
    const deny = (body: string, details: string): StepOutcome<Reply> =>
      denied(s, policy, body, details, (own === undefined ? '' : text(own, 'realm')) || text(config, 'realm'));
    if (value === undefined) {
      if (flag(config, 'allow_missing')) return passes('there are no credentials, which is allowed');
      return deny('User authentication failed. Missing username and password.', 'no_credential_for_basic_auth');
    }
    if (!value.startsWith('Basic ') || value.length === 6) {
      if (flag(config, 'allow_missing')) return CONTINUE;
      return deny("User authentication failed. Expected 'Basic' authentication scheme.", 'invalid_scheme_for_basic_auth');
    }
    const bytes = decodeBase64(value.slice(6));
    const plain = bytes === undefined ? '' : new TextDecoder().decode(bytes);
    const colon = plain.indexOf(':');
    if (colon < 0) return deny('User authentication failed. Invalid basic credential format.', 'invalid_format_for_basic_auth');
    const name = plain.slice(0, colon);
    if (users.get(name) !== sha1Base64(plain.slice(colon + 1)))
      return deny('User authentication failed. Invalid username/password combination.', 'invalid_credential_for_basic_auth');
    s.counters.add(`${statPrefix(s)}basic_auth.allowed`);
    const forward = text(config, 'forward_username_header');
    if (forward !== '') s.headers.set(forward.toLowerCase(), name);
    if (flag(config, 'emit_dynamic_metadata')) note(s, 'envoy.filters.http.basic_auth', { username: name });
    return passes(`user ${name} has the right password`);
  },
};

function denied(s: Stream, _policy: EnvoyPolicy, body: string, details: string, realm: string): StepOutcome<Reply> {
  s.counters.add(`${statPrefix(s)}basic_auth.denied`);
  const url = realm === '' ? originalUrl(s.headers) : realm;
  return { kind: 'reply', reply: { status: 401, body, details, headers: (h) => h.set('www-authenticate', `Basic realm="${url}"`) } };
}

/** `name:{SHA}base64` lines. */
export function usersOf(source: Message | undefined): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const line of (source === undefined ? '' : dataSource(source)).split('\n')) {
    const trimmed = line.trim();
    const colon = trimmed.indexOf(':');
    if (trimmed !== '' && !trimmed.startsWith('#') && colon > 0)
      out.set(trimmed.slice(0, colon), trimmed.slice(colon + 1).replace(/^\{SHA\}/, ''));
  }
  return out;
}
