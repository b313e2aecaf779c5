// Which static secrets something uses: Envoy looks into no others.
import type { Configuration } from '../documents/configuration.ts';
import { has, isAny, isMessage, type Message, text, type Value } from '../schema/message.ts';
import { rootsOf } from './roots.ts';

const known = new WeakMap<Configuration, ReadonlySet<string>>();

/** The names of secrets that are referred to without a source of their own. */
export function secretsInUse(configuration: Configuration): ReadonlySet<string> {
  const made = known.get(configuration) ?? collect(configuration);
  known.set(configuration, made);
  return made;
}

function collect(configuration: Configuration): ReadonlySet<string> {
  const out = new Set<string>();
  const seen = (m: Message): void => {
    if (m.type.name.endsWith('.SdsSecretConfig') && !has(m, 'sds_config')) out.add(text(m, 'name'));
    for (const { value } of m.fields.values()) inside(value);
  };
  const inside = (value: Value): void => {
    if (typeof value !== 'object') return;
    if (Array.isArray(value)) for (const v of value as readonly Value[]) inside(v);
    else if (value instanceof Map) for (const v of (value as ReadonlyMap<string, Value>).values()) inside(v);
    else if (isMessage(value)) seen(value);
    else if (isAny(value) && value.message !== undefined) seen(value.message);
  };
  for (const root of rootsOf(configuration)) seen(root);
  return out;
}
