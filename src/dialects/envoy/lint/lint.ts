// A lint that needs the whole configuration: it remembers what it saw, and says so at the end.
import type { CheckContext, CheckTable, EveryCheck } from '../load/check.ts';

export type LintContext = Omit<CheckContext, 'parents' | 'bad'>;

/** A rule for one pass over one configuration. */
export interface Lint {
  readonly on?: CheckTable;
  readonly everyMessage?: EveryCheck;
  /** Reports what shows only when everything has been seen. */
  readonly finish?: (x: LintContext) => void;
}
