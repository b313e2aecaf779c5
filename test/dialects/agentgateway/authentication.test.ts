// Who may come in: JWTs by signature and claims, passwords, keys, and the services that are asked.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask, messagesOf, policies, routes, sent } from './support.ts';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }] });
const future = Date.parse('2030-01-01T00:00:00Z') / 1000;
const past = Date.parse('2020-01-01T00:00:00Z') / 1000;

function token(claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>> = {}): string {
  const text = `${part({ alg: 'ES256', kid: 'k1', ...header })}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

const bearer = (text: string): SampleRequest => ({ headers: { authorization: `Bearer ${text}` } });
const jwtAuth = (mode = '', more = ''): string =>
  policies(`jwtAuth:
  ${mode}
  issuer: https://idp.test
  audiences: [shop]
  jwks: '${jwks}'
${more}`);
const good = { iss: 'https://idp.test', aud: 'shop', exp: future, sub: 'me', tier: 'gold' };

describe('JWT authentication', () => {
  it.each<[string, SampleRequest, number]>([
    ['a good token', bearer(token(good)), 200],
    ['no token', {}, 401],
    ['a changed signature', bearer(`${token(good).slice(0, -6)}AAAAAA`), 401],
    ['an expired one', bearer(token({ ...good, exp: past })), 401],
    ['one of another issuer', bearer(token({ ...good, iss: 'https://other.test' })), 401],
    ['one for another audience', bearer(token({ ...good, aud: 'bank' })), 401],
    ['an unknown key', bearer(token(good, { kid: 'k2' })), 401],
    ['no token at all', bearer('nonsense'), 401],
    ['a time that no calendar has', bearer(token({ ...good, exp: -1e300 })), 401],
    ['an issuer that cannot be written', bearer(token({ ...good, iss: { toString: 1 } })), 401],
    ['an audience that cannot be written', bearer(token({ ...good, aud: [{ toString: 1 }] })), 401],
    ['claims that nest too deep', bearer(token({ ...good, deep: JSON.parse(`${'['.repeat(127)}${']'.repeat(127)}`) })), 401],
  ])('in strict mode: %s gives %d', async (_, request, status) => {
    expect((await ask(jwtAuth('mode: strict'), request)).status).toBe(status);
  });

  it.each<[string, SampleRequest, number]>([
    ['optional', {}, 200],
    ['optional', bearer('nonsense'), 401],
    ['permissive', bearer('nonsense'), 200],
  ])('in mode %s: %j gives %d', async (mode, request, status) => {
    expect((await ask(jwtAuth(`mode: ${mode}`), request)).status).toBe(status);
  });

  it('gives the claims to what follows', async () => {
    const more = `transformations: {request: {set: {x-tier: jwt.tier}}}`;
    const decision = await ask(jwtAuth('mode: strict', more), bearer(token(good)));
    expect(sent(decision, 'x-tier')).toEqual(['gold']);
    expect(sent(decision, 'authorization')).toEqual([]);
  });

  it('takes the declared claims as verified', async () => {
    expect((await ask(jwtAuth('mode: strict'), { jwt: { sub: 'me' } })).status).toBe(200);
  });

  it('knows when the token is looked at', async () => {
    const short = bearer(token({ ...good, exp: Date.parse('2026-06-01T00:00:00Z') / 1000 }));
    expect((await ask(jwtAuth('mode: strict'), { ...short, time: '2026-05-31T00:00:00Z' })).status).toBe(200);
    expect((await ask(jwtAuth('mode: strict'), { ...short, time: '2026-06-02T00:00:00Z' })).status).toBe(401);
  });

  it.each(['"constructor"', '{"toString": 1}'])('takes no token for a key of kind %s', async (kty) => {
    const config = policies(`jwtAuth: {mode: strict, issuer: https://idp.test, jwks: '{"keys": [{"kid": "k1", "kty": ${kty}}]}'}`);
    expect((await ask(config, bearer(token(good)))).status).toBe(401);
    expect(await messagesOf(config)).toEqual([expect.stringMatching(/^error \d+ agentgateway\/bad-jwks$/)]);
  });

  it('finds no file under a name that every object answers to', async () => {
    const keys = policies('jwtAuth: {mode: strict, issuer: https://idp.test, jwks: {file: constructor}}');
    expect((await ask(keys, bearer(token(good)))).assumptions?.map(({ code }) => code)).toContain('remote-keys');
    const users = policies('basicAuth: {htpasswd: {file: toString}}');
    expect((await ask(users, { headers: { authorization: `Basic ${btoa('a:b')}` } })).status).toBe(200);
  });

  it('refuses a secret where a public key is expected', async () => {
    const text = `${part({ alg: 'HS256', kid: 'k1' })}.${part(good)}`;
    const forged = `${text}.${createHmac('sha256', jwks).update(text).digest('base64url')}`;
    expect((await ask(jwtAuth('mode: strict'), bearer(forged))).status).toBe(401);
  });
});

