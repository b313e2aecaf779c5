import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import { initialState, type SharedState } from '../../src/permalink/index.ts';
import { findSecrets, redact } from '../../src/permalink/secrets/index.ts';

const withRequest = (request: SampleRequest): SharedState => ({ ...initialState, requests: [{ name: 'r', request }] });
const withHeader = (name: string, value: string): SharedState => withRequest({ headers: [[name, value]] });
const withFile = (text: string): SharedState => ({ ...initialState, files: [{ name: 'c.yaml', text }] });
const withExpression = (expression: string): SharedState => ({ ...initialState, expression });
const withBody = (body: string): SharedState => withRequest({ body });
const none = new Set<string>();
const claims = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXJhIn0';
const jwt = `${claims}.c2lnbmF0dXJlLWJ5dGVz`;
/** Made up here, from pieces, so that no scanner takes this file for a leak. */
const made = (...pieces: string[]): string => pieces.join('');
const letters = 'aB3dE6gH1jK4mN7pQ9rS2tU5vW8xY0zA3cD6fG';
const hex = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

/** The state as text once nothing is kept. */
const left = (state: SharedState): string =>
  JSON.stringify(redact(state, none)).replaceAll('\\n', '\n').replaceAll('\\r', '\r').replaceAll('\\"', '"');

/** Named, redacted, kept on demand, and then nothing more to be found. */
function isRedacted(state: SharedState, becomes: string): void {
  const found = findSecrets(state);
  expect(left(state)).toContain(becomes);
  expect(redact(state, new Set(found.map(({ id }) => id)))).toEqual(state);
  expect(findSecrets(redact(state, none))).toEqual([]);
}

