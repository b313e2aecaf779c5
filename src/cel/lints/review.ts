// All that there is to say about an expression before it runs: what the parser, the checker and the rules find, with advice.
import { type CompileOptions, compile } from '../compile.ts';
import type { CelIssue } from '../result.ts';
import { review } from './index.ts';
import type { Use } from './lint.ts';

/** The issues of an expression that is used so, by position. */
export function reviewText(text: string, use: Use, options: CompileOptions): readonly CelIssue[] {
  const { checked, issues } = compile(text, options);
  return checked === undefined ? issues : review({ checked, profile: options.profile, use }, issues);
}
