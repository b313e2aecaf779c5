// The expression over every request, each with one sentence on what decided; and over one, sub-expression by sub-expression.
import { evaluateOp } from '../../src/cel/evaluate.ts';
import { explainIn, explainOp } from '../../src/cel/explain/op.ts';
import { reviewText } from '../../src/cel/lints/review.ts';
import { loadProfile } from '../../src/cel/profiles/index.ts';
import type { Explanation } from '../../src/cel/result.ts';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import type { Evaluated, Question } from '../../src/protocol/engine.ts';

/** Above this many requests the sentences are left out: each costs an evaluation that is recorded. */
const TOLD = 100;

const inputOf = ({ expression, profile }: Question, request: SampleRequest) => ({
  expr: expression,
  profile,
  request,
  ...(request.vars === undefined ? {} : { vars: request.vars }),
});

export async function evaluateAll(question: Question, requests: readonly SampleRequest[]): Promise<Evaluated> {
  const loaded = await loadProfile(question.profile);
  const rows = [];
  for (const request of requests) {
    const input = inputOf(question, request);
    if (loaded !== undefined && requests.length <= TOLD) {
      const { answer, because } = explainIn(loaded, input);
      rows.push({ answer, because });
    } else rows.push({ answer: await evaluateOp(input), because: '' });
  }
  return {
    issues: loaded === undefined ? [] : reviewText(question.expression, 'value', { profile: loaded.profile, variables: givenIn(requests) }),
    rows,
  };
}

/** The variables that the requests bring themselves. */
const givenIn = (requests: readonly SampleRequest[]): Readonly<Record<string, string>> =>
  Object.fromEntries(requests.flatMap(({ vars = {} }) => Object.keys(vars).map((name) => [name, 'dyn'])));

export const explainOne = (question: Question, request: SampleRequest): Promise<Explanation> => explainOp(inputOf(question, request));
