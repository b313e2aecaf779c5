// Envoy at size: a 20 MB admin dump of 10,000 routes from text to the first answer, beside JSON.parse of the same text; what a
// decision costs as routes grow in number; and how long an edit of one line takes to a new answer.
import { setTimeout as pause } from 'node:timers/promises';
import type { Configuration } from '../../src/gateway/answer.ts';
import { openUnchecked } from '../../src/gateway/open.ts';
import { route } from '../../src/gateway/route.ts';
import { standardServices } from '../../src/gateway/services.ts';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import { dumpText, requestFor } from './envoy-dump.ts';
import { duration, printTable, sink } from './measure.ts';

const ROUTES = 10_000;
const SIZES = [10, 100, 1_000, 10_000, 100_000];
/** Times JSON.parse of the same text. */
const MOST_OF_JSON_PARSE = 10;
/** Times a decision over the least routes. */
const MOST_GROWTH = 4;
const ROUNDS = 7;

const open = (text: string, name = 'config_dump.json'): Promise<Configuration> =>
  openUnchecked({ files: [{ name, text }], dialect: 'envoy' });

async function decide(configuration: Configuration, request: SampleRequest, trace = false): Promise<void> {
  const [decision] = await route(configuration, [request], { trace }, standardServices);
  if (decision?.outcome !== 'forward') throw new Error(JSON.stringify(decision));
  sink.value = decision;
}

async function timed(work: () => unknown): Promise<number> {
  (globalThis as { gc?: () => void }).gc?.();
  const start = process.hrtime.bigint();
  sink.value = await work();
  return Number(process.hrtime.bigint() - start);
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const times = (ratio: number): string => `${ratio.toFixed(1)}×`;

interface Bar {
  readonly text: string;
  readonly holds: boolean;
}

export async function envoy(): Promise<void> {
  const bars = [...(await load()), ...(await growth())];
  for (const { text, holds } of bars) console.log(`${holds ? 'holds' : 'MISSED'}  ${text}`);
  if (bars.some(({ holds }) => !holds)) process.exitCode = 1;
}

async function load(): Promise<readonly Bar[]> {
  const text = dumpText({ routes: ROUTES });
  const request = requestFor(ROUTES - 1);
  // one route's name, in the middle of the text
  const edited = text.replace(`"default/route-${ROUTES >> 1}"`, '"edited"');
  await open(dumpText({ routes: 10 }));
  const rows = new Map<string, number[]>();
  const ratios = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    const base = await timed(() => JSON.parse(text));
    const note = (name: string, ns: number): void => {
      rows.set(name, [...(rows.get(name) ?? []), ns]);
      ratios.set(name, [...(ratios.get(name) ?? []), ns / base]);
    };
    note('JSON.parse', base);
    let configuration: Configuration | undefined;
    note('text to model', await timed(async () => (configuration = await open(text))));
    note('first decision', await timed(async () => configuration && decide(configuration, request)));
    note('whole verdict, with lints', await timed(() => configuration?.check?.()));
    note('one line edited, to the new decision', await timed(async () => decide(await open(edited), request)));
  }
  console.log(`\nA dump of ${ROUTES.toLocaleString('en')} routes, ${(text.length / 1e6).toFixed(1)} MB\n`);
  printTable([
    ['step', 'time', '÷ JSON.parse'],
    ...[...rows].map(([name, all]) => [name, duration(median(all)), times(median(ratios.get(name) ?? []))]),
  ]);
  await printMemory(text, request);
  const loading = median(ratios.get('text to model') ?? []) + median(ratios.get('first decision') ?? []);
  return [
    {
      text: `loading and the first decision in at most ${MOST_OF_JSON_PARSE}× JSON.parse: ${times(loading)}`,
      holds: loading <= MOST_OF_JSON_PARSE,
    },
  ];
}

/** What stays in memory, beside the objects of JSON.parse. */
async function printMemory(text: string, request: SampleRequest): Promise<void> {
  const kept = async (make: () => unknown): Promise<number> => {
    const before = await settled();
    const value = await make();
    const after = await settled();
    sink.value = value;
    return after - before;
  };
  const rows = [
    ['JSON.parse', await kept(() => JSON.parse(text))],
    ['text to model', await kept(() => open(text))],
    [
      'with a decision and the verdict',
      await kept(async () => {
        const configuration = await open(text);
        await decide(configuration, request);
        await configuration.check?.();
        return configuration;
      }),
    ],
  ] as const;
  console.log('');
  printTable([
    ['kept in memory', 'MB', '÷ text'],
    ...rows.map(([name, bytes]) => [name, (bytes / 1e6).toFixed(1), times(bytes / text.length)]),
  ]);
  console.log('');
}

