// Access rules on paths where paths are not normalised: /public/../admin and //admin pass rules that look for /admin.

import type { CheckTable } from '../load/check.ts';
import { child, flag, has, isMessage, type Message, mapOf, originOf, text, type Value } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const rawPathAccess: CheckTable = {
  [TypeNames.rbac]: (filter, { parents, problems }) => {
    const hcm = parents.find((p) => p.type.name === TypeNames.manager);
    const rules = child(filter, 'rules');
    if (hcm === undefined || rules === undefined || flag(hcm, 'normalize_path')) return;
    for (const [name, policy] of mapOf(rules, 'policies'))
      if (looksAtPath(policy)) {
        problems.warn(
          'raw-path-access',
          `Policy ${name} looks at the path, and the connection manager does not normalise it: /x/../admin is another path here than for most services. Set normalize_path (and merge_slashes).`,
          originOf(filter, 'rules'),
        );
        return;
      }
  },
};

function looksAtPath(value: Value): boolean {
  if (Array.isArray(value)) return (value as readonly Value[]).some(looksAtPath);
  if (!isMessage(value)) return false;
  if (has(value, 'url_path') || isPathHeader(value)) return true;
  return [...value.fields.values()].some((f) => looksAtPath(f.value));
}

const isPathHeader = (m: Message): boolean => m.type.shortName === 'HeaderMatcher' && text(m, 'name').toLowerCase() === ':path';
