// The whole verdict: everything is read, then checked. Apart from lowering, because it looks at all of a configuration and an answer
// at little of it.
import { withParts } from '../../../base/part.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Source } from '../../../text/source.ts';
import type { Verdict } from '../../dialect.ts';
import type { Configuration } from '../documents/configuration.ts';
import type { Schema } from '../schema/descriptor.ts';
import { Problems } from '../schema/problem.ts';
import { readWhole } from '../schema/read.ts';
import { rootsOf } from './roots.ts';
import { validate } from './validate.ts';

/** Whether Envoy would load it. `reading` collects what reading finds, which is partly known already. */
export async function verdictOf(
  configuration: Configuration,
  schema: Schema,
  reading: Problems,
  files: readonly Source[],
): Promise<Verdict> {
  for (const root of rootsOf(configuration)) readWhole(root);
  const checks = await withParts(() => {
    const found = new Problems();
    if (reading.refused) found.refuse();
    validate(configuration, schema, found);
    return found;
  });
  return { valid: !reading.refused && !checks.refused, diagnostics: inOrder([...reading.list, ...checks.list], files) };
}

/** In the order of the text; of one place, as found. */
function inOrder(diagnostics: readonly Diagnostic[], files: readonly Source[]): readonly Diagnostic[] {
  const rank = new Map(files.map(({ name }, i) => [name, i]));
  return [...diagnostics].sort((a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.span.start - b.span.start);
}
