// A hand-made model for the graph's tests: two listeners, a weighted route, a mirror, a missing backend, a policy, a cluster with endpoints.
import type { Cluster, Condition, FilterChain, Model, Origin, Policy, Route, Target } from '../../src/model/model.ts';

export const source = { name: 'gateway.yaml', text: Array.from({ length: 60 }, (_, i) => `line ${i + 1}\n`).join('') };

/** The origin of a line. */
const line = (number: number): Origin => {
  const start =
    source.text
      .split('\n')
      .slice(0, number - 1)
      .join('\n').length + (number > 1 ? 1 : 0);
  return { file: source.name, path: `line[${number}]`, span: { start, end: start + 4 } };
};

const path = (prefix: string): Condition => ({
  on: 'path',
  test: 'prefix',
  value: prefix,
  says: `path starts with ${prefix}`,
  origin: line(5),
});
const target = (name: string, weight: number, clusterId = `cluster/${name}`): Target => ({
  name,
  weight,
  cluster: clusterId,
  origin: line(9),
});

export const policy = (id: string, support: Policy['support'] = 'simulated'): Policy => ({
  kind: 'policy',
  id,
  term: 'policy',
  name: id,
  origin: line(7),
  type: id,
  phase: 'route',
  support,
});

export function route(name: string, targets: readonly Target[], mirrors: readonly Target[] = []): Route {
  const action = { kind: 'forward', origin: line(9), targets, mirrors } as const;
  return {
    kind: 'route',
    id: `route/${name}`,
    term: 'route',
    name,
    origin: line(4),
    matches: [{ origin: line(5), conditions: [path(`/${name}`)] }],
    action,
    policies: [],
  };
}

export function cluster(name: string, addresses: readonly string[]): Cluster {
  const endpoints = addresses.map(
    (address) =>
      ({
        kind: 'endpoint',
        id: `endpoint/${address}`,
        term: 'endpoint',
        name: address,
        origin: line(20),
        address,
        weight: 1,
        health: 'healthy',
      }) as const,
  );
  return {
    kind: 'cluster',
    id: `cluster/${name}`,
    term: 'cluster',
    name,
    origin: line(19),
    type: 'STATIC',
    priorities: [{ level: 0, localities: [{ name: '', weight: undefined, endpoints }] }],
  };
}

export function chain(name: string, routes: readonly Route[], part: Partial<FilterChain> = {}): FilterChain {
  const host = {
    kind: 'virtual-host',
    id: `${name}/host`,
    term: 'virtual host',
    name: '',
    origin: line(3),
    domains: ['*'],
    order: 'first-match',
    routes,
    policies: [],
  } as const;
  const table = {
    kind: 'route-table',
    id: `${name}/table`,
    term: 'routes',
    name: '',
    origin: line(3),
    hostSearch: 'one-host',
    hosts: [host],
  } as const;
  return {
    kind: 'filter-chain',
    id: `chain/${name}`,
    term: 'listener',
    name,
    origin: line(2),
    conditions: [],
    isDefault: false,
    tls: false,
    policies: [],
    routes: table,
    tcp: undefined,
    ...part,
  };
}

export const sni = (host: string): Condition => ({ on: 'sni', test: 'exact', value: host, says: `SNI is ${host}`, origin: line(30) });

export function modelOf(part: Partial<Model>): Model {
  return { dialect: 'test', profile: 'test@1', listeners: [], clusters: [], opaque: [], ...part };
}

export const small: Model = modelOf({
  listeners: [
    {
      kind: 'listener',
      id: 'bind/8080',
      term: 'bind',
      name: ':8080',
      origin: line(1),
      address: undefined,
      port: 8080,
      chains: [
        chain('web', [route('shop', [target('v2', 9), target('v3', 1)], [target('shadow', 1)]), route('old', [target('v1', 1)])], {
          policies: [policy('cors'), policy('lua', 'opaque')],
        }),
      ],
    },
    {
      kind: 'listener',
      id: 'bind/443',
      term: 'bind',
      name: 'tls',
      origin: line(29),
      address: '127.0.0.1',
      port: 443,
      chains: [
        chain('a', [route('a', [target('v2', 1)])], { conditions: [sni('a.test')] }),
        chain('b', [], { conditions: [sni('b.test')], isDefault: true }),
      ],
    },
  ],
  clusters: [
    cluster('v2', ['10.0.0.1:80']),
    cluster('v3', ['10.0.0.2:80', '10.0.0.3:80']),
    cluster(
      'shadow',
      Array.from({ length: 20 }, (_, i) => `10.1.0.${i}:80`),
    ),
  ],
});

export { target };
