// Configurations in a few lines, and what Envoy answers.
import { locateDiagnostic } from '../../../src/diagnostics/located.ts';
import { open } from '../../../src/gateway/open.ts';
import { route } from '../../../src/gateway/route.ts';
import { standardServices } from '../../../src/gateway/services.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';

export interface Asked {
  readonly sequence?: boolean;
  readonly trace?: boolean;
}

export async function askAll(text: string, requests: readonly SampleRequest[], asked: Asked = {}): Promise<readonly Decision[]> {
  const configuration = await open({ files: [{ name: 'envoy.yaml', text }], dialect: 'envoy' });
  const options = { sequence: asked.sequence ?? false, trace: asked.trace ?? false, now: Date.parse('2026-01-01T00:00:00Z') };
  return route(configuration, requests, options, standardServices);
}

export async function ask(text: string, request: SampleRequest = {}, asked: Asked = {}): Promise<Decision> {
  const [decision] = await askAll(text, [request], asked);
  if (decision === undefined) throw new Error('no decision');
  return decision;
}

/** `severity line code` of every message, in order. */
export async function messagesOf(text: string): Promise<readonly string[]> {
  const { sources, diagnostics } = await open({ files: [{ name: 'envoy.yaml', text }], dialect: 'envoy' });
  return diagnostics.map((diagnostic) => {
    const { severity, line, code } = locateDiagnostic(sources, diagnostic);
    return `${severity} ${line} ${code}`;
  });
}

export const isValid = async (text: string): Promise<boolean> =>
  (await open({ files: [{ name: 'envoy.yaml', text }], dialect: 'envoy' })).valid;

export const indent = (text: string, by: number): string =>
  text
    .trim()
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');

/** A RouteConfiguration of one virtual host with the routes given as YAML items. */
export const routes = (items: string): string => `name: main
virtual_hosts:
- name: all
  domains: ["*"]
  routes:
${indent(items, 2)}`;

/** A bootstrap: one listener on 10000 whose connection manager has the settings given, and static clusters. */
export const gateway = (hcm: string, clusters: readonly string[] = ['a', 'b'], listener = ''): string => `static_resources:
  listeners:
  - name: main
    address: {socket_address: {address: 0.0.0.0, port_value: 10000}}
${indent(listener === '' ? '# one chain' : listener, 4)}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: in
${indent(hcm, 10)}
  clusters:
${clusters.map(cluster).join('\n')}`;

const cluster = (name: string, i: number): string => `  - name: ${name}
    load_assignment:
      cluster_name: ${name}
      endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.0.0.${i + 1}, port_value: 80}}}}]}]`;

/** `http_filters` of a connection manager: the ones given as YAML items, then the router. */
export const filters = (items: string): string => `http_filters:
${items.trim()}
- name: envoy.filters.http.router
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}`;
