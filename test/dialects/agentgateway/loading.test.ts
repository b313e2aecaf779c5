// Values that the real loader refuses or takes where one would expect otherwise. Every row was asked of the program (agentgateway 1.4, --validate-only).
import { describe, expect, it } from 'vitest';
import { isValid, messagesOf, policies } from './support.ts';

const values = (field: (value: string) => string) => async (taken: readonly string[], refused: readonly string[]) => {
  const wrong: string[] = [];
  for (const value of taken) if (!(await isValid(field(JSON.stringify(value))))) wrong.push(`refused ${value}`);
  for (const value of refused) if (await isValid(field(JSON.stringify(value)))) wrong.push(`taken ${value}`);
  expect(wrong).toEqual([]);
};

describe('values of the process', () => {
  it('addresses', () =>
    values((v) => `config: {adminAddr: ${v}}`)(
      ['localhost:15000', '0.0.0.0:1', '[::]:8080', 'off', 'unix:/run/a.sock', 'localhost:+1', '10.0.0.1:00080'],
      ['', '15000', ':15000', '::1', 'gateway:15000', 'LOCALHOST:1', 'localhost:', 'localhost:65536', '256.0.0.1:1', '01.0.0.1:1', 'unix:'],
    ));
  it('session keys', () =>
    values((v) => `config: {session: {key: ${v}}}`)(
      ['0aF9'.repeat(16)],
      ['', '0a', '0aF9'.repeat(8), 'zz'.repeat(32), `${'00'.repeat(32)} `],
    ));
  it('threads', () =>
    values((v) => `config: {workerThreads: ${v}}`)(
      ['4', '0', '+2', '50%', '0.5%', '100%'],
      ['', 'many', '2.5', '-1', '0%', '101%', '%', ' 4'],
    ));
  it('prices', () =>
    values((v) => `config: {modelCatalog: [{inline: {providers: {a: {models: {m: {rates: {input: ${v}}}}}}}}]}`)(
      ['0.25', '3', '.5', '1.', '1e-3', '-0', '1_000'],
      ['', 'free', '-1', '1,5', ' 1', '0x1', '0.0000000000000000000000000000000001'],
    ));
  it('servers that need more', async () => {
    expect(await isValid('config: {xdsAddress: "http://control.test"}')).toBe(false);
    expect(await isValid('config: {xdsAddress: "http://control.test", namespace: n, gateway: g}')).toBe(true);
    expect(await messagesOf('config: {xdsAddress: "http://control.test", gateway: g}', { NAMESPACE: 'n' })).toEqual([]);
    expect(await isValid('config: {caAddress: "http://ca.test", namespace: n}')).toBe(false);
    expect(await isValid('config: {storage: {mode: hybrid}}')).toBe(false);
    expect(await isValid('config: {storage: {mode: hybrid}, database: {url: "sqlite::memory:"}}')).toBe(true);
  });
  it('headers that are not logged', () => values((v) => `config: {sensitiveHeaders: [${v}]}`)(['x-key', 'X-Key'], ['x key', '', ':path']));
  it('expressions that are not read at once', async () => {
    expect(await messagesOf('config:\n  standardAttributes: {user: "jwt."}')).toEqual(['warning 2 agentgateway/unread-cel']);
  });
});

