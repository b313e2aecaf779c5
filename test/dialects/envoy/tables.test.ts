// Tables of Envoy's documentation and unit tests: how load spreads over priorities and localities, what the CEL formatter prints, which
// tokens pass.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EnvoyModel } from '../../../src/dialects/envoy/model.ts';
import { chooseEndpoint } from '../../../src/dialects/envoy/upstream/load-balance.ts';
import { open } from '../../../src/gateway/open.ts';
import { SHARED } from './shared.ts';
import { ask, filters, gateway, isValid } from './support.ts';

const TABLES = `${SHARED}/cases/envoy/tables`;
const has = existsSync(TABLES);
const read = <T>(name: string): T => JSON.parse(readFileSync(`${TABLES}/${name}.json`, 'utf8')) as T;

/** Endpoints of which so many of a hundred are healthy. */
const endpoints = (healthy: number, group: number): readonly unknown[] =>
  Array.from({ length: 100 }, (_, i) => ({
    endpoint: { address: { socket_address: { address: `10.0.${group}.${i + 1}`, port_value: 80 } } },
    health_status: i < healthy ? 'HEALTHY' : 'UNHEALTHY',
  }));

/** Percent of the load by group of endpoints. */
async function loadsOf(groups: readonly unknown[], more: object = {}): Promise<readonly number[]> {
  const cluster = { name: 'c', type: 'EDS', eds_cluster_config: {}, ...more };
  const assignment = { cluster_name: 'c', endpoints: groups };
  const files = [
    { name: 'cluster.json', text: JSON.stringify(cluster) },
    { name: 'eds.json', text: JSON.stringify(assignment) },
  ];
  const { model } = await open({ files, dialect: 'envoy' });
  const found = (model as EnvoyModel).clusters[0];
  if (found === undefined) throw new Error('no cluster');
  const { eligible } = chooseEndpoint(found, undefined, () => true);
  return groups.map((_, group) =>
    eligible.reduce((sum, { endpoint, share }) => sum + (endpoint.address.startsWith(`10.0.${group}.`) ? share * 100 : 0), 0),
  );
}

interface Priorities {
  readonly two_levels: readonly (readonly [readonly number[], readonly number[]])[];
  readonly three_levels: readonly (readonly [readonly number[], readonly number[]])[];
  readonly panic_default_50: readonly { readonly healthy: readonly number[]; readonly load: readonly number[] }[];
  readonly implementation_exceptions: readonly { readonly healthy: readonly number[]; readonly by_source: readonly number[] }[];
}

/**
 * Two printed rows are not what the program computes. It divides whole numbers (LoadBalancerBase::distributeLoad) and gives what is left to
 * the first priority that has health: 25 · 1.4 = 35, 35, 28 of 98 are 35, 35, 28 and a rest of 2; 7, 91 of 98 are 7, 92 and a rest of 1.
 */
const ROUNDED: ReadonlyMap<string, readonly number[]> = new Map([
  ['25,25,20', [37, 35, 28]],
  ['5,65', [8, 92]],
]);

describe.skipIf(!has)('priorities', () => {
  it('take the load that the documentation prints', async () => {
    const table = read<Priorities>('lb_priority');
    // the tables of loads leave panic out of account
    const calm = [...table.two_levels, ...table.three_levels].map(([healthy, load]) => [healthy, load, 0] as const);
    const rows = [...calm, ...table.panic_default_50.map((r) => [r.healthy, r.load, 50] as const)];
    for (const [healthy, printed, panicBelow] of rows) {
      const computed = ROUNDED.get(String(healthy)) ?? printed;
      const loads = await loadsOf(
        healthy.map((h, priority) => ({ priority, lb_endpoints: endpoints(h, priority) })),
        { common_lb_config: { healthy_panic_threshold: { value: panicBelow } } },
      );
      expect([healthy, loads.map(Math.round)]).toEqual([healthy, computed]);
    }
    for (const { healthy, by_source } of table.implementation_exceptions) expect(ROUNDED.get(String(healthy))).toEqual(by_source);
    expect(rows.length).toBeGreaterThan(20);
  });
});

