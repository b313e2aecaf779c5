// What people paste in place of a sample request gives requests, and what could not be taken over, with its place.
import type { Span } from '../../base/span.ts';
import type { SampleRequest } from '../sample-request.ts';
import type { Observed } from './observed.ts';

export interface Imported {
  readonly requests: readonly SampleRequest[];
  /** An `error` means that there is no request; a `warning` that something of it was left out. Spans in the pasted text. */
  readonly problems: readonly ImportProblem[];
  /** From access logs: what the gateway did then, one a request. */
  readonly observed?: readonly Observed[];
}

export interface ImportProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
}

export const importError = (message: string, start: number, end: number): Imported => ({
  requests: [],
  problems: [{ severity: 'error', message, span: { start, end } }],
});
