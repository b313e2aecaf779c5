// Texts: how long a large configuration takes to become a positioned tree, beside JSON.parse and the YAML library.
import { parse } from 'yaml';
import { parseJson } from '../../src/text/json.ts';
import { lenientJson } from '../../src/text/json-options.ts';
import { parseYaml } from '../../src/text/yaml.ts';
import { parseWithLibrary } from '../../src/text/yaml-library.ts';
import { duration, printTable, sink } from './measure.ts';

const hosts = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `host-${i}`,
    domains: [`a${i}.test`, `b${i}.test`],
    routes: [
      {
        match: { prefix: `/a${i}`, headers: [{ name: 'x-a', string_match: { exact: `v${i}` } }] },
        route: { cluster: `cluster-${i}`, timeout: '15s', retry_policy: { num_retries: 3 } },
        typed_per_filter_config: { 'envoy.x': { '@type': 'type.googleapis.com/envoy.x', enabled: true, weights: [1, 2, 3] } },
      },
    ],
  }));

const json = (count: number): string => JSON.stringify({ configs: [{ virtual_hosts: hosts(count) }] }, null, 2);

const yaml = (count: number): string =>
  `binds:\n- port: 3000\n  listeners:\n  - routes:\n${Array.from(
    { length: count },
    (_, i) =>
      `    - name: r${i}\n      hostnames: ["h${i}.test"]\n      # one of many\n      matches:\n      - path: {pathPrefix: /service/${i}}\n      backends:\n      - host: 10.0.0.1:80\n`,
  ).join('')}`;

/** The best of three: what is measured is the work, not the collector's mood. */
function best(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    (globalThis as { gc?: () => void }).gc?.();
    const start = process.hrtime.bigint();
    sink.value = work();
    return Number(process.hrtime.bigint() - start);
  });
  return Math.min(...times);
}

export async function text(): Promise<void> {
  const rows: string[][] = [['text', 'size', 'reader', 'time', 'MB/s', 'ratio']];
  const add = (name: string, input: string, readers: readonly (readonly [string, () => unknown])[]): void => {
    const times = readers.map(([, read]) => best(read));
    for (const [i, [reader]] of readers.entries()) {
      const time = times[i] as number;
      rows.push([
        name,
        `${(input.length / 1e6).toFixed(1)} MB`,
        reader,
        duration(time),
        (input.length / (time / 1e3)).toFixed(0),
        (time / (times[0] as number)).toFixed(1),
      ]);
    }
  };
  const dump = json(20_000);
  add('config dump', dump, [
    ['JSON.parse', () => JSON.parse(dump)],
    ['ours, with positions', () => parseJson(dump, lenientJson)],
  ]);
  const routes = yaml(30_000);
  add('routes', routes, [
    ['ours, with positions', () => parseYaml(routes)],
    ['yaml, positioned', () => parseWithLibrary(routes)],
    ['yaml, plain values', () => parse(routes)],
  ]);
  printTable(rows);
}
