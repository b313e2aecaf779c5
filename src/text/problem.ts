// What can be wrong with a text before any dialect looks at it. Each code is a row of a table below; whoever shows a
// problem turns it into a Diagnostic with the name of the file.
import type { Span } from '../base/span.ts';

export interface TextProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
}

/** Bounds on hostile texts. Sizes in UTF-16 code units. */
export const limits = {
  textLength: 32 * 1024 * 1024,
  /** Nesting of maps and lists. Envoy stops at 100. */
  depth: 250,
  /** Nodes that aliases may add to a document. */
  aliasedNodes: 100_000,
  /** Problems reported for one text; the first ones matter. */
  problems: 100,
  /** How long a text may become by environment expansion. */
  expandedLength: 48 * 1024 * 1024,
} as const;

/** Collects problems up to the bound, one of a code at a place. */
export class ProblemList {
  readonly #problems: TextProblem[] = [];

  add(code: string, message: string, start: number, end: number = start, severity: 'error' | 'warning' = 'error'): void {
    if (this.full || this.#problems.some((known) => known.code === code && known.span.start === start)) return;
    this.#problems.push({ code, severity, message, span: { start, end } });
  }

  get full(): boolean {
    return this.#problems.length >= limits.problems;
  }

  get problems(): readonly TextProblem[] {
    return this.#problems;
  }
}