describe('what looks secret is named and goes', () => {
  it.each<[string, SharedState, string]>([
    ['credentials of a header', withRequest({ headers: { authorization: 'Basic dXNlcjpwYXNz' } }), '"Basic REDACTED"'],
    ['a token without a scheme', withHeader('Authorization', 'tok-1'), '"REDACTED"'],
    ['each cookie, by its name', withHeader('cookie', 'session=abcdef; theme=dark'), '"session=REDACTED; theme=REDACTED0002"'],
    ['cookies in a list of values', withRequest({ headers: { cookie: ['a=abcdef', 'b=2'] } }), '["a=REDACTED","b=2"]'],
    [
      'a cookie that is set, not its attributes',
      withRequest({ responses: { a: { headers: { 'set-cookie': 'id=s3cr3t; Path=/; HttpOnly' } } } }),
      '"id=REDACTED; Path=/; HttpOnly"',
    ],
    ['a header by a word of its name', withHeader('X-Vault-Token', 'abc'), '["X-Vault-Token","REDACTED"]'],
    [
      'a header of a raw message',
      withRequest({ raw: 'GET / HTTP/1.1\r\nCookie: a=xy; b=3\r\nX-Api-Key: k 1\r\n\r\n' }),
      'Cookie: a=REDACTED; b=',
    ],
    ['a signature, not the claims', withHeader('authorization', `Bearer ${jwt}`), `"Bearer ${claims}.REDACTED"`],
    ['a signature in a cookie', withHeader('cookie', `id=${jwt}; b=zzzzz`), `"id=${claims}.REDACTED; b=REDACTED0002"`],
    ['a JWT anywhere', withFile(`token: ${jwt}`), `token: ${claims}.REDACTED`],
    [
      'an encrypted token but for its header',
      withBody(`eyJhbGciOiJkaXIifQ..${letters}.${letters}.${letters}`),
      '"eyJhbGciOiJkaXIifQ.REDACTED"',
    ],
    ['a member of the variables', withRequest({ vars: { apiKey: 'abc', user: 'u' } }), '{"apiKey":"REDACTED","user":"u"}'],
    ['a parameter of the query alone', withRequest({ path: '/a?x=1&api_key=abc&y=2' }), '/a?x=1&api_key=REDACTED&y=2'],
    ['a signed address', withRequest({ path: '/a?X-Amz-Signature=abcdef&X-Amz-Date=1' }), '?X-Amz-Signature=REDACTED&X-Amz-Date=1'],
    ['a code that is long enough', withRequest({ path: `/cb?code=${letters}&state=abc` }), '/cb?code=REDACTED&state=abc'],
    ['a field of a form', withBody('user=mara&password=a%20b&next=1'), 'user=mara&password=REDACTED&next=1'],
    ['a member of a JSON body', withBody('{"user":"m","password":"a, \\"b\\" {c}","n":1}'), '"password":"REDACTED","n":1'],
    [
      'a part of a form',
      withBody('--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nhunter2\r\n--x--'),
      '\r\nREDACTED\r\n--x--',
    ],
    [
      'a variable named so',
      { ...initialState, env: { DB_PASSWORD: 'hunter22', STRIPE_KEY: 'a', PUBLIC_KEY: 'p' } },
      '"DB_PASSWORD":"REDACTED","STRIPE_KEY":"REDACTED0002","PUBLIC_KEY":"p"',
    ],
    ['a password in an address', withFile('url: postgres://app:s3cr3t@db/x'), 'app:REDACTED@db'],
    ['the title and the note', { ...initialState, title: `Bearer ${letters}`, note: 'password: abc' }, '"n'],
  ])('%s', (_, state, becomes) => isRedacted(state, becomes));

  it.each<[string, string, string]>([
    ['a plain value with all signs', 'password: p@ss, {word} # not this', 'password: REDACTED # not this'],
    ['a quoted value', "clientSecret: 'a b: c'", "clientSecret: 'REDACTED'"],
    ['a value in braces', '{ user: a, password: b c, x: 1 }', 'password: REDACTED, x: 1'],
    ['a block', 'a:\n  password: |\n    one\n    two\n  b: 1\n', 'password: |\n    REDACTED\n  b: 1'],
    ['a key under its policy', 'backendAuth:\n  key: abc\n', 'key: REDACTED'],
    ['a key in the braces of its policy', 'backendAuth: { key: "abc" }', 'key: "REDACTED"'],
    ['keys in a list', 'apiKey:\n  keys:\n  - key: pk-1\n    metadata: {}\n  - key: pk-2\n', 'key: pk-1'.replace('pk-1', 'REDACTED')],
    ['an inline secret of Envoy', 'generic_secret:\n  secret:\n    inline_string: abc\n', 'inline_string: REDACTED'],
    [
      'a header that is set',
      'headers:\n- key: X-Api-Key\n  value: abc\n- key: x-b\n  value: c\n',
      'value: REDACTED\n- key: x-b\n  value: c',
    ],
    ['a header that is matched', '- { name: x-api-key, value: { exact: "abc" } }', 'exact: "REDACTED"'],
    ['a variable of a container', '- name: DB_PASSWORD\n  value: hunter2\n', 'value: REDACTED'],
    ['a password hash', "htpasswd: 'user:$apr1$lZL6V/ci$eIMz/iKDkbtys'", "'user:REDACTED'"],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,A\n\nMIIabc\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----REDACTED-----END',
    ],
    ['a private key that was cut', '-----BEGIN PRIVATE KEY-----\nMIIabc', '-----BEGIN PRIVATE KEY-----REDACTED'],
    ['a private key in base64', `tls.key: LS0tLS1CRUdJTiBQUklWQVRF${letters}`, 'tls.key: REDACTED'],
    ['the private part of a JSON Web Key', `{"kty":"oct","kid":"a","k":"${letters}"}`, '"k":"REDACTED"'],
  ])('in a configuration: %s', (_, text, becomes) => isRedacted(withFile(text), becomes));

  it.each<[string, string]>([
    ['request.headers["x-api-key"] == "abc"', '["x-api-key"] == "REDACTED"'],
    ["'abc' != request.headers['x-api-key']", "'REDACTED' != request"],
    ['request.headers["authorization"] == "Bearer abc"', '== "Bearer REDACTED"'],
    ['request.headers["authorization"].startsWith("Basic abc")', 'startsWith("Basic REDACTED")'],
    ['apiKey.token in ["abc", \'def\']', 'in ["REDACTED", \'REDACTED0002\']'],
    ['request.query.token == "abc"', 'token == "REDACTED"'],
  ])('in an expression: %s', (text, becomes) => isRedacted(withExpression(text), becomes));

  it.each<[string, string]>([
    ['a model provider', made('sk', '-proj-', letters)],
    ['a model provider', made('sk', '-ant-api03-', letters)],
    ['a model provider', made('gsk', '_', letters)],
    ['a model provider', made('hf', '_', letters)],
    ['Stripe', made('sk', '_live_', letters)],
    ['Stripe', made('wh', 'sec_', letters)],
    ['GitHub', made('gh', 'p_', letters)],
    ['GitHub', made('github', '_pat_', letters)],
    ['GitLab', made('glp', 'at-', letters)],
    ['Slack', made('xo', 'xb-', '1234-', letters)],
    ['Slack', made('xa', 'pp-1-', letters)],
    ['Slack', made('https://hooks.slack.com/services/', 'T0/B0/', letters)],
    ['Discord', made('https://discord.com/api/webhooks/', '123/', letters)],
    ['AWS', made('AK', 'IA', 'ABCDEFGHIJ234567')],
    ['AWS', made('AS', 'IA', 'ABCDEFGHIJ234567')],
    ['Google', made('AI', 'za', letters)],
    ['Google', made('GOC', 'SPX-', letters)],
    ['Google', made('ya', '29.', letters)],
    ['Azure', made('abc8', 'Q~', letters.slice(0, 34))],
    ['npm', made('np', 'm_', letters)],
    ['PyPI', made('py', 'pi-AgE', letters)],
    ['Docker', made('dckr', '_pat_', letters)],
    ['Vault', made('hv', 's.', letters)],
    ['DigitalOcean', made('do', 'p_v1_', hex)],
    ['Databricks', made('da', 'pi', hex.slice(0, 32))],
    ['Supabase', made('sb', 'p_', letters)],
    ['Tailscale', made('ts', 'key-auth-', letters)],
    ['Grafana', made('gl', 'sa_', letters)],
    ['New Relic', made('NR', 'AK-', letters)],
    ['Sentry', made('sn', 'trys_', letters)],
    ['Linear', made('lin', '_api_', letters)],
    ['Notion', made('nt', 'n_', letters)],
    ['Figma', made('fi', 'gd_', letters)],
    ['Postman', made('PM', 'AK-', hex)],
    ['Atlassian', made('AT', 'ATT3', letters)],
    ['HubSpot', made('pat', '-na1-', '01234567-89ab-cdef-0123-456789abcdef')],
    ['Shopify', made('sh', 'pat_', hex.slice(0, 32))],
    ['SendGrid', made('S', 'G.', letters, '.', letters)],
    ['Twilio', made('S', 'K', hex.slice(0, 32))],
    ['Telegram', made('123456789', ':AA', letters.slice(0, 33))],
    ['age', made('AGE-SECRET', '-KEY-1', letters.toUpperCase().repeat(2))],
  ])('by its form, wherever it stands: %s', (_, token) => {
    for (const state of [
      withFile(`# see ${token}\n`),
      withExpression(`x == "${token}"`),
      withBody(`{"a":"${token}"}`),
      withRequest({ path: `/?q=${token}` }),
    ]) {
      expect(findSecrets(state)).toHaveLength(1);
      expect(left(state)).not.toContain(token.slice(-12));
      expect(findSecrets(redact(state, none))).toEqual([]);
    }
  });

  it('in the bytes of a body that are a text', () => {
    const state = withRequest({ body: { base64: btoa('{"password":"hunter2"}') } });
    expect(findSecrets(state).map(({ places }) => places)).toEqual([['request “r”, body']]);
    expect(redact(state, none)).toEqual(withRequest({ body: { base64: btoa('{"password":"REDACTED"}') } }));
    const bytes = withRequest({ body: { base64: '//79' } });
    expect(redact(bytes, none)).toEqual(bytes);
  });

  it('in the answers that are kept beside a request', () => {
    const state: SharedState = {
      ...initialState,
      requests: [
        {
          name: 'r',
          request: { headers: [['Authorization', 'Bearer very-secret']] },
          pinned: { title: 'Forwarded', facts: { 'upstream headers': 'authorization: Bearer very-secret\nx-a: 1' }, steps: [] },
          logged: { facts: { path: '/?token=very-secret' }, words: [] },
        },
      ],
    };
    expect(JSON.stringify(redact(state, none))).not.toContain('very-secret');
    const found = findSecrets(state);
    expect(found).toHaveLength(1);
    expect(found[0]?.places).toHaveLength(3);
    expect(redact(state, new Set(found.map(({ id }) => id)))).toEqual(state);
  });
});