describe('basic authentication', () => {
  const basic = (user: string): SampleRequest => ({ headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } });
  // Made with `openssl passwd -apr1 -salt gateglas open`, and the SHA form of the same word.
  const config = policies(`basicAuth:
  htpasswd: |
    ada:$apr1$gateglas$OG2GaCr3/2xdbf2alLRUe0
    bob:{SHA}X8fji//gDKRq3YkUVGSi6vdZ1cI=
  realm: shop
  mode: strict`);

  it.each<[string, SampleRequest, number]>([
    ['the right word', basic('ada:open'), 200],
    ['the right word, another hash', basic('bob:open'), 200],
    ['a wrong word', basic('ada:shut'), 401],
    ['an unknown user', basic('eve:open'), 401],
    ['nothing', {}, 401],
  ])('%s', async (_, request, status) => {
    expect((await ask(config, request)).status).toBe(status);
  });

  it('asks for a password', async () => {
    expect((await ask(config)).response?.headers).toContainEqual(['www-authenticate', 'Basic realm="shop"']);
  });
});

describe('API keys', () => {
  const config = policies(`apiKey:
  mode: strict
  keys:
  - {key: sk-1, metadata: {team: blue}}
transformations: {request: {set: {x-team: apiKey.team}}}`);

  it.each<[SampleRequest, number]>([
    [bearer('sk-1'), 200],
    [bearer('sk-2'), 401],
    [{}, 401],
  ])('%j gives %d', async (request, status) => {
    expect((await ask(config, request)).status).toBe(status);
  });

  it('gives its metadata to what follows', async () => {
    expect(sent(await ask(config, bearer('sk-1')), 'x-team')).toEqual(['blue']);
  });
});

describe('a service that is asked', () => {
  const extAuthz = policies('extAuthz: {host: authz.test:9000, protocol: {grpc: {}}}');

  it('decides as declared', async () => {
    expect(await ask(extAuthz, { verdicts: { extAuthz: { allow: true } } })).toMatchObject({ outcome: 'forward' });
    expect(await ask(extAuthz, { verdicts: { extAuthz: { allow: false, status: 401, body: 'no' } } })).toMatchObject({
      outcome: 'respond',
      status: 401,
    });
  });

  it('is assumed to allow, and the answer says so', async () => {
    const decision = await ask(extAuthz);
    expect(decision.outcome).toBe('forward');
    expect(decision.assumptions.map(({ what }) => what).join()).toMatch(/extAuthz|authorization/i);
  });
});

describe('the credential for a backend', () => {
  const asked = async (location: string): Promise<readonly unknown[]> => {
    const config = routes(`- backends: [{host: app.test:80, policies: {backendAuth: {key: {value: secret, location: ${location}}}}}]`);
    const request = { path: '/a?k=old&z=1', headers: { cookie: 'a=b; k=old', 'x-key': 'old' } };
    const decision = await ask(config, request);
    return [decision.upstream?.path, sent(decision, 'cookie'), sent(decision, 'x-key')];
  };
  it.each([
    ['{queryParameter: {name: k}}', ['/a?z=1&k=secret', ['a=b; k=old'], ['old']]],
    ['{cookie: {name: k}}', ['/a?k=old&z=1', ['a=b; k=secret'], ['old']]],
    [`{header: {name: x-key, prefix: 'K '}}`, ['/a?k=old&z=1', ['a=b; k=old'], ['K secret']]],
  ])('at %s takes the place of what the client sends', async (location, expected) => {
    expect(await asked(location)).toEqual(expected);
  });
});
