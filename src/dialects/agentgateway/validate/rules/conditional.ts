// Alternatives under conditions: 1 to 64 of them, the one without condition last (agentgateway 1.4: an empty list is taken under localRateLimit alone).
import { child, isPresent, items } from '../../read/at.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

const NAMES = ['directResponse', 'transformations', 'localRateLimit', 'remoteRateLimit', 'extAuthz', 'extProc'].map(
  (name) => `conditional ${name}`,
);

export const conditionalRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, ...NAMES)) {
    const list = child(at, 'conditional');
    if (list.node?.kind !== 'list') continue;
    const all = items(list);
    if (all.length === 0 && !at.path.endsWith('localRateLimit')) report.add('agentgateway/empty-conditional', placeOfAt(list), {});
    if (all.length > 64) report.add('agentgateway/too-many-conditional', placeOfAt(list), { count: all.length });
    const early = all.slice(0, -1).find((entry) => !isPresent(child(entry, 'condition')));
    if (early !== undefined) report.add('agentgateway/fallback-last', placeOfAt(early), {});
  }
};
