// agentgateway 1.4, `jwtAuth`: mode optional by default, so a request without token passes and one with a wrong token does not, except in mode
// permissive. A token must name its key (`kid`), be signed by it, name the issuer, and the audience where any is configured; `exp` is required unless
// `requiredClaims` leaves it out, and an expired token always fails (with 60 seconds of grace); `nbf` is not checked. A verified token is taken out
// of the request. Its signature has been verified beforehand: see `needs`.
import { CONTINUE } from '../../../simulate/phases.ts';
import type { AgwPolicy } from '../model.ts';
import { type At, child, hasKey, items, textOf, textsOf } from '../read/at.ts';
import { BEARER, type Location, readLocation, removeCredential } from '../read/location.ts';
import { readTextSource, sourceText, type TextSource } from '../read/text-source.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';
import { sentence } from '../sentence.ts';
import { decodeToken, signatureId, type Token } from './jwt.ts';
import type { PolicyKind } from './kind.ts';
import { sentAt } from './sent.ts';

export interface JwtProvider {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwks: TextSource;
  readonly required: readonly string[];
}

export type CredentialMode = 'strict' | 'optional' | 'permissive';

export interface JwtSpec {
  readonly mode: CredentialMode;
  readonly location: Location;
  readonly providers: readonly JwtProvider[];
}

export const readMode = (at: At, standard: CredentialMode): CredentialMode => {
  const mode = textOf(at);
  return mode === 'strict' || mode === 'optional' || mode === 'permissive' ? mode : standard;
};

const readProvider = (at: At): JwtProvider => {
  const options = child(at, 'jwtValidationOptions');
  return {
    issuer: textOf(child(at, 'issuer')) ?? '',
    audiences: textsOf(child(at, 'audiences')),
    jwks: readTextSource(child(at, 'jwks')),
    required: hasKey(options, 'requiredClaims') ? textsOf(child(options, 'requiredClaims')) : ['exp'],
  };
};

export const jwtAuth: PolicyKind<JwtSpec> = {
  key: 'jwtAuth',
  read: (at) => ({
    mode: readMode(child(at, 'mode'), 'optional'),
    location: readLocation(child(at, 'location'), BEARER),
    providers: hasKey(at, 'providers') ? items(child(at, 'providers')).map(readProvider) : [readProvider(at)],
  }),
  says: (spec) => `${spec.mode}, issuer ${spec.providers.map((p) => p.issuer).join(' or ')}`,
  request: (policy, x) => checkJwt(policy, x),
};

/** Checks the request's token; on success its claims are `jwt`. */
export function checkJwt(policy: AgwPolicy<JwtSpec>, x: Exchange): Outcome {
  const { spec } = policy;
  const note = (result: 'pass' | 'deny', because: string): void =>
    x.trace.record(() => ({ step: policy.type, target: policy.name, entity: policy.id, result, because, origin: policy.origin }));
  const token = sentAt(spec.location, x);
  if (token === undefined) {
    if (x.facts.has('jwt')) {
      note('pass', 'the claims are declared as verified');
      return CONTINUE;
    }
    if (spec.mode !== 'strict') {
      note('pass', `no token is sent; in mode ${spec.mode} the request goes on without claims`);
      return CONTINUE;
    }
    note('deny', 'no token is sent, and the mode is strict');
    return refuse(x, policy, 'no bearer token found', 'No token is sent, and the mode is strict');
  }
  const checked = verify(token, spec, x);
  if (checked.ok) {
    note('pass', `the token of ${claimText(checked.token.claims.iss ?? 'the issuer')} is valid`);
    removeCredential(spec.location, x.request);
    x.facts.set('jwt', checked.token.claims);
    x.facts.set('jwt.rawToken', token);
    return CONTINUE;
  }
  if (spec.mode === 'permissive') {
    note('pass', `${checked.because}; in mode permissive the request goes on without claims`);
    return CONTINUE;
  }
  note('deny', checked.because);
  return refuse(x, policy, checked.error, checked.because);
}

const refuse = (x: Exchange, policy: AgwPolicy, error: string, because: string): Outcome =>
  failure(
    401,
    'JwtAuth',
    `authentication failure: ${error}`,
    `Denied by ${policy.type} on ${x.route?.name ?? x.listener?.name ?? 'the gateway'}`,
    `${sentence(because)} No backend is called.`,
  );

type Verified = { readonly ok: true; readonly token: Token } | { readonly ok: false; readonly error: string; readonly because: string };

