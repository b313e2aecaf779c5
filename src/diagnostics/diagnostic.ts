// What a user can cause is data: a Diagnostic, with a place and, where one is certain, a fix.
import type { Span } from '../base/span.ts';

export type Severity = 'error' | 'warning' | 'info';

export interface Diagnostic {
  /** `<area>/<name>`, a row of the area's message table: `envoy/unknown-cluster`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The file the span refers to. */
  readonly file: string;
  /** UTF-16 offsets in the text as written. */
  readonly span: Span;
  /** The place in the document's structure, such as `static_resources.listeners[0].name`. */
  readonly path?: string;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
  /** The code whose page explains it, where that is not its own: an expression's fault, found in a configuration. */
  readonly page?: string;
}

export interface Related {
  readonly message: string;
  readonly file: string;
  readonly span: Span;
}

/** A change that certainly mends the fault: replace `span` by `text`. `title` is the button's words. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}
