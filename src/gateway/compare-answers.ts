// The same requests asked of two versions of a configuration: who is answered differently, from which step on.
import type { SampleRequest } from '../http/sample-request.ts';
import { type Compared, compareWith, pin } from '../model/pinned.ts';
import type { HostServices } from '../simulate/need.ts';
import type { Configuration, OpenInput } from './answer.ts';
import { openUnchecked } from './open.ts';
import { route } from './route.ts';

/** Requests to ask of both versions. */
export interface Asked {
  readonly requests: readonly SampleRequest[];
  /** They follow each other and share state. */
  readonly sequence: boolean;
}

/** Larger texts take too long to be read twice in between, in characters. */
const LARGEST = 3_000_000;

/** One row a request, in order; undefined where one version answers nothing or is too large. */
export async function compareAnswers(
  before: OpenInput,
  after: Configuration,
  { requests, sequence }: Asked,
  services: HostServices,
): Promise<readonly Compared[] | undefined> {
  if (before.files.reduce((sum, file) => sum + file.text.length, 0) > LARGEST) return undefined;
  const options = { sequence, trace: true, now: Date.now() };
  const was = await route(await openUnchecked(before), requests, options, services);
  const is = was.length === 0 ? [] : await route(after, requests, options, services);
  if (is.length !== requests.length || was.length !== requests.length) return undefined;
  return is.map((decision, at) => {
    const earlier = was[at];
    return earlier === undefined ? { kind: 'same' } : compareWith(pin(earlier), decision);
  });
}
