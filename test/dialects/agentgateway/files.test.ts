// Files that a configuration names: given beside it they are read, else they are taken to be there and valid, with a warning.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { policies, routes } from './support.ts';

const listener = (protocol: string): string => `binds:
- port: 3000
  listeners:
  - protocol: ${protocol}
    tls: {cert: chain.pem, key: leaf.key, root: /etc/gw/clients.pem}
    routes: [{backends: [{host: "app.test:80"}]}]`;

const named: readonly (readonly [string, string, readonly string[]])[] = [
  ['passwords', policies('basicAuth: {htpasswd: {file: users.txt}}'), ['users.txt']],
  ['keys of tokens', policies('jwtAuth: {issuer: a, audiences: [b], jwks: {file: ./keys.json}}'), ['./keys.json']],
  ['a key for the backend', policies('backendAuth: {key: {file: /run/key}}'), ['/run/key']],
  ['a cloud credential', policies('backendAuth: {gcp: {credential: {file: gcp.json}}}'), ['gcp.json']],
  ['what the backend is verified by', policies('backendTLS: {root: ca.pem}'), ['ca.pem']],
  ['certificates of a listener', listener('HTTPS'), ['chain.pem', 'leaf.key', '/etc/gw/clients.pem']],
  [
    'an API as tools',
    routes('- backends: [{mcp: {targets: [{name: t, openapi: {host: "a.test:80", schema: {file: api.json}}}]}}]'),
    ['api.json'],
  ],
  ['a key of a model', 'llm: {models: [{name: a, provider: openAI, params: {apiKey: {file: key}}}]}', ['key']],
  ['prices', 'config: {modelCatalog: [{file: prices.json}]}', ['prices.json']],
];

describe('a file that is not given', () => {
  it.each(named)('%s', async (_, text, files) => {
    const { valid, diagnostics } = await open({ files: [{ name: 'config.yaml', text }], dialect: 'agentgateway' });
    expect(valid).toBe(true);
    expect(diagnostics.map(({ code, severity, span }) => [severity, code, text.slice(span.start, span.end)])).toEqual(
      files.map((file) => ['warning', 'agentgateway/missing-file', file]),
    );
  });

  it.each([
    ['certificates that nothing looks at', listener('HTTP')],
    ['certificates of the system', policies('backendTLS: {root: /etc/ssl/certs/ca-certificates.crt}')],
  ])('%s', async (_, text) => {
    expect((await open({ files: [{ name: 'config.yaml', text }], dialect: 'agentgateway' })).diagnostics).toEqual([]);
  });
});

it.each(named)('given by its last name there is no warning: %s', async (_, text, files) => {
  const given = files.map((file) => ({ name: file.slice(file.lastIndexOf('/') + 1), text: '{"keys": []}' }));
  const { diagnostics } = await open({ files: [{ name: 'config.yaml', text }, ...given], dialect: 'agentgateway' });
  expect(diagnostics).toEqual([]);
});
