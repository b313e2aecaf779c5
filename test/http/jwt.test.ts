import { createHmac, generateKeyPairSync, type KeyObject, sign, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { algorithms, parseKeySet, type SubtleVerifier, verifySignature } from '../../src/http/jws.ts';
import { bearerToken, decodeJwt } from '../../src/http/jwt.ts';

const subtle = webcrypto.subtle as unknown as SubtleVerifier<webcrypto.CryptoKey>;
const part = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const unsigned = (header: object): string => `${part({ typ: 'JWT', ...header })}.${part({ sub: 'me' })}`;

function signed(alg: string, key: KeyObject | string, kid?: string): string {
  const text = unsigned(kid === undefined ? { alg } : { alg, kid });
  const hash = `sha${alg.slice(2)}`;
  if (typeof key === 'string') return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
  const options = alg.startsWith('ES')
    ? { key, dsaEncoding: 'ieee-p1363' as const }
    : alg.startsWith('PS')
      ? { key, padding: 6, saltLength: Number(alg.slice(2)) / 8 }
      : { key };
  return `${text}.${sign(alg === 'EdDSA' ? null : hash, Buffer.from(text), options).toString('base64url')}`;
}

const keys = (alg: string): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } => {
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519');
  if (alg.startsWith('ES'))
    return generateKeyPairSync('ec', { namedCurve: { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[alg] as string });
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
};

describe('decoding', () => {
  it('gives header and claims', () => {
    const result = decodeJwt(`${unsigned({ alg: 'none' })}.`);
    expect(result).toMatchObject({ ok: true, jwt: { header: { alg: 'none' }, claims: { sub: 'me' } } });
  });

  it.each([
    ['a.b', 'A token has three parts between dots; this one has 2.', undefined, [0, 3]],
    [`!.${part({})}.`, 'The header is not base64url.', 'header', [0, 1]],
    [`${part('x')}.${part({})}.`, 'The header is not JSON.', 'header', [0, 2]],
    [`${part({})}.${part([1])}.`, 'The payload is no JSON object.', 'payload', [4, 8]],
    [`${part({})}.${part({})}.*`, 'The signature is not base64url.', 'signature', [8, 9]],
  ])('%s: %s', (token, message, at, [start, end]) => {
    expect(decodeJwt(token as string)).toEqual({ ok: false, message, part: at, span: { start, end } });
  });

  it('finds the token of a header', () => {
    expect(bearerToken('Bearer  a.b.c')).toBe('a.b.c');
    expect(bearerToken('bearer x')).toBe('x');
    expect(bearerToken('Basic x')).toBeUndefined();
  });
});

describe('signatures', () => {
  it.each([...algorithms.keys()].filter((alg) => !alg.startsWith('HS')))('%s', async (alg) => {
    const { privateKey, publicKey } = keys(alg);
    const other = keys(alg);
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', key_ops: ['sign'] };
    const set = JSON.stringify({ keys: [{ kty: 'weird' }, null, jwk] });
    const token = signed(alg, privateKey, 'k');
    expect(await verifySignature(subtle, token, set)).toEqual({ ok: true });
    expect(await verifySignature(subtle, signed(alg, privateKey), set)).toEqual({ ok: true });
    expect(await verifySignature(subtle, signed(alg, other.privateKey, 'k'), set)).toMatchObject({ ok: false, code: 'bad-signature' });
    expect(await verifySignature(subtle, signed(alg, privateKey, 'other'), set)).toMatchObject({ ok: false, code: 'no-key' });
    expect(await verifySignature(subtle, token.slice(0, -4), set)).toMatchObject({ ok: false, code: 'bad-signature' });
  });

  it('of a curve that the algorithm is not for count only where they are asked for', async () => {
    const { privateKey, publicKey } = keys('ES384');
    const set = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] });
    const token = signed('ES256', privateKey);
    expect(await verifySignature(subtle, token, set)).toMatchObject({ ok: false, code: 'no-key' });
    expect(await verifySignature(subtle, token, set, { anyCurve: true })).toEqual({ ok: true });
  });

  it.each(['HS256', 'HS384', 'HS512'])('%s', async (alg) => {
    const set = JSON.stringify({ keys: [{ kty: 'oct', k: part('secret') }] });
    expect(await verifySignature(subtle, signed(alg, 'secret'), set)).toEqual({ ok: true });
    expect(await verifySignature(subtle, signed(alg, 'wrong'), set)).toMatchObject({ code: 'bad-signature' });
  });

  it('say why they cannot be verified', async () => {
    const set = JSON.stringify({ keys: [] });
    expect(await verifySignature(subtle, 'x', set)).toMatchObject({ ok: false, code: 'bad-token' });
    expect(await verifySignature(subtle, `${unsigned({ alg: 'none' })}.`, set)).toMatchObject({ ok: false, code: 'unsupported-algorithm' });
    expect(await verifySignature(subtle, `${unsigned({ alg: 'toString' })}.`, set)).toMatchObject({
      ok: false,
      code: 'unsupported-algorithm',
    });
    expect(await verifySignature(subtle, `${unsigned({ alg: 'RS256' })}.AA`, 'nope')).toMatchObject({ ok: false, code: 'bad-key-set' });
    expect(await verifySignature(subtle, `${unsigned({ alg: 'RS256' })}.AA`, set)).toMatchObject({ ok: false, code: 'no-key' });
    const broken = JSON.stringify({ keys: [{ kty: 'RSA', n: '!', e: 'AQAB' }] });
    expect(await verifySignature(subtle, `${unsigned({ alg: 'RS256' })}.AA`, broken)).toMatchObject({ ok: false, code: 'bad-signature' });
  });

  it('never use a public key as a shared secret', async () => {
    const { publicKey } = keys('RS256');
    const jwk = publicKey.export({ format: 'jwk' });
    expect(await verifySignature(subtle, signed('HS256', String(jwk.n)), JSON.stringify({ keys: [jwk] }))).toMatchObject({
      code: 'no-key',
    });
  });

  it('need a key set', () => {
    expect(parseKeySet('{"keys":[{"kty":"RSA","n":1},{"kty":"RSA","n":"x","e":"AQAB","x5c":["y"]}]}')).toHaveLength(1);
    expect(parseKeySet('[]')).toBeUndefined();
  });
});
