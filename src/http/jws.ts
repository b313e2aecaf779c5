// Verifying signatures of tokens with WebCrypto, the same in the browser's worker and in Node: key sets, the table of
// algorithms (RFC 7518 §3.1), choice of keys. Time, issuer and audience are the gateway's business, not the signature's.
import { utf8Bytes } from './bytes.ts';
import { decodeJwt, type Jwt } from './jwt.ts';

/** As much of WebCrypto's SubtleCrypto as is used. */
export interface SubtleVerifier<Key> {
  importKey(format: 'jwk', jwk: Partial<Jwk>, algorithm: ImportParameters, extractable: boolean, usages: ['verify']): Promise<Key>;
  verify(algorithm: VerifyParameters, key: Key, signature: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

export interface ImportParameters {
  readonly name: string;
  readonly hash?: string;
  readonly namedCurve?: string;
}

export interface VerifyParameters {
  readonly name: string;
  readonly hash?: string;
  readonly saltLength?: number;
}

/** A key of a set (RFC 7517). Members beyond these do not matter for verifying. */
export interface Jwk {
  readonly kty: string;
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly crv?: string;
  readonly n?: string;
  readonly e?: string;
  readonly x?: string;
  readonly y?: string;
  readonly k?: string;
}

/** What a gateway's own verifier does in its own way. */
export interface VerifyOptions {
  /** Elliptic keys of any curve fit any ES algorithm, which then says the digest alone. RFC 7518 §3.4 ties the curve to it. */
  readonly anyCurve?: boolean;
}

export type SignatureVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'bad-token' | 'bad-key-set' | 'unsupported-algorithm' | 'no-key' | 'bad-signature';
      readonly because: string;
    };

interface Algorithm {
  readonly kty: string;
  readonly crv?: string;
  readonly import: ImportParameters;
  readonly verify: VerifyParameters;
  /** Members of the key that take part; anything else (`key_ops`, a contradicting `use`) would make the import fail. */
  readonly members: readonly (keyof Jwk)[];
}

const rsa = (name: string, bits: number, saltLength?: number): Algorithm => ({
  kty: 'RSA',
  import: { name, hash: `SHA-${bits}` },
  verify: saltLength === undefined ? { name } : { name, saltLength },
  members: ['kty', 'n', 'e'],
});
const ecdsa = (crv: string, bits: number): Algorithm => ({
  kty: 'EC',
  crv,
  import: { name: 'ECDSA', namedCurve: crv },
  verify: { name: 'ECDSA', hash: `SHA-${bits}` },
  members: ['kty', 'crv', 'x', 'y'],
});
const hmac = (bits: number): Algorithm => ({
  kty: 'oct',
  import: { name: 'HMAC', hash: `SHA-${bits}` },
  verify: { name: 'HMAC' },
  members: ['kty', 'k'],
});
const ed25519: Algorithm = {
  kty: 'OKP',
  crv: 'Ed25519',
  import: { name: 'Ed25519' },
  verify: { name: 'Ed25519' },
  members: ['kty', 'crv', 'x'],
};

export const algorithms: ReadonlyMap<string, Algorithm> = new Map([
  ['RS256', rsa('RSASSA-PKCS1-v1_5', 256)],
  ['RS384', rsa('RSASSA-PKCS1-v1_5', 384)],
  ['RS512', rsa('RSASSA-PKCS1-v1_5', 512)],
  ['PS256', rsa('RSA-PSS', 256, 32)],
  ['PS384', rsa('RSA-PSS', 384, 48)],
  ['PS512', rsa('RSA-PSS', 512, 64)],
  ['ES256', ecdsa('P-256', 256)],
  ['ES384', ecdsa('P-384', 384)],
  ['ES512', ecdsa('P-521', 512)],
  ['HS256', hmac(256)],
  ['HS384', hmac(384)],
  ['HS512', hmac(512)],
  ['EdDSA', ed25519],
]);

const MAX_KEYS = 200;

/** The keys of a set, or undefined when the text is none. Entries that are no keys are left out. */
export function parseKeySet(text: string): readonly Jwk[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('keys' in value) || !Array.isArray(value.keys)) return undefined;
  return value.keys.slice(0, MAX_KEYS).filter(isKey);
}

const MEMBERS = ['kty', 'kid', 'alg', 'use', 'crv', 'n', 'e', 'x', 'y', 'k'] as const;

const isKey = (value: unknown): value is Jwk =>
  typeof value === 'object' &&
  value !== null &&
  'kty' in value &&
  MEMBERS.every((name) => !Object.hasOwn(value, name) || typeof (value as Record<string, unknown>)[name] === 'string') &&
  typeof value.kty === 'string';

/** Keys that may have signed the token: those with its `kid` where it has one, of the algorithm's kind, not for encryption. */
export function candidateKeys(keys: readonly Jwk[], header: Jwt['header'], options: VerifyOptions = {}): readonly Jwk[] {
  const algorithm = typeof header.alg === 'string' ? algorithms.get(header.alg) : undefined;
  if (algorithm === undefined) return [];
  return keys.filter(
    (key) =>
      key.kty === algorithm.kty &&
      (algorithm.crv === undefined || key.crv === algorithm.crv || (options.anyCurve === true && key.kty === 'EC')) &&
      (typeof header.kid !== 'string' || key.kid === undefined || key.kid === header.kid) &&
      (key.alg === undefined || key.alg === header.alg) &&
      key.use !== 'enc',
  );
}

/** Verifies a token's signature against a key set. Never rejects for what the token or the keys are. */
export async function verifySignature<Key>(
  subtle: SubtleVerifier<Key>,
  token: string,
  keySet: string,
  options: VerifyOptions = {},
): Promise<SignatureVerdict> {
  const decoded = decodeJwt(token);
  if (!decoded.ok) return { ok: false, code: 'bad-token', because: decoded.message };
  const { header, signature, signed } = decoded.jwt;
  const algorithm = typeof header.alg === 'string' ? algorithms.get(header.alg) : undefined;
  if (algorithm === undefined)
    return { ok: false, code: 'unsupported-algorithm', because: `The algorithm '${String(header.alg)}' is not one that is verified.` };
  const keys = parseKeySet(keySet);
  if (keys === undefined) return { ok: false, code: 'bad-key-set', because: 'The key set is no JSON object with a list `keys`.' };
  const candidates = candidateKeys(keys, header, options);
  if (candidates.length === 0)
    return { ok: false, code: 'no-key', because: `No key of the set fits kid '${String(header.kid ?? '')}' and ${String(header.alg)}.` };
  const data = utf8Bytes(signed);
  const verified = await Promise.all(candidates.map((key) => verifyWith(subtle, algorithm, key, signature, data)));
  return verified.includes(true) ? { ok: true } : { ok: false, code: 'bad-signature', because: 'The signature does not fit the key.' };
}

/** A key that cannot be imported, or an algorithm that this host lacks, verifies nothing. */
async function verifyWith<Key>(
  subtle: SubtleVerifier<Key>,
  algorithm: Algorithm,
  key: Jwk,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    const members: Partial<Jwk> = Object.fromEntries(algorithm.members.map((name) => [name, key[name]]));
    const parameters = key.kty === 'EC' && key.crv !== undefined ? { ...algorithm.import, namedCurve: key.crv } : algorithm.import;
    const imported = await subtle.importKey('jwk', members, parameters, false, ['verify']);
    return await subtle.verify(algorithm.verify, imported, signature, data);
  } catch {
    return false;
  }
}
