// Fields on their way out: Envoy 1.40 loads them with a warning in its log.
import type { Check, EveryCheck } from '../load/check.ts';
import { originOf } from '../schema/message.ts';

export const deprecatedField: EveryCheck = (type) =>
  type.fields.some(({ deprecated }) => deprecated !== undefined && !deprecated.refused) ? warn : undefined;

const warn: Check = (m, { problems }) => {
  for (const name of m.fields.keys()) {
    const old = m.type.byName.get(name)?.deprecated;
    if (old === undefined || old.refused) continue;
    problems.warn('deprecated-field', `${name} is deprecated since ${old.version}; a later Envoy will refuse it.`, originOf(m, name));
  }
};
