// What of an agentgateway configuration is told beyond its own place: policies on what they target, routes of connections, copies, ends of routes.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { outline, project } from '../../../src/graph/index.ts';

const rowsOf = async (text: string): Promise<readonly string[]> => {
  const { model, sources } = await open({ files: [{ name: 'gateway.yaml', text }], dialect: 'agentgateway' });
  if (model === undefined) return [];
  return outline(project(model, sources)).map(({ node, item, depth, mirror, weight }) => {
    const { term, label, detail } = item ?? node;
    const words = [term, label, detail, weight === undefined ? '' : `${Math.round(weight * 100)} %`, mirror ? 'copies' : ''];
    return `${'  '.repeat(depth)}${words.filter(Boolean).join(' ')}`;
  });
};

describe('a policy that is written apart', () => {
  const gateway = (policy: string) => `
binds:
- port: 7070
  listeners:
  - name: front
    routes:
    - name: tea
      matches: [{path: {pathPrefix: /tea}}]
      backends: [{backend: /kettle}]
    - name: milk
      matches: [{path: {pathPrefix: /milk}}]
      backends: [{host: "jug.test:80"}]
backends:
- name: kettle
  host: kettle.test:80
policies:
- name: {name: apart, namespace: default}
${policy}`;

  it('stands on the route that it targets', async () =>
    expect(await rowsOf(gateway('  target: {route: {name: tea, namespace: default}}\n  policy: {timeout: {requestTimeout: 3s}}'))).toEqual([
      'bind :7070 front',
      '  route tea /tea…',
      '    setting timeout',
      '    backend kettle kettle.test:80',
      '  route milk /milk…',
      '    backend jug.test:80',
    ]));

  it('stands on the backend that it targets', async () =>
    expect(
      await rowsOf(gateway(`  target: {backend: {backend: {name: kettle, namespace: ''}}}\n  policy: {backendAuth: {key: k}}`)),
    ).toContain('      policy backendAuth'));

  it('stands nowhere when its target is not there', async () =>
    expect(
      (await rowsOf(gateway('  target: {route: {name: coffee, namespace: default}}\n  policy: {timeout: {requestTimeout: 3s}}'))).join(),
    ).not.toContain('timeout'));
});

it('routes of connections are chosen by name, and each shares its own traffic', async () =>
  expect(
    await rowsOf(`
binds:
- port: 7071
  listeners:
  - name: db
    protocol: TLS
    tcpRoutes:
    - name: reads
      hostnames: [reads.test]
      backends: [{host: "r1.test:5432", weight: 1}, {host: "r2.test:5432", weight: 3}]
    - name: writes
      hostnames: [writes.test]
      backends: [{host: "w.test:5432"}]
`),
  ).toEqual([
    'bind :7071 db',
    '  hostname writes.test',
    '    TCP route writes',
    '      backend w.test:5432',
    '  hostname reads.test',
    '    TCP route reads',
    '      backend r1.test:5432 25 %',
    '      backend r2.test:5432 75 %',
  ]));

it('a route says where it copies requests to, and where it leads without a backend', async () =>
  expect(
    await rowsOf(`
binds:
- port: 7072
  listeners:
  - routes:
    - name: copied
      matches: [{path: {exact: /a}}]
      policies: {requestMirror: {backend: {host: "shadow.test:80"}, percentage: 0.5}}
      backends: [{host: "real.test:80"}]
    - name: moved
      matches: [{path: {exact: /b}}]
      policies: {requestRedirect: {scheme: https, status: 308}}
    - name: closed
      matches: [{path: {exact: /c}}]
      policies: {directResponse: {status: 410, body: gone}}
`),
  ).toEqual([
    'bind :7072 listener0',
    '  route copied /a',
    '    policy requestMirror',
    '    backend real.test:80',
    '    backend shadow.test:80 copies',
    '  route moved /b → 308 to https',
    '    policy requestRedirect',
    '  route closed /c → 410',
    '    policy directResponse',
  ]));
