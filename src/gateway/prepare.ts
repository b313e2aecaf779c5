// Meets what a run needs from its host, each need once. What cannot be met is an answer too.
import type { SignatureVerdict } from '../http/jws.ts';
import type { Host, HostServices, Need } from '../simulate/need.ts';

/** `now` in milliseconds since the epoch. */
export async function prepare(needs: readonly Need[], services: HostServices, now: number): Promise<Host> {
  const signatures = new Map<string, SignatureVerdict>();
  for (const { id, token, jwks, options } of needs)
    if (!signatures.has(id)) signatures.set(id, await services.verify(token, jwks, options));
  return { now, signatures };
}
