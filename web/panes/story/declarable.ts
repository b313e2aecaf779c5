// What a logged exchange says about its upstream, as the answer of the backend that is chosen here: an answer with its status, a connection
// that was refused or reset, an answer that came too late. What the gateway did by itself cannot be declared.
import type { SampleRequest, SampleResponse } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';

export interface Declarable {
  /** The backend or cluster. */
  readonly name: string;
  readonly response: SampleResponse;
  /** What the button reads. */
  readonly says: string;
}

/** Longer than any timeout that is configured in earnest, in milliseconds. */
const TOO_LATE = 3_600_000;

/** By Envoy's response flag: what the upstream did. */
const BY_FLAG: ReadonlyMap<string, readonly [response: SampleResponse, words: string]> = new Map([
  ['UF', [{ refused: true }, 'refuse the connection']],
  ['UC', [{ reset: true }, 'close the connection']],
  ['UR', [{ reset: true }, 'reset the stream']],
  ['UT', [{ delayMs: TOO_LATE }, 'answer too late']],
]);

/** Undefined where the log says nothing of the upstream, where the answers agree, or where its answer is declared already. */
export function declarable(
  facts: Readonly<Record<string, string>>,
  decision: Decision,
  responses: SampleRequest['responses'],
): Declarable | undefined {
  const name = decision.cluster ?? decision.backends?.find(({ chosen }) => chosen)?.name;
  if (name === undefined || (responses !== undefined && Object.hasOwn(responses, name))) return undefined;
  const { status = '', flags = '', reason = 'via_upstream' } = facts;
  if (status === String(decision.status) && flags === (decision.flags ?? []).join(' ')) return undefined;
  for (const flag of flags.split(' ')) {
    const [response, words] = BY_FLAG.get(flag) ?? [];
    if (response !== undefined) return { name, response, says: `Let ${name} ${words}, as logged` };
  }
  const isItsAnswer = flags === '' && reason === 'via_upstream' && /^[2-5]\d\d$/.test(status) && status !== String(decision.status);
  return isItsAnswer ? { name, response: { status: Number(status) }, says: `Let ${name} answer ${status}, as logged` } : undefined;
}