describe.skipIf(!has)('localities', () => {
  it('take the load of their weights and health', async () => {
    const { rows, weights } = read<{ rows: readonly (readonly [number, number, number])[]; weights: { X: number; Y: number } }>(
      'lb_locality_weighted',
    );
    for (const [healthy, x, y] of rows) {
      const groups = [
        { locality: { zone: 'x' }, load_balancing_weight: weights.X, lb_endpoints: endpoints(healthy, 0) },
        { locality: { zone: 'y' }, load_balancing_weight: weights.Y, lb_endpoints: endpoints(100, 1) },
      ];
      const [toX = 0, toY = 0] = await loadsOf(groups, { common_lb_config: { locality_weighted_lb_config: {} } });
      // the documentation prints whole percents, one row cut and not rounded
      expect([healthy, Math.abs(toX - x) <= 1, Math.abs(toY - y) <= 1]).toEqual([healthy, true, true]);
    }
  });
});

interface Formats {
  readonly request_headers: Readonly<Record<string, string>>;
  readonly cases: readonly (readonly [string, string])[];
  readonly typed_json: readonly (readonly [string, unknown])[];
  readonly config_errors: readonly (readonly [string, string])[];
}

/** A gateway that logs one format. */
const logging = (format: object): string =>
  `node: {id: node_name, cluster: c}\n${gateway(`${filters('')}
route_config: {virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}]}
access_log: [{name: log, typed_config: {"@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog, log_format: ${JSON.stringify(format)}}}]`)}`;

describe.skipIf(!has)('the CEL formatter', () => {
  const table = has ? read<Formats>('cel_formatter') : undefined;
  const { ':path': path = '/', ':method': method = 'GET', ...headers } = table?.request_headers ?? {};
  // an edge drops x-envoy-original-path of strangers; the table is about the formatter alone
  const request = { path, method, headers: Object.entries(headers) };

  it.each(table?.cases ?? [])('%s', async (format, printed) => {
    const { accessLog } = await ask(logging({ text_format_source: { inline_string: format } }), request);
    expect(accessLog).toEqual([printed]);
  });

  it.each(table?.typed_json ?? [])('%s as JSON', async (format, value) => {
    const { accessLog } = await ask(logging({ json_format: { value: format } }), request);
    expect(JSON.parse(accessLog?.[0] ?? '')).toEqual({ value });
  });

  it.each(table?.config_errors ?? [])('%s is refused', async (format) => {
    expect(await isValid(logging({ text_format_source: { inline_string: format } }))).toBe(false);
  });
});

interface Tokens {
  readonly tokens: Readonly<Record<string, string>>;
  readonly raw: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly config: string;
    readonly authorization?: string;
    readonly path?: string;
    readonly status: string;
    readonly http?: number;
  }[];
}

/** Envoy's own settings, with the key set that its tests give by a stub in place of the remote one. */
const verifying = (settings: string, keys: string): string => {
  const local = settings.replace(
    /^( +)remote_jwks:\n(?:\1 +.*\n)*/gm,
    (_, space: string) => `${space}local_jwks: {inline_string: ${JSON.stringify(keys)}}\n`,
  );
  const own = local.replace(/^ *path: "\/"$/m, (line) => line.replace('path', 'prefix'));
  return gateway(`http_filters:
- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
${own.trimEnd().replace(/^/gm, '    ')}
- name: envoy.filters.http.router
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
route_config: {virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}]}`);
};

describe.skipIf(!has)('tokens', () => {
  const table = has ? read<Tokens>('jwt_authn') : undefined;
  const filled = (text: string): string => text.replace(/\$\{(\w+)\}/g, (_, name: string) => table?.tokens[name] ?? '');

  it.each(table?.cases ?? [])('%j', async ({ config, authorization, path = '/', status, http = 200 }) => {
    const text = verifying(table?.raw[config] ?? '', table?.raw.PublicKey ?? '');
    const headers = authorization === undefined ? [] : [['authorization', filled(authorization)] as const];
    const decision = await ask(text, { path: filled(path), headers });
    expect([status, decision.status]).toEqual([status, http]);
  });
});
