// Every form in which Envoy's configuration comes: bootstraps, resources, answers of a control plane, admin pages, tools' wrappings.
import { describe, expect, it } from 'vitest';
import { openConfiguration } from '../../../src/dialects/envoy/documents/open.ts';
import { shapeOf } from '../../../src/dialects/envoy/documents/shape.ts';
import { descriptorOf } from '../../../src/dialects/envoy/schema/descriptor.ts';
import { TABLE } from '../../../src/dialects/envoy/schema/envoy-1.40.ts';
import { text } from '../../../src/dialects/envoy/schema/message.ts';
import { Problems } from '../../../src/dialects/envoy/schema/problem.ts';
import { open } from '../../../src/gateway/open.ts';
import { loadReaders, readYaml } from '../../../src/text/read.ts';
import type { SyntaxNode } from '../../../src/text/syntax.ts';
import { loadYamlLibrary } from '../../../src/text/yaml.ts';

await Promise.all([loadReaders(), loadYamlLibrary()]);
const schema = descriptorOf(TABLE);
const T = 'type.googleapis.com/envoy.';
const LISTENER = `{"@type": "${T}config.listener.v3.Listener", "name": "l1", "filter_chains": []}`;
const CLUSTER = `{"@type": "${T}config.cluster.v3.Cluster", "name": "c1", "connect_timeout": "1s"}`;
const ROUTES = `{"@type": "${T}config.route.v3.RouteConfiguration", "name": "r1", "virtual_hosts": []}`;
const ENDPOINTS = `{"@type": "${T}config.endpoint.v3.ClusterLoadAssignment", "cluster_name": "c1", "endpoints": []}`;
const SECRET = `{"@type": "${T}extensions.transport_sockets.tls.v3.Secret", "name": "s1", "tls_certificate": {}}`;
const SCOPE = `{"@type": "${T}config.route.v3.ScopedRouteConfiguration", "name": "sc1", "route_configuration_name": "r1", "key": {"fragments": [{"string_key": "a"}]}}`;

/** What the texts define, as `kind:name` with a mark for what is delivered and for its state. */
function found(...texts: readonly (string | readonly [string, string])[]): readonly string[] {
  const files = texts.map((t, i) =>
    typeof t === 'string' ? { name: i === 0 ? 'main.json' : `more-${i}.json`, text: t } : { name: t[0], text: t[1] },
  );
  const c = openConfiguration(files, schema, new Problems());
  const kinds = ['listeners', 'clusters', 'routes', 'scopedRoutes', 'endpoints', 'secrets'] as const;
  const all = kinds.flatMap((kind) =>
    c[kind].map(
      ({ message, dynamic, state }) =>
        `${kind}:${text(message, 'name') || text(message, 'cluster_name')}${dynamic ? '*' : ''}${state === undefined || state === 'active' ? '' : ` ${state}`}`,
    ),
  );
  return [...(c.bootstrap === undefined ? [] : ['bootstrap']), ...all];
}

describe('one resource', () => {
  it.each([
    [
      'a bootstrap',
      '{"static_resources": {"listeners": [{"name": "l1"}], "clusters": [{"name": "c1"}], "secrets": [{"name": "s1"}]}}',
      ['bootstrap', 'listeners:l1', 'clusters:c1', 'secrets:s1'],
    ],
    ['in lowerCamelCase', '{"staticResources": {"clusters": [{"name": "c1"}]}}', ['bootstrap', 'clusters:c1']],
    ['a listener', LISTENER, ['listeners:l1']],
    ['without its @type', '{"name": "l1", "filterChains": []}', ['listeners:l1']],
    ['a cluster', CLUSTER, ['clusters:c1']],
    ['a route configuration', ROUTES, ['routes:r1']],
    ['a virtual host', '{"name": "v", "domains": ["*"], "routes": []}', ['routes:']],
    ['endpoints', ENDPOINTS, ['endpoints:c1']],
    ['a secret', SECRET, ['secrets:s1']],
    ['a scope', SCOPE, ['scopedRoutes:sc1']],
    ['a list of resources', `[${LISTENER}, ${CLUSTER}]`, ['listeners:l1', 'clusters:c1']],
  ])('%s', (_name, json, expected) => {
    expect(found(json)).toEqual(expected);
  });
});

