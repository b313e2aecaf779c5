// Which listener takes a connection and a request: ports, names, SNI, protocols, and both forms of configuration.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { ask } from './support.ts';

const route = (name: string): string => `routes: [{name: ${name}, backends: [{host: ${name}.test:80}]}]`;
const tls = 'tls: {cert: cert.pem, key: key.pem}';

describe('listeners of one port', () => {
  const config = `binds:
- port: 3000
  listeners:
  - {name: exact, hostname: a.test, ${route('exact')}}
  - {name: wild, hostname: "*.test", ${route('wild')}}
  - {name: narrow, hostname: "*.b.test", ${route('narrow')}}
- port: 3001
  listeners:
  - {name: any, ${route('any')}}
`;

  it.each<[SampleRequest, Partial<Decision>]>([
    [{ host: 'a.test' }, { listener: 'exact', route: 'exact' }],
    [{ host: 'a.test:3000' }, { listener: 'exact' }],
    [{ host: 'c.test' }, { listener: 'wild' }],
    [{ host: 'c.b.test' }, { listener: 'narrow' }],
    [{ host: 'other.org' }, { outcome: 'respond', status: 404 }],
    [
      { host: 'other.org', listener: { port: 3001 } },
      { listener: 'any', route: 'any' },
    ],
  ])('%j: %j', async (request, expected) => {
    expect(await ask(config, { listener: { port: 3000 }, ...request })).toMatchObject(expected);
  });

  it('nothing listens on another port', async () => {
    expect(await ask(config, { listener: { port: 9 } })).toMatchObject({ outcome: 'close' });
  });
});

describe('TLS listeners', () => {
  const config = `binds:
- port: 3000
  listeners:
  - {name: a, hostname: a.test, protocol: HTTPS, ${tls}, ${route('a')}}
  - {name: wild, hostname: "*.test", protocol: HTTPS, ${tls}, ${route('wild')}}
`;

  it.each<[string, SampleRequest, Partial<Decision>]>([
    ['the server name chooses', { host: 'a.test', tls: { sni: 'a.test' } }, { listener: 'a', route: 'a' }],
    ['letter case of a server name is nothing', { host: 'a.test', tls: { sni: 'A.TEST' } }, { listener: 'a' }],
    ['a wildcard', { host: 'x.test', tls: { sni: 'x.test' } }, { listener: 'wild' }],
    ['a host of another listener is misdirected', { host: 'x.test', tls: { sni: 'a.test' } }, { status: 421 }],
    ['a server name that nobody has', { host: 'a.test', tls: { sni: 'a.org' } }, { outcome: 'close' }],
    ['plain text on a TLS port', { host: 'a.test' }, { outcome: 'close' }],
  ])('%s', async (_, request, expected) => {
    expect(await ask(config, request)).toMatchObject(expected);
  });
});

describe('gateways and routes', () => {
  const config = `gateways:
  default: {port: 3000}
  inner: {port: 4000}
routes:
- {name: front, backends: [{host: front.test:80}]}
- {name: both, gateways: [default, inner], matches: [{path: {pathPrefix: /both}}], backends: [{host: both.test:80}]}
- {name: inside, gateways: inner, backends: [{host: inside.test:80}]}
`;

  it.each<[number, string, string]>([
    [3000, '/', 'front'],
    [3000, '/both', 'both'],
    [4000, '/both', 'both'],
    [4000, '/', 'inside'],
  ])('port %d %s goes to %s', async (port, path, name) => {
    expect((await ask(config, { listener: { port }, path })).route).toBe(name);
  });
});

describe('connections without HTTP', () => {
  const config = `binds:
- port: 3000
  listeners:
  - name: tcp
    protocol: TCP
    tcpRoutes:
    - {name: db, backends: [{host: db.test:5432}]}
- port: 3001
  listeners:
  - name: pass
    protocol: TLS
    hostname: "*.test"
    tcpRoutes:
    - {name: a, hostnames: [a.test], backends: [{host: a.test:443}]}
    - {name: rest, backends: [{host: rest.test:443}]}
`;

  it.each<[SampleRequest, Partial<Decision>]>([
    [{ listener: { port: 3000 } }, { outcome: 'tunnel', route: 'db' }],
    [
      { listener: { port: 3001 }, tls: { sni: 'a.test' } },
      { outcome: 'tunnel', route: 'a' },
    ],
    [
      { listener: { port: 3001 }, tls: { sni: 'b.test' } },
      { outcome: 'tunnel', route: 'rest' },
    ],
    [{ listener: { port: 3001 }, tls: { sni: 'b.org' } }, { outcome: 'close' }],
  ])('%j: %j', async (request, expected) => {
    expect(await ask(config, request)).toMatchObject(expected);
  });
});
