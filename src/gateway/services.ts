// What every present host offers without being asked: WebCrypto is a global of browsers, workers and Node alike.
import { type SubtleVerifier, verifySignature } from '../http/jws.ts';
import type { HostServices } from '../simulate/need.ts';

declare const crypto: { readonly subtle: SubtleVerifier<unknown> };

export const standardServices: HostServices = {
  verify: (token, jwks, options) => verifySignature(crypto.subtle, token, jwks, options),
};