describe('answers of a control plane', () => {
  it('takes each resource by its type, wrapped or not', () => {
    const wrapped = `{"@type": "${T}service.discovery.v3.Resource", "name": "c1", "resource": ${CLUSTER}}`;
    expect(found(`{"version_info": "1", "resources": [${LISTENER}, ${wrapped}]}`)).toEqual(['listeners:l1*', 'clusters:c1*']);
    expect(found(['rds.yaml', `resources:\n- "@type": ${T}config.route.v3.RouteConfiguration\n  name: r1\n  virtual_hosts: []`])).toEqual([
      'routes:r1*',
    ]);
  });
});

describe('admin dumps', () => {
  const section = (type: string, body: string): string => `{"@type": "${T}admin.v3.${type}", ${body}}`;
  const dump = (...sections: readonly string[]): string => `{"configs": [${sections.join(', ')}]}`;

  it('reads every section, with states', () => {
    const text_ = dump(
      section('BootstrapConfigDump', '"bootstrap": {"node": {"id": "a"}, "static_resources": {"clusters": [{"name": "c0"}]}}'),
      section(
        'ClustersConfigDump',
        `"static_clusters": [{"cluster": ${CLUSTER.replace('c1', 'c0')}}], "dynamic_active_clusters": [{"version_info": "1", "cluster": ${CLUSTER}}], "dynamic_warming_clusters": [{"cluster": ${CLUSTER.replace('c1', 'c2')}}]`,
      ),
      section(
        'ListenersConfigDump',
        `"static_listeners": [{"listener": ${LISTENER.replace('l1', 'l0')}}], "dynamic_listeners": [{"name": "l1", "active_state": {"listener": ${LISTENER}}}, {"name": "l2", "warming_state": {"listener": ${LISTENER.replace('l1', 'l2')}}}, {"name": "l3", "draining_state": {"listener": ${LISTENER.replace('l1', 'l3')}}}, {"error_state": {"details": "x"}}]`,
      ),
      section(
        'RoutesConfigDump',
        `"static_route_configs": [{"route_config": ${ROUTES}}], "dynamic_route_configs": [{"route_config": ${ROUTES.replace('r1', 'r2')}}]`,
      ),
      section('ScopedRoutesConfigDump', `"inline_scoped_route_configs": [{"name": "x", "scoped_route_configs": [${SCOPE}]}]`),
      section('EndpointsConfigDump', `"dynamic_endpoint_configs": [{"endpoint_config": ${ENDPOINTS}}]`),
      section('SecretsConfigDump', `"dynamic_active_secrets": [{"name": "s1", "secret": ${SECRET}}]`),
    );
    expect(new Set(found(text_))).toEqual(
      new Set([
        'bootstrap',
        'listeners:l0',
        'listeners:l1*',
        'listeners:l2* warming',
        'listeners:l3* draining',
        'clusters:c0',
        'clusters:c1*',
        'clusters:c2* warming',
        'routes:r1',
        'routes:r2*',
        'scopedRoutes:sc1*',
        'endpoints:c1*',
        'secrets:s1*',
      ]),
    );
  });

  it('reads what ?resource= gives: the inner items alone', () => {
    const item = `{"@type": "${T}admin.v3.ClustersConfigDump.DynamicCluster", "version_info": "1", "cluster": ${CLUSTER}}`;
    expect(found(dump(item)).map((x) => x.replace('*', ''))).toEqual(['clusters:c1']);
    const listener = `{"@type": "${T}admin.v3.ListenersConfigDump.DynamicListener", "name": "l1", "active_state": {"listener": ${LISTENER}}}`;
    expect(found(dump(listener)).map((x) => x.replace('*', ''))).toEqual(['listeners:l1']);
  });

  it('reads lowerCamelCase, as tools write it again', () => {
    expect(
      found(
        dump(
          section(
            'ClustersConfigDump',
            `"dynamicActiveClusters": [{"versionInfo": "1", "cluster": ${CLUSTER.replace('connect_timeout', 'connectTimeout')}}]`,
          ),
        ),
      ),
    ).toEqual(['clusters:c1*']);
  });

  it('looks through the wrappings of tools', () => {
    const inner = dump(section('ClustersConfigDump', `"dynamic_active_clusters": [{"cluster": ${CLUSTER}}]`));
    expect(found(`{"default": {"pod-1": ${inner}}}`)).toEqual(['clusters:c1*']);
    expect(found(`{"envoyGateway": {"ns": {"pod": ${inner}}}}`)).toEqual(['clusters:c1*']);
    expect(found(`{"configDump": ${inner}}`)).toEqual(['clusters:c1*']);
    expect(found(`[${CLUSTER.replace(/"@type": "[^"]*", /, '')}]`)).toEqual(['clusters:c1']);
  });

  it('is empty, and no fault, where a query found nothing', () => {
    expect(found('{}')).toEqual(['bootstrap']);
    expect(found('{"configs": []}')).toEqual([]);
  });
});

