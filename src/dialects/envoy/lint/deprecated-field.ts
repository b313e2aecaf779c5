// Fields on their way out: Envoy 1.40 loads them with a warning in its log.
import type { Check } from '../load/check.ts';
import { originOf } from '../schema/message.ts';

export const deprecatedField: Check = (m, { problems }) => {
  for (const name of m.fields.keys()) {
    const old = m.type.byName.get(name)?.deprecated;
    if (old === undefined || old.refused) continue;
    problems.warn('deprecated-field', `${name} is deprecated since ${old.version}; a later Envoy will refuse it.`, originOf(m, name));
  }
};