it('the same secret becomes the same word, so that a key still fits', () => {
  const state: SharedState = {
    ...withFile('apiKey:\n  keys:\n  - key: pk-north\n  - key: pk-south\n'),
    requests: [{ name: 'r', request: { headers: [['authorization', 'Bearer pk-south']] } }],
  };
  const { files, requests } = redact(state, none);
  expect(files[0]?.text).toBe('apiKey:\n  keys:\n  - key: REDACTED\n  - key: REDACTED0002\n');
  expect(requests[0]?.request.headers).toEqual([['authorization', 'Bearer REDACTED0002']]);
});

describe('what is not secret stays', () => {
  it.each<[string, SharedState]>([
    ['a variable that is expanded', withFile(['password: $', '{DB_PASSWORD}\napiKey: "$KEY"'].join(''))],
    ['a policy named apiKey', withFile('policies:\n  apiKey:\n    mode: strict\n')],
    ['ordinary headers', withRequest({ headers: { 'x-beta': '1', accept: '*/*' } })],
    ['an expression over a token', withExpression('jwt.sub == "admin" && request.headers["x-api-key"] == jwt.key')],
    ['buckets of tokens', withFile('token_bucket:\n  max_tokens: 100\n  tokens_per_fill: 10\nmaxTokens: 5\ntoken: 5\n')],
    ['names of secrets', withFile('secretName: tls-cert\nsds_config: {}\nname: api_key\nsecretKeyRef: { name: a, key: b }\n')],
    ['files and addresses', withFile('password: /etc/keys/pw\ntoken_endpoint: https://a.test/token\nsecret: file:./x\n')],
    ['values that an expression reads', withFile('x-api-key: request.headers["x-other"]\nauthorization: "{{ .Values.token }}"\n')],
    ['Envoy’s operators', withFile('authorization: "%REQ(X-A)%"\n')],
    ['a header that is matched by another name', withFile('- { key: x-a-header-with-a-long-name, value: { exact: something-as-long } }')],
    ['the name of a secret header', withFile('allow_headers: authorization,x-api-key\ncookie:\n  name: sid\n')],
    ['words that end alike', withRequest({ path: '/?bypass=1&compass=n&key=short&signature_version=2' })],
  ])('%s', (_, state) => {
    expect(findSecrets(state)).toEqual([]);
    expect(redact(state, none)).toEqual(state);
  });
});

