// An endpoint picker works on services of a route, nowhere else.
import { child, hasKey, isPresent } from '../../read/at.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const inferenceRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'backend', 'named backend', 'provider')) {
    const picker = child(child(at, 'policies'), 'inferenceRouting');
    if (isPresent(picker) && !hasKey(at, 'service')) report.add('agentgateway/inference-routing', placeOfAt(picker), {});
  }
};
