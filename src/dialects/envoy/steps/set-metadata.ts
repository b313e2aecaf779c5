// envoy.filters.http.set_metadata: writes fixed dynamic metadata. Envoy 1.40: what stands there already is kept unless it may be overwritten.
import { isObject } from '../../../base/json.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { children, dataOf, flag, text } from '../schema/message.ts';
import { configOf, type EnvoyStep } from './step.ts';

export const setMetadata: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const old = dataOf(config, 'value');
    if (isObject(old))
      s.metadata.set(text(config, 'metadata_namespace'), merged(s.metadata.get(text(config, 'metadata_namespace')) ?? {}, old));
    for (const entry of children(config, 'metadata')) {
      const namespace = text(entry, 'metadata_namespace');
      const value = dataOf(entry, 'value');
      const known = s.metadata.get(namespace);
      if (isObject(value) && (known === undefined || flag(entry, 'allow_overwrite'))) s.metadata.set(namespace, merged(known ?? {}, value));
    }
    return CONTINUE;
  },
};

type Data = Readonly<Record<string, unknown>>;

/** Envoy 1.40: structs merge, lists are joined, everything else is replaced. */
function merged(old: Data, add: Data): Record<string, unknown> {
  const out = new Map(Object.entries(old));
  for (const [key, value] of Object.entries(add)) {
    const known = out.get(key);
    out.set(
      key,
      isObject(known) && isObject(value)
        ? merged(known, value)
        : Array.isArray(known) && Array.isArray(value)
          ? [...known, ...value]
          : value,
    );
  }
  return Object.fromEntries(out);
}
