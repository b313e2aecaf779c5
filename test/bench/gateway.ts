// Gateways: how long a configuration takes to read, and one decision beside a hand-written loop over the same routes, as the
// number of routes grows.
import { open } from '../../src/gateway/open.ts';
import { route } from '../../src/gateway/route.ts';
import type { HostServices } from '../../src/simulate/need.ts';
import { duration, printTable, sink } from './measure.ts';

const SIZES = [10, 100, 1_000, 10_000];

interface Family {
  readonly dialect: string;
  readonly config: (routes: number) => string;
}

const families: readonly Family[] = [
  {
    dialect: 'agentgateway',
    config: (routes) => `binds:
- port: 3000
  listeners:
  - name: http
    routes:
${Array.from(
  { length: routes },
  (_, i) => `    - name: r${i}
      matches:
      - path: {pathPrefix: /service/${i}}
      backends:
      - host: 10.0.${i >> 8}.${i & 255}:80
`,
).join('')}`,
  },
  {
    dialect: 'envoy',
    config: (routes) => `name: bench
virtual_hosts:
- name: all
  domains: ["*"]
  routes:
${Array.from({ length: routes }, (_, i) => `  - match: {prefix: /service/${i}}\n    route: {cluster: c${i}}\n`).join('')}`,
  },
];

// Neither needs a signature or a module.
const noServices: HostServices = {
  verify: async () => ({ ok: false, code: 'bad-token', because: 'no signatures here' }),
};

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ns: number; readonly value: T }> {
  const start = process.hrtime.bigint();
  const value = await work();
  return { ns: Number(process.hrtime.bigint() - start), value };
}

const best = (values: readonly number[]): number => Math.min(...values);

export async function gateway(): Promise<void> {
  console.log('\nReading a configuration, and one decision: the last route, the first route\n');
  const rows: string[][] = [['dialect', 'routes', 'read', 'a route', 'last', 'first', 'last, with trace']];
  for (const { dialect, config } of families) {
    for (const routes of SIZES) {
      const text = config(routes);
      const input = { files: [{ name: 'config.yaml', text }], dialect };
      await open(input);
      const { ns: read, value: configuration } = await timed(() => open(input));
      if (configuration.model === undefined) throw new Error(`${dialect}: ${configuration.diagnostics[0]?.message}`);
      const decide = async (target: number, trace: boolean): Promise<number> => {
        const requests = [{ path: `/service/${target}/x` }];
        const times: number[] = [];
        for (let i = 0; i < 30; i++) {
          const { ns, value } = await timed(() => route(configuration, requests, { trace }, noServices));
          sink.value = value;
          if (value[0]?.outcome !== 'forward') throw new Error(`${dialect}: ${JSON.stringify(value[0])}`);
          times.push(ns);
        }
        return best(times);
      };
      const [last, first, traced] = [await decide(routes - 1, false), await decide(0, false), await decide(routes - 1, true)];
      rows.push([dialect, String(routes), duration(read), duration(read / routes), duration(last), duration(first), duration(traced)]);
    }
  }
  printTable(rows);
}
