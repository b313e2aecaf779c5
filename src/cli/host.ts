// What Node does for the core.
import { webcrypto } from 'node:crypto';
import { type SubtleVerifier, verifySignature } from '../http/jws.ts';
import type { HostServices } from '../simulate/need.ts';

const subtle = webcrypto.subtle as unknown as SubtleVerifier<webcrypto.CryptoKey>;

export const nodeHost: HostServices = {
  loadRegex: async () => {},
  verify: (token, jwks) => verifySignature(subtle, token, jwks),
};
