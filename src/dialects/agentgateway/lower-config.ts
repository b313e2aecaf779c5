// A configuration's texts → model, verdict and diagnostics.
import type { LoadedProfile } from '../../cel/profiles/profile.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readExpandedYaml } from '../../text/read.ts';
import type { ConfigInput, Lowered } from '../dialect.ts';
import { lowerModel } from './lower/lower.ts';
import { validate } from './validate/validate.ts';

export function lowerConfig(input: ConfigInput, cel: LoadedProfile): Lowered {
  const [main, ...others] = input.files;
  if (main === undefined) return { model: undefined, valid: false, diagnostics: [] };
  const parsed = readExpandedYaml(main, input.env);
  const root = parsed.documents[0]?.root;
  const files = Object.fromEntries(others.map((file) => [file.name, file.text]));
  const model = lowerModel({ file: main.name, root, profile: input.profile, files });
  const found = validate({ source: main, parsed, root, model, cel, files });
  const problems = parsed.problems.map((problem): Diagnostic => ({ ...problem, file: main.name }));
  const diagnostics = [...problems, ...found];
  return { model: root === undefined ? undefined : model, valid: !diagnostics.some((d) => d.severity === 'error'), diagnostics };
}
