// Everything that is said about a configuration: what the real loader refuses (errors) and what it does not notice (warnings).
import type { Profile } from '../../../cel/profiles/profile.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ExpandedText } from '../../../text/read.ts';
import type { Source } from '../../../text/source.ts';
import type { SyntaxNode } from '../../../text/syntax.ts';
import type { AgwModel } from '../model.ts';

export interface ValidateInput {
  readonly source: Source;
  readonly parsed: ExpandedText;
  readonly root: SyntaxNode | undefined;
  readonly model: AgwModel;
  readonly profile: Profile;
  readonly files: Readonly<Record<string, string>>;
}

export function validate(input: ValidateInput): readonly Diagnostic[] {
  void input;
  return [];
}
