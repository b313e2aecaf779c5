import { describe, expect, it } from 'vitest';
import { compare } from '../../src/gateway/compare.ts';

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
