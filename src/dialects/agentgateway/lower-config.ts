// A configuration's texts → model. The verdict on it needs the schema of every section, which is larger than all that a decision
// needs, so it is loaded when it is asked for.
import { withParts } from '../../base/part.ts';
import { shortWays } from '../../cel/parts.ts';
import type { LoadedProfile } from '../../cel/profiles/profile.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readExpandedYaml } from '../../text/read.ts';
import type { ConfigInput, Lowered, Verdict } from '../dialect.ts';
import { lowerModel } from './lower/lower.ts';

export function lowerConfig(input: ConfigInput, cel: LoadedProfile): Lowered {
  const [main, ...others] = input.files;
  if (main === undefined) return { model: undefined, valid: false, diagnostics: [] };
  const parsed = readExpandedYaml(main, input.env);
  const root = parsed.documents[0]?.root;
  // Without the names that every object of JavaScript answers to.
  const files: Readonly<Record<string, string>> = Object.assign(
    Object.create(null),
    Object.fromEntries(others.map((file) => [file.name, file.text])),
  );
  const model = lowerModel({ file: main.name, root, profile: input.profile, files, env: input.env });
  const problems = parsed.problems.map((problem): Diagnostic => ({ ...problem, file: main.name }));
  return {
    model: root === undefined ? undefined : model,
    ...verdictOf(problems),
    check: async () => {
      const [{ validate }] = await Promise.all([import('./validate/validate.ts'), shortWays.load()]);
      return verdictOf([
        ...problems,
        ...(await withParts(() => validate({ source: main, parsed, root, model, cel, files, env: input.env }))),
      ]);
    },
  };
}

const verdictOf = (diagnostics: readonly Diagnostic[]): Verdict => ({
  valid: !diagnostics.some((diagnostic) => diagnostic.severity === 'error'),
  diagnostics,
});