it('the place in a file is told by its line', () => {
  const state = withFile('a: 1\npassword: abcdefgh\n# and\nother: { token: xyz, secret: abcdefgh }\n');
  expect(findSecrets(state).map(({ places, preview }) => [places, preview])).toEqual([
    [['file c.yaml, line 2', 'file c.yaml, line 4'], 'ab••••••'],
    [['file c.yaml, line 4'], '•••'],
  ]);
});

it('a preview never shows the whole of a secret', () => {
  const [secret] = findSecrets(withRequest({ headers: { authorization: 'Bearer short' } }));
  expect(secret?.preview).not.toContain('short');
});

it('an example names its keys and nothing else', () => {
  const text = readFileSync(join(import.meta.dirname, '../../public/examples/keys-and-external-authorization/gateway.yaml'), 'utf8');
  expect(findSecrets(withFile(text)).map(({ id }) => id.slice(-8))).toEqual(['pk-north', 'pk-south']);
});

it('any text is searched, and has nothing more to find once it is redacted', () => {
  const piece = fc.constantFrom(
    ...[
      'password',
      'x-api-key',
      ': ',
      '=',
      '&',
      '"',
      "'",
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ' in ',
      ' == ',
      'Bearer ',
      jwt,
      'key',
      'value',
      '- ',
      '|',
      '>',
      'abcdef',
      '\\',
      '://a:b@c',
      'cookie',
      ';',
      '$',
    ],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, text, (a, b) => {
      const state: SharedState = {
        ...withFile(a),
        expression: b,
        env: { TOKEN: a },
        requests: [{ name: 'r', request: { path: b, headers: [['cookie', a]] } }],
      };
      const found = findSecrets(state);
      expect(redact(state, new Set(found.map(({ id }) => id)))).toEqual(state);
      const { files, expression } = redact(state, none);
      for (const { id } of findSecrets({ ...initialState, files, expression })) expect(found.map((one) => one.id)).not.toContain(id);
    }),
    { numRuns: 1000 },
  );
});

// What takes quadratic time over these does not end before the test is given up; what runs out of stack throws.
it.each([
  ['members of a minified file', `{"token":{},${'"value":"x",'.repeat(50_000)}`],
  ['members in braces', '{password: a, '.repeat(50_000)],
  ['dashes above a member', `token: a\n${'-'.repeat(500_000)}\n   key: a\n`],
  ['blanks behind values', `password: a${' '.repeat(1_900)}`.repeat(300)],
  ['letters of a key', `sk-${'a'.repeat(10_000_000)}`],
  ['letters of a token', `Bearer eyJ${'a'.repeat(10_000_000)}`],
])('long texts are looked through in time: %s', (_, text) => {
  expect(findSecrets(withFile(text))).toBeDefined();
});

it('finds what a member above its own holds, however long the lines beside it are', () => {
  const long = 'a'.repeat(100_000);
  expect(findSecrets(withFile(`note: ${long}\nbackendAuth:\n  key: abcdefgh1234 # ${long}\n`)).map(({ kind }) => kind)).toEqual([
    'password or key',
  ]);
  expect(findSecrets(withFile(`{"note":"${long}","backendAuth":{"key":"abcdefgh1234"}}`)).map(({ kind }) => kind)).toEqual([
    'password or key',
  ]);
});
