// What the engine says about one expression: the shape that the terminal, the worker and the page share.
import type { Span } from '../base/span.ts';

/** A fault in an expression; spans in code points of the expression. */
export interface CelIssue {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** What to do about it, as a sentence: `Did you mean 'request'?` */
  readonly hint?: string;
  readonly span: Span;
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string };
}

/** `input`: the request itself cannot be used (an unknown profile, a variable that is not of its declared type). */
export type EvalStage = 'input' | 'parse' | 'check' | 'eval';

/** An answer in the form of the headless contract's op `eval`. */
export type EvalAnswer =
  | {
      readonly ok: true;
      readonly type: string;
      readonly value: unknown;
      readonly text: string;
      readonly warnings: readonly CelIssue[];
      readonly cost?: Cost;
    }
  | {
      readonly ok: false;
      readonly stage: EvalStage;
      readonly code: string;
      readonly message: string;
      readonly span: Span;
      readonly type?: string;
      readonly issues: readonly CelIssue[];
    };

/** `max` is text: `18446744073709551615` means unbounded. */
export interface Cost {
  readonly estimated?: readonly [number, number | string];
  readonly actual?: number;
}

/** One sub-expression's part in an evaluation. Iterations of a comprehension give one record each. */
export interface ExplainedNode {
  readonly id: number;
  readonly span: Span;
  /** `text` of the value; `error: …`; or not evaluated because something before it decided. */
  readonly state: 'value' | 'error' | 'skipped';
  readonly text: string;
  readonly type?: string;
  /** Whether the result depends on it: the smallest set of sub-expressions that decided. */
  readonly decided: boolean;
  readonly iterations?: readonly Iteration[];
  /** Rounds that ran beyond those; absent when all are there. */
  readonly moreIterations?: number;
  readonly children: readonly ExplainedNode[];
}

export interface Iteration {
  /** `x = 3` */
  readonly binding: string;
  readonly node: ExplainedNode;
}

export interface Explanation {
  readonly answer: EvalAnswer;
  readonly root: ExplainedNode | undefined;
  /** One sentence: what decided, with the values seen (`jwt.age is 17`). */
  readonly because: string;
  /** Variables and fields that the expression reads: `request.headers`, `jwt.sub`. */
  readonly reads: readonly string[];
  /** With macros written out as folds; absent when there are none. */
  readonly expanded?: string;
  /** Where the program counts costs: what a run may cost, whatever the values; and did, also when it ended in an error. */
  readonly cost?: Cost;
}
