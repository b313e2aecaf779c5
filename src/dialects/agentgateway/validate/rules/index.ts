// The rules of the loader beyond the shape of the file, in the order in which they are reported.
import type { AgwModel } from '../../model.ts';
import type { At } from '../../read/at.ts';
import type { Reporter } from '../report.ts';

export interface RuleInput {
  readonly top: At;
  readonly model: AgwModel;
  readonly report: Reporter;
  readonly files: Readonly<Record<string, string>>;
  /** Whether the shape of the file is right. */
  readonly sound: boolean;
}

export type LoaderRule = (input: RuleInput) => void;

export const loaderRules: readonly LoaderRule[] = [];
