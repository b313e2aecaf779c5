// Meets what a run needs from its host, each need once. What cannot be met is an answer too.
import { unreachable } from '../base/assert.ts';
import type { SignatureVerdict } from '../http/jws.ts';
import type { Host, HostServices, Need } from '../simulate/need.ts';

/** `now` in milliseconds since the epoch. */
export async function prepare(needs: readonly Need[], services: HostServices, now: number): Promise<Host> {
  const signatures = new Map<string, SignatureVerdict>();
  let regex: Promise<void> | undefined;
  for (const need of needs) {
    switch (need.kind) {
      case 'regex':
        regex ??= services.loadRegex();
        break;
      case 'signature':
        if (!signatures.has(need.id)) signatures.set(need.id, await services.verify(need.token, need.jwks));
        break;
      default:
        unreachable(need);
    }
  }
  await regex;
  return { now, signatures };
}