describe('values of policies', () => {
  it('durations', () =>
    values((v) => policies(`timeout: {requestTimeout: ${v}}`))(
      ['0s', '+1s', '1h30m', '.5s', '1.s', '1281023h', '1281023h1281023h'],
      ['1d', '100µs', '1281024h', '-1s', '1'],
    ));
  it('names of servers', () =>
    values((v) => policies(`backendTLS: {hostname: ${v}}`))(
      ['a.test', 'a_b.test', '1a', 'a.test.', '10.0.0.1', '::1', '0x1'],
      ['*.a.test', '', '10.0', 'a.1', '1', 'a:80', '[::1]', 'http://a', '01.0.0.1', `${'a'.repeat(64)}.test`],
    ));
  it('other names of certificates', () =>
    values((v) => policies(`backendTLS: {subjectAltNames: [${v}]}`))(['a.test', 'spiffe://a/b'], ['*.a.test', 'a:80']));
  it('versions of HTTP', () =>
    values((v) => `backends: [{name: a, host: "a.test:80", policies: {http: {version: ${v}}}}]`)(
      ['HTTP/0.9', 'HTTP/1.0', 'HTTP/1.1', 'HTTP/2.0', 'HTTP/3.0'],
      ['HTTP/2', '1.1', 'http/1.1'],
    ));
  it('schemes', () =>
    values((v) => policies(`requestRedirect: {scheme: ${v}}`))(['', '1a', '-a', '~', 'a'.repeat(64)], ['a_b', 'a:', 'a'.repeat(65)]));
  it('whom a policy asks', async () => {
    await values((v) => policies(`extAuthz: {host: ${v}}`))(
      ['auth.test:80', 'http://auth.test', 'https://auth.test:444/', 'http://auth.test?a'],
      ['auth.test', 'https://auth.test/check', 'ftp://auth.test', 'http://', 'http://ä.test'],
    );
    await values((v) => policies(`requestMirror: {percentage: 1, backend: {host: ${v}}}`))(['m.test:80'], ['http://m.test']);
    expect(await messagesOf(policies('extAuthz: {service: {name: default/a.test, port: 80}}'))).toEqual([
      'error 7 agentgateway/service-here',
    ]);
    expect(
      await messagesOf(policies('requestMirror: {percentage: 1, backend: {service: {name: default/a.test, port: 80}}}')),
    ).not.toContain('error 7 agentgateway/service-here');
    expect(await messagesOf(policies('extProc: {failureMode: failOpen}'))).toEqual(['warning 7 agentgateway/asks-nobody']);
    expect(await isValid(policies('extAuthz: {host: null, backend: /a}'))).toBe(true);
    expect(await isValid(policies('extAuthz: {host: "a:1", backend: /a}'))).toBe(false);
    expect(await isValid(policies('extAuthz: {host: "a:1", policies: null}'))).toBe(false);
  });
  it('whom the network asks', async () => {
    const asks = (more: string): string => `frontendPolicies: {networkExtAuthz: {host: "a.test:80"${more}}}`;
    expect(await isValid(asks(''))).toBe(false);
    expect(await isValid(asks(', protocol: {grpc: {}}'))).toBe(false);
    expect(await isValid(asks(', protocol: {http: {}}'))).toBe(true);
  });
  it('where a login comes back', () =>
    values((v) =>
      policies(
        `oidc: {issuer: "https://i.test", authorizationEndpoint: "https://i.test/a", tokenEndpoint: "https://i.test/t", jwks: '{"keys":[]}', clientId: a, clientSecret: b, redirectURI: ${v}}`,
      ),
    )(
      ['https://app.test/back', 'http://app.test/a/b'],
      [
        'https://app.test',
        'https://app.test/',
        '/back',
        'https://app.test/a?b',
        'https://app.test/a#b',
        'https://u@app.test/a',
        'ftp://app.test/a',
        'https://app.test:99999/a',
      ],
    ));
  it('servers of tools', () =>
    values((v) => `mcp: {targets: [{name: a, mcp: {host: ${v}}}]}`)(
      ['tools.test', 'tools.test:1', 'http://tools.test/a', 'https://tools.test'],
      ['', '*', '/a', 'a b', 'tools.test/a', 'ftp://tools.test', 'http://', 'ä'],
    ));
  it('weights', async () => {
    const weighted = (v: string): string =>
      `tcpRoutes: [{backends: [{host: "a.test:1", weight: ${v}}]}]\ngateways: {default: {port: 1, protocol: TCP}}`;
    expect(await isValid(weighted('18446744073709551615'))).toBe(true);
    expect(await isValid(weighted('18446744073709551616'))).toBe(false);
  });
  it('an expression of health may be empty', async () => {
    const health = (v: string): string => `backends: [{name: a, host: "a.test:80", policies: {health: {unhealthyExpression: ${v}}}}]`;
    expect(await isValid(health('""'))).toBe(true);
    expect(await isValid(health('"a +"'))).toBe(false);
  });
  it('keys by their hash', () =>
    values((v) => policies(`apiKey: {keys: [{keyHash: ${v}}]}`))([`sha256:${'aB'.repeat(32)}`], [`SHA256:${'ab'.repeat(32)}`]));
  it('ARNs', () =>
    values((v) => `backends: [{name: a, aws: {agentCore: {agentRuntimeArn: ${v}}}}]`)(
      ['arn:aws:bedrock-agentcore:us-east-1:1:runtime/r', 'arn:aws:bedrock-agentcore:us-east-1:1'],
      ['arn:aws:bedrock-agentcore:us-east-1', 'arn:aws:bedrock:us-east-1:1:runtime/r'],
    ));
  it('shares of health', async () => {
    const health = (v: string): string =>
      `backends: [{name: a, host: "a.test:80", policies: {health: {eviction: {healthThreshold: ${v}}}}}]`;
    expect(await isValid(health('0.5'))).toBe(true);
    expect(await isValid(health('1.5'))).toBe(false);
  });
  it('one policy a target: an empty list of limits is none', async () => {
    const one = (policy: string): string =>
      `policies: [{name: {name: p, namespace: default}, target: {route: {name: r, namespace: default}}, policy: ${policy}}]`;
    expect(await isValid(one('{localRateLimit: []}'))).toBe(false);
    expect(await isValid(one('{localRateLimit: {conditional: []}}'))).toBe(false);
    expect(await isValid(one('{timeout: []}'))).toBe(true);
  });
});

