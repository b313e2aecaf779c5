// What the tests of loading share: small configurations of our own around the piece that a row is about, and the codes of what is refused.
import { expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { indent } from './support.ts';

export const T = 'type.googleapis.com/envoy.';
export const HTTP = `${T}extensions.filters.http.`;
export const NET = `${T}extensions.filters.network.`;
export const NODE = 'node: {id: edge, cluster: c}\n';
export const ROUTER = `- {name: r, typed_config: {"@type": ${HTTP}router.v3.Router}}`;

/** Codes of the errors; none when it loads. */
export async function refusals(text: string, files: readonly string[] = []): Promise<readonly string[]> {
  const more = files.map((name) => ({ name, text: '{}' }));
  const { valid, diagnostics } = await open({ files: [{ name: 'envoy.yaml', text }, ...more], dialect: 'envoy' });
  const codes = diagnostics.filter((d) => d.severity === 'error').map((d) => d.code.replace('envoy/', ''));
  expect(valid).toBe(codes.length === 0);
  return [...new Set(codes)];
}

export const ENDPOINT = '{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: 1}}}}';
export const cluster = (fields: string): string => `static_resources:
  clusters:
  - name: c1
    load_assignment: {cluster_name: c1, endpoints: [{lb_endpoints: [${ENDPOINT}]}]}
${indent(fields, 4)}`;

export const listener = (fields: string): string => `static_resources:
  listeners:
  - name: l1
${indent(fields, 4)}
  clusters: [{name: c1}]`;
export const ADDRESS = 'address: {socket_address: {address: 127.0.0.1, port_value: 0}}';

export const network = (items: string): string =>
  listener(`${ADDRESS}
filter_chains:
- filters:
${indent(items, 2)}`);

export const hcm = (fields: string, filters = ''): string =>
  network(`- name: h
  typed_config:
    "@type": ${NET}http_connection_manager.v3.HttpConnectionManager
    stat_prefix: s
    route_config: {name: r}
${indent(fields === '' ? '# nothing more' : fields, 4)}
    http_filters:
${indent(filters === '' ? '# nothing before the router' : filters, 4)}
    ${ROUTER}`);

export const filter = (type: string, fields = ''): string =>
  hcm(
    '',
    `- name: f
  typed_config:
    "@type": ${HTTP}${type}
${indent(fields === '' ? '# nothing more' : fields, 4)}`,
  );

export type Row = readonly [name: string, text: string, ...codes: string[]];

export const check = (rows: readonly Row[]): void => {
  it.each(rows.map(([name, text, ...codes]) => [name, text, codes] as const))('%s', async (_name, text, codes) => {
    expect(await refusals(text)).toEqual(codes);
  });
};
