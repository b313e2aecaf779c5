// What an editor is told while someone types: completions, signatures, hover. One shape for expressions and for configurations, plain
// data that crosses to the page as it is. Offsets are UTF-16 code units of the text that was asked about, as editors count.
import type { Span } from '../base/span.ts';

export type CompletionKind =
  | 'variable'
  | 'field'
  | 'function'
  | 'macro'
  | 'constant'
  | 'type'
  | 'keyword'
  | 'operator'
  /** A value that fits: a member of an enum, a header's name, what a name refers to. */
  | 'value';

export interface Completion {
  readonly kind: CompletionKind;
  /** What is shown and what the typed word is compared with. */
  readonly label: string;
  /** What is put in the place of `replace`; `caret` is where the caret then stands in it, the end when left out. */
  readonly insert: string;
  readonly caret?: number;
  readonly replace: Span;
  /** Its type, in a few characters: `string`, `map(string, dyn)`, `duration`. */
  readonly detail?: string;
  /** Plain sentences. */
  readonly doc?: string;
  /** What it is for the present request, as CEL text. */
  readonly value?: string;
  /** What one should know before choosing it: deprecated, since a version, not in this phase. */
  readonly note?: string;
}

export interface Completions {
  /** Best first. */
  readonly items: readonly Completion[];
  /** Whether there were more than are listed. */
  readonly isCut: boolean;
}

export interface Signature {
  /** `string.matches(pattern: string) → bool` */
  readonly label: string;
  /** Where the parameters stand in `label`. */
  readonly parameters: readonly Span[];
  readonly doc?: string;
}

export interface Signatures {
  readonly list: readonly Signature[];
  /** The one that fits what has been written so far. */
  readonly active: number;
  /** The argument that the caret is in. */
  readonly argument: number;
  /** From the opening bracket to the caret. */
  readonly span: Span;
}

export interface Hover {
  readonly span: Span;
  /** What it is: `request.headers: map(string, dyn)`. */
  readonly title: string;
  readonly doc?: string;
  readonly value?: string;
  readonly note?: string;
}