describe('numbers of the YAML', () => {
  const port = (v: string): string => `gateways: {default: {port: ${v}}}`;
  it.each(['8080', '0x50', '0o120', '0b101'])('%s is a number', async (v) => expect(await isValid(port(v))).toBe(true));
  it.each(['017', '00', '80.0', '"80"'])('%s is none', async (v) => expect(await isValid(port(v))).toBe(false));
  it('.inf where null may stand', async () => expect(await isValid('frontendPolicies: {http: {http1MaxHeaders: .inf}}')).toBe(true));
});

describe('a mesh', () => {
  const service = (more: string): string => `services: [{name: a, namespace: b, hostname: a.test, vips: [], ports: {80: 8080}, ${more}}]`;
  const workload = (more: string): string => `workloads: [{services: {}, workloadIps: [], ${more}}]`;
  it.each<[boolean, string]>([
    [true, service('appProtocols: {80: Http2}')],
    [false, service('appProtocols: {80: http}')],
    [false, service('appProtocols: {web: Http2}')],
    [true, service('subjectAltNames: ["spiffe://d/ns/n/sa/s"]')],
    [false, service('subjectAltNames: [a.test]')],
    [true, service('loadBalancer: {routingPreferences: [Zone], mode: Failover, healthPolicy: AllowAll}')],
    [false, service('loadBalancer: {routingPreferences: [Zone], mode: Failover}')],
    [true, service('waypoint: {destination: b/w.test, hboneMtlsPort: 15008}')],
    [false, service('waypoint: {destination: b/w.test}')],
    [true, workload('namespace: n')],
    [false, workload('name: a')],
    [false, workload('namespace: n, colour: red')],
    [false, workload('namespace: n, status: healthy')],
    [false, 'services: [{name: a, namespace: b, hostname: a.test, vips: [], ports: {http: 80}}]'],
  ])('%s: %s', async (valid, text) => expect(await isValid(text)).toBe(valid));
});

