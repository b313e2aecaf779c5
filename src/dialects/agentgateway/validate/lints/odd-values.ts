// Values that load and do not do what they seem to: buckets without tokens, shares beyond the whole, lists that fit nothing.
import { child, hasKey, items, numberOf } from '../../read/at.ts';
import { placeOfAt, structsNamed } from '../rules/places.ts';
import type { AgwLint } from './lint.ts';

export const oddValueLint: AgwLint = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'rate limit', 'conditional rate limit'))
    if ((numberOf(child(at, 'maxTokens')) ?? 0) === 0) report.add('agentgateway/empty-bucket', placeOfAt(at), {});
  for (const at of structsNamed(structs, top.file, 'requestMirror')) {
    const value = numberOf(child(at, 'percentage'));
    if (value !== undefined && (value > 1 || value < 0))
      report.add('agentgateway/mirror-share', placeOfAt(child(at, 'percentage')), { value });
  }
  for (const at of structsNamed(structs, top.file, 'route'))
    if (hasKey(at, 'matches') && items(child(at, 'matches')).length === 0)
      report.add('agentgateway/no-matches', placeOfAt(child(at, 'matches')), {});
};
