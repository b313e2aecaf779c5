import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import { findSecrets, initialState, redact, type SharedState } from '../../src/permalink/index.ts';

const withRequest = (request: SampleRequest): SharedState => ({ ...initialState, requests: [{ name: 'r', request }] });
const withFile = (text: string): SharedState => ({ ...initialState, files: [{ name: 'c.yaml', text }] });
const none = new Set<string>();
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXJhIn0.c2lnbmF0dXJlLWJ5dGVz';

describe('what looks secret is named and goes', () => {
  it.each<[string, SharedState, string, string]>([
    ['an authorization header', withRequest({ headers: { authorization: 'Basic dXNlcjpwYXNz' } }), 'credential', 'Basic REDACTED'],
    ['a cookie in a list of values', withRequest({ headers: { cookie: ['session=abcdef', 'b=2'] } }), 'credential', 'REDACTED'],
    ['a header given as a pair', withRequest({ headers: [['X-Api-Key', 'k-123456']] }), 'credential', 'REDACTED'],
    [
      'a header of a raw message',
      withRequest({ raw: 'GET / HTTP/1.1\r\nAuthorization: Bearer abcdefgh123\r\n\r\n' }),
      'authorization',
      'Bearer REDACTED',
    ],
    [
      'a JWT signature',
      withRequest({ headers: { authorization: `Bearer ${jwt}` } }),
      'credential',
      `Bearer ${jwt.slice(0, jwt.lastIndexOf('.'))}.REDACTED`,
    ],
    ['a JWT anywhere', withFile(`token: ${jwt}`), 'JWT signature', `${jwt.slice(0, jwt.lastIndexOf('.'))}.REDACTED`],
    ['a password in a configuration', withFile('db:\n  password: hunter22\n'), 'password or key', 'password: REDACTED'],
    ['a key by its form', withFile('key: sk-abcdefghijklmnopqrstu'), 'API key', 'key: REDACTED'],
    [
      'a private key',
      withFile('-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----'),
      'private key',
      'BEGIN RSA PRIVATE KEY-----REDACTED-----END',
    ],
    ['a password in an address', withFile('url: postgres://app:s3cr3t@db/x'), 'credentials in an address', 'app:REDACTED@db'],
    ['a variable named so', { ...initialState, env: { DB_PASSWORD: 'hunter22' } }, 'secret variable', '"DB_PASSWORD":"REDACTED"'],
  ])('%s', (_, state, kind, left) => {
    const found = findSecrets(state);
    expect(found.map((secret) => secret.kind)).toContain(kind);
    expect(JSON.stringify(redact(state, none)).replaceAll('\\n', '\n')).toContain(left);
    expect(redact(state, new Set(found.map((secret) => secret.id)))).toEqual(state);
    expect(findSecrets(redact(state, none))).toEqual([]);
  });
});

describe('what is not secret stays', () => {
  it.each<[string, SharedState]>([
    ['a variable that is expanded', withFile(['password: $', '{DB_PASSWORD}\napiKey: "$KEY"'].join(''))],
    ['a policy named apiKey', withFile('policies:\n  apiKey:\n    mode: strict\n')],
    ['ordinary headers', withRequest({ headers: { 'x-beta': '1', accept: '*/*' } })],
    ['an expression over a token', { ...initialState, expression: 'jwt.sub == "admin"' }],
  ])('%s', (_, state) => {
    expect(findSecrets(state)).toEqual([]);
    expect(redact(state, none)).toEqual(state);
  });
});

it('a preview never shows the whole of a secret', () => {
  for (const secret of findSecrets(withRequest({ headers: { authorization: 'Bearer short' } })))
    expect(secret.preview).not.toContain('short');
});
