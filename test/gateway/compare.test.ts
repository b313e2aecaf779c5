import { describe, expect, it } from 'vitest';
import { compare } from '../../src/gateway/compare.ts';
import { standardServices } from '../../src/gateway/services.ts';

const cluster = (name: string, timeout: string) =>
  `  - name: ${name}\n    type: STATIC\n    connect_timeout: ${timeout}\n    load_assignment: { cluster_name: ${name}, endpoints: [] }\n`;
const envoy = (clusters: string) => ({ files: [{ name: 'envoy.yaml', text: `static_resources:\n  clusters:\n${clusters}` }] });
const agentgateway = (port: number) => ({ files: [{ name: 'gateway.yaml', text: `binds:\n- port: ${port}\n  listeners: []\n` }] });

describe('compare', () => {
  it('tells what a change does to a running Envoy', async () => {
    const { impact, files } = await compare(envoy(cluster('a', '1s')), envoy(cluster('a', '2s') + cluster('b', '1s')));
    expect(impact).toMatchObject({ accepted: true, clusters: { a: { change: 'modified' }, b: { change: 'added' } } });
    expect(files).toMatchObject([{ name: 'envoy.yaml', change: 'changed' }]);
  });

  it('takes every name of a cluster for a plain one', async () => {
    const odd = (timeout: string) => envoy(['__proto__', 'constructor'].map((name) => cluster(name, timeout)).join(''));
    const { impact } = await compare(odd('1s'), odd('2s'));
    expect(Object.entries(impact?.clusters ?? {}).map(([name, { change }]) => `${name} ${change}`)).toEqual([
      '__proto__ modified',
      'constructor modified',
    ]);
  });

  it('finds nothing to do where only the spelling changed', async () => {
    const { impact } = await compare(envoy(cluster('a', '1s')), envoy(cluster('a', '1.000s')));
    expect(Object.values(impact?.clusters ?? {}).filter(({ change }) => change !== 'none')).toEqual([]);
  });

  it('shows the texts where the dialect does not answer for a running gateway', async () => {
    const { impact, files } = await compare(agentgateway(80), agentgateway(81));
    expect(impact).toBeUndefined();
    expect(files[0]?.rows?.map((row) => row.kind)).toEqual(['same', 'removed', 'added', 'same']);
  });

  it('names files that came and went', async () => {
    const { files } = await compare({ files: [{ name: 'a.yaml', text: 'x' }] }, { files: [{ name: 'b.yaml', text: 'x' }] });
    expect(files.map(({ name, change }) => `${name} ${change}`)).toEqual(['b.yaml added', 'a.yaml removed']);
  });
});

describe('the answers of two versions', () => {
  const version = (routes: string) => ({
    files: [{ name: 'gateway.yaml', text: `binds:\n- port: 80\n  listeners:\n  - routes:\n${routes}` }],
  });
  const route = (name: string, prefix: string) =>
    `    - {name: ${name}, matches: [{path: {pathPrefix: ${prefix}}}], backends: [{host: '${name}.test:80'}]}\n`;
  const asked = {
    sequence: false,
    requests: [
      { host: 'a.test', path: '/a' },
      { host: 'a.test', path: '/b' },
    ],
  };
  const before = version(route('one', '/a') + route('two', '/b'));

  it('tell which requests are answered differently, and from which step on', async () => {
    const { answers } = await compare(before, version(route('one', '/a')), asked, standardServices);
    expect(answers).toMatchObject([
      { kind: 'same' },
      { kind: 'changed', facts: expect.arrayContaining([expect.objectContaining({ what: 'status', after: '404' })]) },
    ]);
  });

  it('are the same where only the order of the text changed', async () => {
    const { answers } = await compare(before, version(route('two', '/b') + route('one', '/a')), asked, standardServices);
    expect(answers).toEqual([{ kind: 'same' }, { kind: 'same' }]);
  });

  it('are not compared where a version cannot be used, or nothing is asked', async () => {
    expect((await compare({ files: [{ name: 'x.yaml', text: '[' }] }, before, asked, standardServices)).answers).toBeUndefined();
    expect((await compare(before, before)).answers).toBeUndefined();
  });
});
