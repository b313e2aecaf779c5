// envoy.filters.http.credential_injector: adds a credential of a secret to requests that bring none. Envoy 1.40.
import { CONTINUE } from '../../../simulate/phases.ts';
import { dataSource } from '../schema/data-source.ts';
import { anyOf, child, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { declaredRequest } from './declared.ts';
import { configOf, type EnvoyStep, statPrefix } from './step.ts';

export const credentialInjector: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const typed = anyOf(child(config, 'credential'), 'typed_config');
    if (config === undefined || typed?.message === undefined) return CONTINUE;
    // a client of OAuth 2 fetches its token
    if (!typed.type.includes('.injected_credentials.generic.')) return declaredRequest(policy, s);
    const header = (text(typed.message, 'header') || 'authorization').toLowerCase();
    const count = (name: string): void => s.counters.add(`${statPrefix(s)}credential_injector.${name}`);
    if (s.headers.has(header) && !flag(config, 'overwrite')) {
      count('already_exists');
      return CONTINUE;
    }
    const secret = secretOf(child(typed.message, 'credential'), s);
    s.headers.set(header, `${text(typed.message, 'header_value_prefix')}${secret ?? '*'}`);
    count('injected');
    return CONTINUE;
  },
};

/** The text of a static secret; undefined for one that is delivered. */
function secretOf(source: Message | undefined, s: Stream): string | undefined {
  const name = source === undefined ? '' : text(source, 'name');
  const found = s.world.model.configuration.secrets.map((r) => r.message).find((m) => text(m, 'name') === name);
  const data = child(child(found, 'generic_secret'), 'secret');
  return data === undefined ? undefined : dataSource(data);
}
