// The core is synchronous. What only a host can do (verify a signature, and later load a module or read a file) is asked for beforehand:
// a plan lists its needs, `prepare` meets them through the host's interface, and the run then reads the answers.

import type { SignatureVerdict, VerifyOptions } from '../http/jws.ts';

export type Need = {
  readonly kind: 'signature';
  readonly id: string;
  readonly token: string;
  readonly jwks: string;
  readonly options?: VerifyOptions;
};

/** What a host can do. Browser worker and Node implement it; tests give their own. */
export interface HostServices {
  /** Verifies a JWS against a key set; says why not. */
  readonly verify: (token: string, jwks: string, options?: VerifyOptions) => Promise<SignatureVerdict>;
}

/** The answers, as the run reads them. */
export interface Host {
  readonly now: number;
  readonly signatures: ReadonlyMap<string, SignatureVerdict>;
}
