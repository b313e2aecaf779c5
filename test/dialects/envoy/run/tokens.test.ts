// Tokens made here with every algorithm, verified against an inline key set; what is wrong with a token; and what a good one leaves behind.
import { constants, createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../../src/dialects/envoy/format/format.ts';
import type { Decision } from '../../../../src/model/decision.ts';
import { ask, askAll, filters, gateway, indent, routes } from '../support.ts';

const base64url = (data: string): string => Buffer.from(data).toString('base64url');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;
const ec = Object.fromEntries(Object.entries(curves).map(([alg, namedCurve]) => [alg, generateKeyPairSync('ec', { namedCurve })]));
const ed = generateKeyPairSync('ed25519');
const secret = randomBytes(64);

const jwk = (key: KeyObject, kid: string): object => ({ ...key.export({ format: 'jwk' }), kid });
const KEYS = JSON.stringify({
  keys: [
    jwk(rsa.publicKey, 'rsa'),
    ...Object.entries(ec).map(([alg, pair]) => jwk(pair.publicKey, alg)),
    { kty: 'oct', k: secret.toString('base64url'), kid: 'hs' },
    jwk(ed.publicKey, 'ed'),
  ],
});

const CLAIMS = {
  iss: 'https://i.example',
  sub: 'ann',
  aud: 'shop',
  exp: 4_102_444_800,
  num: 42,
  low: -3,
  f: 1.5,
  o: { a: 1 },
  scope: 'a b',
  deep: { er: 'x' },
};

function signatureOf(alg: string, data: Buffer): Buffer {
  const hash = `sha${alg.slice(2)}`;
  switch (alg.slice(0, 2)) {
    case 'HS':
      return createHmac(hash, secret).update(data).digest();
    case 'PS':
      return sign(hash, data, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: Number(alg.slice(2)) / 8 });
    case 'ES':
      return sign(hash, data, { key: ec[alg]?.privateKey as KeyObject, dsaEncoding: 'ieee-p1363' });
    case 'Ed':
      return sign(null, data, ed.privateKey);
    default:
      return sign(hash, data, rsa.privateKey);
  }
}

const kidOf = (alg: string): string => (alg.startsWith('ES') ? alg : alg.startsWith('HS') ? 'hs' : alg === 'EdDSA' ? 'ed' : 'rsa');
function token(alg: string, claims: object = {}, header: object = { kid: kidOf(alg) }): string {
  const data = `${base64url(JSON.stringify({ alg, ...header }))}.${base64url(JSON.stringify({ ...CLAIMS, ...claims }))}`;
  return `${data}.${signatureOf(alg, Buffer.from(data)).toString('base64url')}`;
}

const filter = (provider: string, requires = 'provider_name: p'): string =>
  gateway(`access_log:
- name: out
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
    log_format: {text_format_source: {inline_string: "%DYNAMIC_METADATA(envoy.filters.http.jwt_authn)%\\n"}}
route_config:
${indent(routes('- {name: r, match: {prefix: /}, route: {cluster: a}}'), 2)}
${filters(`- name: jwt
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    providers:
      p:
        issuer: https://i.example
        local_jwks: {inline_string: '${KEYS}'}
${indent(provider, 8)}
    rules: [{match: {prefix: /}, requires: {${requires}}}]`)}`);

const bearer = (value: string) => ({ headers: [['authorization', `Bearer ${value}`]] as const });
const sent = (decision: Decision, name: string): string | undefined => decision.upstream?.headers.find(([n]) => n === name)?.[1];