/** Seconds by which a token may be over time (the JWT library's default). */
const GRACE = 60;

function verify(text: string, spec: JwtSpec, x: Exchange): Verified {
  const decoded = decodeToken(text);
  if (!decoded.ok) return { ok: false, error: `the token header is malformed: ${decoded.error}`, because: decoded.because };
  const { token } = decoded;
  const { kid, alg } = token.header;
  if (typeof kid !== 'string')
    return {
      ok: false,
      error: 'the token header does not specify a `kid`',
      because: 'the token does not say which key it is signed with (kid)',
    };
  const provider = spec.providers.find((p) => keyOf(p, kid, x) !== undefined);
  if (provider === undefined) {
    const missing = spec.providers.find((p) => p.jwks.kind !== 'text');
    if (missing === undefined)
      return {
        ok: false,
        error: `token uses the unknown key "${kid}"`,
        because: `the token is signed with key ${kid}, which is not in the key set`,
      };
    x.trace.assume({ code: 'remote-keys', what: `The key set ${missing.jwks.name} is not here; the token's signature is taken as valid.` });
    return checkClaims(token, missing, x);
  }
  const key = keyOf(provider, kid, x) as Readonly<Record<string, unknown>>;
  if (!fits(String(alg), key)) return invalid('InvalidAlgorithm', `the token's algorithm ${String(alg)} is not one of key ${kid}`);
  const jwks = jwksText(provider, x) as string;
  const signature = x.host.signatures.get(signatureId(text, jwks));
  if (signature === undefined)
    x.trace.assume({ code: 'unverified-signature', what: "The token's signature has not been verified here; it is taken as valid." });
  else if (!signature.ok) return invalid('InvalidSignature', `the signature does not verify: ${signature.because}`);
  return checkClaims(token, provider, x);
}

function checkClaims(token: Token, provider: JwtProvider, x: Exchange): Verified {
  const { claims } = token;
  const required = [...provider.required, 'iss', ...(provider.audiences.length > 0 ? ['aud'] : [])];
  const missing = required.find((name) => !Object.hasOwn(claims, name));
  if (missing !== undefined) return invalid(`MissingRequiredClaim("${missing}")`, `the claim ${missing} is missing`);
  const { exp, iss, aud } = claims;
  if (typeof exp === 'number' && exp < x.startedAt / 1000 - GRACE)
    return invalid('ExpiredSignature', `the token expired at ${timeText(exp)}`);
  if (iss !== provider.issuer) return invalid('InvalidIssuer', `the issuer is ${claimText(iss)}, it must be ${provider.issuer}`);
  const audiences = (Array.isArray(aud) ? aud : [aud]).map(claimText);
  if (provider.audiences.length > 0 && !audiences.some((one) => provider.audiences.includes(one)))
    return invalid('InvalidAudience', `the audience is ${audiences.join(', ')}, it must be ${provider.audiences.join(' or ')}`);
  return { ok: true, token };
}

const claimText = (claim: unknown): string => (typeof claim === 'string' ? claim : String(JSON.stringify(claim)));

/** Claims may name a second that no calendar has. */
function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `second ${seconds}` : date.toISOString();
}

const invalid = (error: string, because: string): Verified => ({
  ok: false,
  error: `the token is invalid or malformed: Error(${error})`,
  because,
});

/** The text of a provider's key set, where it is known. */
export const jwksText = (provider: JwtProvider, x: Exchange): string | undefined => sourceText(provider.jwks, x.model.files);

function keyOf(provider: JwtProvider, kid: string, x: Exchange): Readonly<Record<string, unknown>> | undefined {
  const text = jwksText(provider, x);
  return text === undefined ? undefined : keysIn(text).find((key) => key.kid === kid);
}

/** The keys of a JWK set; none where the text is no set. */
export function keysIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const set: unknown = JSON.parse(text);
    const keys = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : undefined;
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'object' && key !== null) : [];
  } catch {
    return [];
  }
}

const FAMILY: Readonly<Record<string, readonly string[]>> = {
  RSA: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  EC: ['ES256', 'ES384'],
  OKP: ['EdDSA'],
};

function fits(alg: string, key: Readonly<Record<string, unknown>>): boolean {
  if (typeof key.alg === 'string') return key.alg === alg;
  const family = typeof key.kty === 'string' && Object.hasOwn(FAMILY, key.kty) ? FAMILY[key.kty] : undefined;
  return family?.includes(alg) === true;
}
