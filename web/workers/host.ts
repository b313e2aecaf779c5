// What the browser does for the core.
import { verifySignature } from '../../src/http/jws.ts';
import type { HostServices } from '../../src/simulate/need.ts';

export const browserHost: HostServices = {
  verify: (token, jwks) => verifySignature(crypto.subtle, token, jwks),
};