async function settled(): Promise<number> {
  sink.value = undefined;
  for (let i = 0; i < 3; i++) {
    (globalThis as { gc?: () => void }).gc?.();
    await pause(5);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

interface Family {
  readonly name: string;
  readonly host: (route: number) => string;
  readonly match: (route: number) => unknown;
  readonly request: (route: number) => SampleRequest;
}

const FAMILIES: readonly Family[] = [
  {
    name: 'prefixes of one host',
    host: () => 'shop.test',
    match: (i) => ({ prefix: `/service-${i}/` }),
    request: (i) => ({ host: 'shop.test', path: `/service-${i}/cart` }),
  },
  {
    name: 'exact paths of one host',
    host: () => 'shop.test',
    match: (i) => ({ path: `/service-${i}` }),
    request: (i) => ({ host: 'shop.test', path: `/service-${i}` }),
  },
  {
    name: 'one prefix, by header',
    host: () => 'shop.test',
    match: (i) => ({ prefix: '/', headers: [{ name: 'x-tenant', string_match: { exact: `t${i}` } }] }),
    request: (i) => ({ host: 'shop.test', path: '/cart', headers: [['x-tenant', `t${i}`]] }),
  },
  {
    name: 'patterns of one host',
    host: () => 'shop.test',
    match: (i) => ({ safe_regex: { regex: `/service-${i}/[0-9]+` } }),
    request: (i) => ({ host: 'shop.test', path: `/service-${i}/42` }),
  },
  {
    name: 'a host for ten routes',
    host: (i) => `host-${Math.floor(i / 10)}.test`,
    match: (i) => ({ prefix: `/service-${i}/` }),
    request: (i) => ({ host: `host-${Math.floor(i / 10)}.test`, path: `/service-${i}/cart` }),
  },
];

function tableText({ host, match }: Family, routes: number): string {
  const hosts = new Map<string, unknown[]>();
  for (let i = 0; i < routes; i++) {
    const list = hosts.get(host(i)) ?? [];
    hosts.set(host(i), list);
    list.push({ name: `r${i}`, match: match(i), route: { cluster: `c${i % 100}` } });
  }
  return JSON.stringify({ name: 'table', virtual_hosts: [...hosts].map(([name, list]) => ({ name, domains: [name], routes: list })) });
}

async function growth(): Promise<readonly Bar[]> {
  const table = [['decisions a second', ...SIZES.map((size) => size.toLocaleString('en')), 'growth', 'with trace']];
  const bars: Bar[] = [];
  for (const family of FAMILIES) {
    const costs = await decisionCosts(family);
    const factor = (costs.plain.at(-1) ?? Number.NaN) / (costs.plain[0] ?? Number.NaN);
    const cells = costs.plain.map((ns) => Math.round(1e9 / ns).toLocaleString('en'));
    table.push([family.name, ...cells, times(factor), duration(costs.traced)]);
    bars.push({ text: `${family.name}: a decision grows less than ${MOST_GROWTH}×: ${times(factor)}`, holds: factor < MOST_GROWTH });
  }
  printTable(table);
  console.log('');
  return bars;
}

/** Nanoseconds of a decision at every size, sizes in turn; and of one with the whole trace at the largest. */
async function decisionCosts(family: Family): Promise<{ readonly plain: readonly number[]; readonly traced: number }> {
  const configurations: Configuration[] = [];
  for (const size of SIZES) configurations.push(await open(tableText(family, size), 'table.json'));
  // the same requests in every round: what a decision costs, not what a virtual host costs when it is first met
  const request = (size: number, turn: number): SampleRequest => family.request((turn * 7919 + size - 1) % size);
  const runs = configurations.map(() => [] as number[]);
  const BATCH = 40;
  for (let round = 0; round < 30; round++)
    for (const [i, configuration] of configurations.entries()) {
      const size = SIZES[i] as number;
      const start = process.hrtime.bigint();
      for (let turn = 0; turn < BATCH; turn++) await decide(configuration, request(size, turn));
      if (round > 9) runs[i]?.push(Number(process.hrtime.bigint() - start) / BATCH);
    }
  const largest = configurations.at(-1);
  const traced = largest === undefined ? Number.NaN : await timed(() => decide(largest, request(SIZES.at(-1) as number, 1), true));
  return { plain: runs.map(median), traced };
}
