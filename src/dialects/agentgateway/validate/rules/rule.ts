// A rule of the loader: it looks at the read file and its model, and reports what the real program refuses.
import type { LoadedProfile } from '../../../../cel/profiles/profile.ts';
import type { AgwModel } from '../../model.ts';
import type { At } from '../../read/at.ts';
import type { Reporter } from '../report.ts';
import type { FoundStruct } from '../shape.ts';

export interface RuleInput {
  readonly top: At;
  readonly model: AgwModel;
  readonly report: Reporter;
  readonly files: Readonly<Record<string, string>>;
  /** Every map that was read as a struct of the schema. */
  readonly structs: readonly FoundStruct[];
  readonly cel: LoadedProfile;
  /** The gateway's environment. */
  readonly env: Readonly<Record<string, string>>;
}

export type LoaderRule = (input: RuleInput) => void;