describe('a signature', () => {
  const text = filter('audiences: [shop]');
  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'HS256', 'HS384', 'HS512', 'EdDSA'])(
    'of %s is verified, and not another',
    async (alg) => {
      const good = token(alg);
      const [header, payload] = good.split('.') as [string, string];
      const forged = `${header}.${base64url(JSON.stringify({ ...CLAIMS, sub: 'eve' }))}.${good.split('.')[2]}`;
      const [accepted, refused] = await askAll(text, [bearer(good), bearer(forged)]);
      expect(payload).not.toBe('');
      expect([accepted?.status, refused?.status, refused?.reason]).toEqual([200, 401, 'jwt_authn_access_denied{Jwt_verification_fails}']);
    },
  );

  it.each([
    ['ES256', 'ES384'],
    ['ES512', 'ES256'],
  ])('of %s may be made with the key of another curve: the one of %s', async (alg, kid) => {
    const data = `${base64url(JSON.stringify({ alg, kid }))}.${base64url(JSON.stringify(CLAIMS))}`;
    const key = ec[kid]?.privateKey as KeyObject;
    const made = sign(`sha${alg.slice(2)}`, Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    expect(await ask(text, bearer(`${data}.${made}`))).toMatchObject({ status: 200 });
  });

  it.each([
    ['a kid that no key has', token('RS256', {}, { kid: 'other' }), "Jwks doesn't have key to match kid or alg from Jwt"],
    ['a key of another kind', token('RS256', {}, { kid: 'ES256' }), 'Jwt verification fails'],
    ['an algorithm that is none', `${base64url('{"alg":"none"}')}.${base64url('{}')}.AA`, 'Jwt header [alg] is not supported'],
    ['an expiry that is over', token('RS256', { exp: 1_000_000_000 }), 'Jwt is expired'],
    ['a time to come', token('RS256', { nbf: 4_102_444_800 }), 'Jwt not yet valid'],
    ['a negative expiry', token('RS256', { exp: -1 }), 'Jwt payload [exp] field is not a positive 64 bit integer'],
    ['an audience that is a number', token('RS256', { aud: 5 }), 'Jwt payload [aud] field is not a string or string list'],
    ['another issuer', token('RS256', { iss: 'x' }), 'Jwt issuer is not configured'],
  ])('with %s is refused', async (_, value, body) => {
    expect(await ask(text, bearer(value))).toMatchObject({ status: 401, response: { body } });
  });
  it('for another audience is refused with 403', async () => {
    expect(await ask(text, bearer(token('RS256', { aud: 'other' })))).toMatchObject({ status: 403 });
  });
});

describe('a good token', () => {
  it('leaves claims as headers, which nobody can forge', async () => {
    const claims = ['num', 'low', 'f', 'o', 'deep.er', 'none'].map((name, i) => `{header_name: x-${i}, claim_name: ${name}}`).join(', ');
    const decision = await ask(filter(`claim_to_headers: [${claims}]`), {
      headers: [['x-5', 'forged'], ...bearer(token('RS256')).headers],
    });
    expect([0, 1, 2, 3, 4, 5].map((i) => sent(decision, `x-${i}`))).toEqual([
      '42',
      '-3.000000',
      '1.500000',
      Buffer.from('{"a":1}').toString('base64'),
      'x',
      undefined,
    ]);
    expect(sent(decision, 'authorization')).toBeUndefined();
  });
  it('leaves its payload in the metadata, lists made of what is divided by blanks', async () => {
    const decision = await ask(
      filter('payload_in_metadata: pay\nnormalize_payload_in_metadata: {space_delimited_claims: [scope]}\nforward: true'),
      bearer(token('ES256')),
    );
    const metadata = JSON.parse(decision.accessLog?.[0] ?? '{}') as { pay?: { scope?: unknown } };
    expect(metadata.pay?.scope).toEqual(['a', 'b']);
    expect(sent(decision, 'authorization')).toMatch(/^Bearer /);
  });
  it('is remembered where a cache is configured, from request to request of a sequence', async () => {
    const requests = [bearer(token('RS256', {}, {})), bearer(token('RS256', {}, {}))];
    const counts = (await askAll(filter('jwt_cache_config: {}'), requests, { sequence: true })).map((d) =>
      Object.keys(d.counters ?? {}).find((n) => n.includes('cache')),
    );
    expect(counts).toEqual(['http.in.jwt_authn.jwt_cache_miss', 'http.in.jwt_authn.jwt_cache_hit']);
  });
});

describe('extraction without validation', () => {
  const text = filter('forward_payload_header: x-pay', 'extract_only_without_validation: {}');
  it('takes a good token, leaves a bad one and says so', async () => {
    const good = await ask(text, bearer(token('RS256')));
    const bad = await ask(text, bearer(token('RS256', { exp: 1_000_000_000 })));
    expect([sent(good, 'x-jwt-signature-verified'), sent(good, 'authorization')]).toEqual([undefined, undefined]);
    expect([sent(bad, 'x-jwt-signature-verified'), sent(bad, 'x-pay')]).toEqual(['false', undefined]);
    expect(sent(bad, 'authorization')).toMatch(/^Bearer /);
  });
});

describe('a double in a log', () => {
  it.each([
    [100_000, '1e+05'],
    [10_000, '10000'],
    [120_000, '120000'],
    [1e20, '1e+20'],
    [0.0001, '1e-04'],
    [0.001, '0.001'],
    [-2_000_000, '-2e+06'],
    [1_234_567.5, '1234567.5'],
    [Number(12_345_678_901_234_567_168n), '12345678901234567168'],
    [1e-7, '1e-07'],
    [1.5e300, '1.5e+300'],
  ])('%d is %s', (value, text) => {
    expect(jsonText(value)).toBe(text);
  });
  it('has a count beside it that is written out', () => {
    expect(jsonText(100_000n)).toBe('100000');
  });
});
