// What the browser does for the core.
import type { HostServices } from '../../src/simulate/need.ts';

export const browserHost: HostServices = {
  // Few configurations verify signatures with keys of their own: the code for it comes with the first that does.
  verify: async (token, jwks, options) => (await import('../../src/http/jws.ts')).verifySignature(crypto.subtle, token, jwks, options),
};
