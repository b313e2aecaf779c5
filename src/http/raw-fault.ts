// What is wrong with the bytes of a message, as a fact with its place.
import type { Span } from '../base/span.ts';

export type RawFaultCode =
  | 'empty-message'
  | 'blank-before-request-line'
  | 'bad-request-line'
  | 'bad-method'
  | 'bad-target'
  | 'bad-version'
  | 'bare-line-feed'
  | 'bare-carriage-return'
  | 'folded-header'
  | 'header-without-colon'
  | 'bad-header-name'
  | 'blank-before-colon'
  | 'control-in-header'
  | 'missing-host'
  | 'several-hosts'
  | 'unfinished-head'
  | 'bad-content-length'
  | 'content-lengths-differ'
  | 'content-length-and-chunked'
  | 'bad-transfer-encoding'
  | 'bad-chunk'
  | 'unfinished-body'
  | 'text-after-message';

export interface RawFault {
  readonly code: RawFaultCode;
  readonly message: string;
  readonly span: Span;
}

export type ReportFault = (code: RawFaultCode, message: string, start: number, end: number) => void;
