// What was read out of a pasted text, as it is put into the page: each request with what an access log said of it.
import { headerPairsOf } from '../../../src/http/header-pairs.ts';
import { type LoggedAnswer, loggedAnswer } from '../../../src/http/import/observed.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { ReadRequests } from '../../../src/protocol/engine.ts';
import { readToken } from './bearer.ts';

export interface TakenRequest {
  readonly name: string;
  readonly request: SampleRequest;
  readonly logged: LoggedAnswer | undefined;
}

/** More requests than this are not tabs that anyone can use. */
const MOST = 100;

export function takeRequests({ requests, observed, flags }: ReadRequests): readonly TakenRequest[] {
  const words = new Map(flags.map(({ flag, says }) => [flag, says]));
  return requests.slice(0, MOST).map((request, at) => {
    const seen = observed?.[at];
    return { name: request.path ?? 'request', request, logged: seen === undefined ? undefined : loggedAnswer(seen, words) };
  });
}

/** Whether a Bearer token that is a JWT is among the headers: its claims can be shown. */
export const carriesToken = ({ headers }: SampleRequest): boolean =>
  headerPairsOf(headers).some(([name, value]) => name.toLowerCase() === 'authorization' && readToken(value)?.ok === true);

/** What could not be taken over, in a sentence; undefined when all was. */
export function saidOf({ requests, problems }: ReadRequests): string | undefined {
  const warnings = problems.filter((problem) => problem.severity === 'warning').map((problem) => problem.message);
  const left = requests.length > MOST ? [`The first ${MOST} of ${requests.length} were taken.`] : [];
  const said = [...warnings, ...left];
  return said.length === 0 ? undefined : `Imported. ${said.join(' ')}`;
}