describe('several texts', () => {
  it('adds what further ones bring, and leaves certificates alone', () => {
    const bootstrap = '{"static_resources": {"clusters": [{"name": "c0"}]}}';
    expect(found(bootstrap, `{"resources": [${CLUSTER}]}`, ['ca.pem', '-----BEGIN CERTIFICATE-----'])).toEqual([
      'bootstrap',
      'clusters:c0',
      'clusters:c1*',
    ]);
  });

  it('takes the health of endpoints from /clusters?format=json', () => {
    const page =
      '{"cluster_statuses": [{"name": "c1", "host_statuses": [{"address": {"socket_address": {"address": "10.0.0.1", "port_value": 80}}, "health_status": {"eds_health_status": "HEALTHY", "failed_active_health_check": true}}, {"address": {"socket_address": {"address": "10.0.0.2", "port_value": 80}}, "health_status": {"eds_health_status": "DEGRADED"}}]}]}';
    const { health } = openConfiguration(
      [
        { name: 'a.json', text: CLUSTER },
        { name: 'clusters.json', text: page },
      ],
      schema,
      new Problems(),
    );
    expect([...(health.get('c1') ?? [])]).toEqual([
      ['10.0.0.1:80', 'unhealthy'],
      ['10.0.0.2:80', 'degraded'],
    ]);
  });
});

it('tells the shapes apart by their keys', () => {
  const shape = (yaml: string): string => shapeOf(readYaml({ name: 'a.yaml', text: yaml }).documents[0]?.root as SyntaxNode);
  expect(
    [
      'admin: {}',
      'configs: []',
      'resources: []',
      'cluster_statuses: []',
      'listener_statuses: []',
      'virtual_hosts: []',
      'lb_policy: MAGLEV',
      '{}',
      'a: b',
    ].map(shape),
  ).toEqual([
    'bootstrap',
    'config-dump',
    'discovery-response',
    'clusters-page',
    'listeners-page',
    'route-configuration',
    'cluster',
    'unknown',
    'unknown',
  ]);
});

describe('a protobuf text', () => {
  const valid = async (content: string): Promise<boolean> =>
    (await open({ files: [{ name: 'envoy.pb_text', text: content }], dialect: 'envoy' })).valid;
  it('of nothing is an empty configuration', async () => {
    expect([await valid(''), await valid('\n# nothing yet\n'), await valid('shop { }')]).toEqual([true, true, false]);
  });
});
