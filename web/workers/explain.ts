// Explanations, loaded with the first question: the plain evaluation does not need them.

import { explainOp } from '../../src/cel/explain/explain.ts';
import type { Explanation } from '../../src/cel/result.ts';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import type { Question } from '../../src/protocol/engine.ts';

export async function explain({ expression, profile, request }: Question & { readonly request: SampleRequest }): Promise<Explanation> {
  return explainOp({ expr: expression, profile, request, ...(request.vars === undefined ? {} : { vars: request.vars }) });
}

/** One sentence on what decided. */
export async function becauseOf(question: Question, request: SampleRequest): Promise<string> {
  return (await explain({ ...question, request })).because;
}
