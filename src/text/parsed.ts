// What a reader of texts gives back: documents as far as they could be read, and everything that is wrong with them.
import type { Span } from '../base/span.ts';
import type { TextProblem } from './problem.ts';
import type { SyntaxNode } from './syntax.ts';

export interface ParsedText {
  /** YAML may hold several; JSON holds one. */
  readonly documents: readonly SyntaxDocument[];
  /** In the order of their places. Where there is an error, the trees are the best partial result. */
  readonly problems: readonly TextProblem[];
}

export interface SyntaxDocument {
  /** Undefined when nothing is written: an empty text, or comments only. `null` as text is a scalar. */
  readonly root: SyntaxNode | undefined;
  readonly span: Span;
}

/** The answer for a text that is longer than we read. */
export const tooLong = (length: number, limit: number): ParsedText => ({
  documents: [],
  problems: [
    {
      code: 'text/too-long',
      severity: 'error',
      message: `This text has ${length.toLocaleString('en')} characters; at most ${limit.toLocaleString('en')} are read.`,
      span: { start: 0, end: 0 },
    },
  ],
});

export const hasErrors = (parsed: ParsedText): boolean => parsed.problems.some((problem) => problem.severity === 'error');