describe('one mistake, one message', () => {
  const backend = (policy: string): string =>
    `binds:\n- port: 3000\n  listeners:\n  - routes: [{backends: [{host: app.test:80, policies: {${policy}}}]}]`;

  it.each<[string, string, readonly string[]]>([
    ['nothing', '', ['error 1 agentgateway/not-a-map']],
    ['comments', '# later', ['error 1 agentgateway/not-a-map']],
    ['a byte order mark', '\uFEFFbinds: []\nconfig: {}', ['error 1 agentgateway/byte-order-mark']],
    ['a byte order mark alone on its line', '\uFEFFbinds: []', []],
    ['a field twice', 'binds: []\nbinds: []', ['error 2 agentgateway/twice']],
    ['a second document of nothing', 'binds: []\n---', ['error 2 agentgateway/several-documents']],
    ['an opening mark', '# a\n---\nbinds: []\n...', []],
    ['a name twice', policies('requestHeaderModifier: {set: {a: "1", a: "2"}}'), []],
    [
      'a part of the transformations of a backend twice',
      backend('transformations: {request: {body: "1", body: "2"}}'),
      ['error 4 agentgateway/twice'],
    ],
    ['a part of the transformations of a route twice', policies('transformations: {request: {body: "1", body: "2"}}'), []],
    ['a credential twice', backend('backendAuth: {key: a, key: b}'), ['error 4 agentgateway/twice']],
    ['a credential twice beside a list of them', backend('backendAuth: {key: a, key: b, credentials: []}'), []],
    ['the list of credentials twice', backend('backendAuth: {credentials: [], credentials: []}'), ['error 4 agentgateway/twice']],
    ['a method twice', 'gateways: {default: {port: 80}}\nroutes: [{matches: [{method: GET, method: GET}], backends: [{host: "a:1"}]}]', []],
    ['half a key', 'binds:\n- port: 3000\n  listeners\n  - routes: []', ['error 3 yaml/multiline-implicit-key']],
    ['an indentation', 'binds:\n  - port: 8080\n   listeners: []', ['error 3 yaml/missing-char']],
    [
      'a number out of range',
      policies('localRateLimit: [{maxTokens: 1, tokensPerFill: 99999999999999999999, fillInterval: 1s}]'),
      ['error 7 agentgateway/out-of-range'],
    ],
    ['a control character', 'binds: []\n# \u0007', ['error 2 agentgateway/control-character']],
  ])('%s', async (_, text, expected) => expect(await messagesOf(text)).toEqual(expected));
});

it.each([
  ['HTTP', true],
  ['HTTPS', false],
  ['TCP', false],
])('reads the protocol {%s: null} as the bare word', async (word, valid) => {
  const of = (protocol: string): Promise<boolean> =>
    isValid(`binds: [{port: 3000, listeners: [{protocol: ${protocol}, routes: [{backends: [{host: app.test:80}]}]}]}]`);
  expect([await of(word), await of(`{${word}: null}`)]).toEqual([valid, valid]);
});

describe('hostile texts', () => {
  const many = (text: string): string => text.repeat(200_000);

  it.each([
    ['an address of a collector', `config: {tracing: {otlpEndpoint: "http://${many('#')} "}}`],
    ['whom a policy asks', policies(`extAuthz: {host: "http://${many('#')}\\n"}`)],
    ['where a browser comes back to', policies(`oidc: {redirectURI: "http://${many('a')}#\\n"}`)],
    ['where the process listens', `config: {adminAddr: "[${many(':')}:1"}`],
    ['a share of threads', `config: {workerThreads: "${many('1')}x%"}`],
  ])('in %s end', async (_, text) => expect(await isValid(text)).toBe(false));

  it('of blank lines before a mark, and names without end, end', async () => {
    expect(await messagesOf(`${'\n'.repeat(5_000_000)}---\nbinds: []\n`)).toEqual([]);
    const rule = policies(`mcpAuthorization: {rules: ['mcp${'.a'.repeat(45_000)} == 1']}`);
    expect((await messagesOf(rule)).filter((message) => message.startsWith('error'))).toEqual([]);
  });
});

describe('the key of the session cookies of oidc', () => {
  const text = policies(
    `oidc: {issuer: 'https://id.test', clientId: a, clientSecret: b, redirectURI: 'https://app.test/cb', authorizationEndpoint: 'https://id.test/a', tokenEndpoint: 'https://id.test/t', jwks: '{"keys":[]}'}`,
  );
  const key = 'ab'.repeat(32);

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['is asked for where the environment does not have it', {}, ['warning 7 agentgateway/cookie-secret']],
    ['has 32 bytes', { OIDC_COOKIE_SECRET: key }, []],
    ['may be in capitals', { OIDC_COOKIE_SECRET: key.toUpperCase() }, []],
    ['is not shorter', { OIDC_COOKIE_SECRET: key.slice(2) }, ['error 7 agentgateway/bad-value']],
    ['is not empty', { OIDC_COOKIE_SECRET: '' }, ['error 7 agentgateway/bad-value']],
    ['is hexadecimal', { OIDC_COOKIE_SECRET: `g${key.slice(1)}` }, ['error 7 agentgateway/bad-value']],
  ])('%s', async (_, env, expected) => expect(await messagesOf(text, env)).toEqual(expected));
});
