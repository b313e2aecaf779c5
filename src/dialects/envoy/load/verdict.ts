// The whole verdict: everything is read and checked. Apart from lowering, because it looks at all of a configuration and an answer
// at little of it.
import { withParts } from '../../../base/part.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Source } from '../../../text/source.ts';
import type { Verdict } from '../../dialect.ts';
import type { Configuration } from '../documents/configuration.ts';
import type { Schema } from '../schema/descriptor.ts';
import { Problems } from '../schema/problem.ts';
import { validate } from './validate.ts';

/** Whether Envoy would load it. `reading` collects what reading finds, which is partly known already. */
export async function verdictOf(
  configuration: Configuration,
  schema: Schema,
  reading: Problems,
  files: readonly Source[],
): Promise<Verdict> {
  const rewind = reading.mark();
  const checks = await withParts(() => {
    rewind();
    const found = new Problems();
    validate(configuration, schema, found);
    return found;
  });
  reading.close();
  return { valid: !reading.refused && !checks.refused, diagnostics: inOrder(distinct([...reading.list, ...checks.list]), files) };
}

/** Without what was found again where a message was read again. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, file, span }) => {
    const key = JSON.stringify([code, message, file, span.start, span.end]);
    return !seen.has(key) && seen.add(key);
  });
}

/** In the order of the text; of one place, as found. */
function inOrder(diagnostics: readonly Diagnostic[], files: readonly Source[]): readonly Diagnostic[] {
  const rank = new Map(files.map(({ name }, i) => [name, i]));
  return [...diagnostics].sort((a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.span.start - b.span.start);
}
