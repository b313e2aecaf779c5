// Completion and hover in Envoy configurations that are being typed. `|` marks the caret.
import { describe, expect, it } from 'vitest';
import { engine } from '../../../src/dialects/envoy/engine.ts';
import type { Completion, Hover } from '../../../src/text/assist.ts';

const assist = await engine.assist?.();

function offsetOf(marked: string): readonly [string, number] {
  const offset = marked.indexOf('|');
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

function complete(marked: string): readonly Completion[] {
  const found = assist?.completionsAt(...offsetOf(marked));
  return found !== undefined && 'items' in found ? found.items : [];
}
const labels = (marked: string): readonly string[] => complete(marked).map((item) => item.label);

function hover(marked: string): Hover | undefined {
  const found = assist?.hoverAt(...offsetOf(marked));
  return found !== undefined && 'title' in found ? found : undefined;
}

const HCM = `static_resources:
  listeners:
  - name: front
    address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
    filter_chains:
    - filters:
      - name: hcm
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: front
          route_config:
            name: shop
            virtual_hosts:
            - name: all
              domains: ["*"]
              routes:
              - match: { prefix: / }
                route: { cluster: CLUSTER }
          http_filters:
          - name: router
            typed_config:
              "@type": FILTER
  clusters:
  - name: shop
    type: STATIC
  - name: billing
    MORE
`;
const inHcm = (mark: string, text: string): string => HCM.replace(mark, text).replace('MORE', 'type: EDS');

describe('keys', () => {
  it('offers the fields of the message that stands there, without those it has', () => {
    const found = labels(inHcm('MORE', '|'));
    expect(found).toContain('lb_policy');
    expect(found).not.toContain('name');
    expect(labels('|')).toContain('static_resources');
    expect(labels('static_resources:\n  |')).toEqual(['listeners', 'clusters', 'secrets']);
    expect(labels('static_resources:\n  clusters:\n  - na|')).toContain('load_assignment');
    expect(labels('virtual_hosts:\n- name: a\n  |')).toContain('domains');
  });

  it('leaves out what excludes a field that is there', () => {
    const found = labels('virtual_hosts:\n- routes:\n  - match: { prefix: /, | }');
    expect(found).toContain('headers');
    expect(found).not.toContain('path');
    expect(labels('virtual_hosts:\n- routes:\n  - match: { | }')).toContain('path');
  });

  it('puts the lines below a map or list, and brackets in JSON', () => {
    const insert = (marked: string, label: string): string | undefined => complete(marked).find((c) => c.label === label)?.insert;
    expect(insert('static_resources:\n  clusters:\n  - name: a\n    |', 'load_assignment')).toBe('load_assignment:\n      ');
    expect(insert('static_resources:\n  clusters:\n  - name: a\n    |', 'health_checks')).toBe('health_checks:\n    - ');
    expect(insert('static_resources:\n  clusters:\n  - name: a\n    |', 'connect_timeout')).toBe('connect_timeout: ');
    expect(insert('static_resources:\n  clusters:\n    |', 'name')).toBe('- name: ');
    expect(insert('{"static_resources": {"clusters": [{"name": "a", "|"}]}}', 'health_checks')).toBe('"health_checks": []');
    expect(insert('static_resources:\n  clusters:\n  - na|: x', 'name')).toBe('name');
  });

  it('says what is required, deprecated, younger, exclusive', () => {
    const note = (label: string): string | undefined =>
      complete('static_resources:\n  clusters:\n  - |').find((c) => c.label === label)?.note;
    expect(note('name')).toContain('required');
    expect(note('http2_protocol_options')).toContain('deprecated');
    expect(note('queuing_policies')).toContain('since Envoy 1.40');
    expect(note('type')).toContain('instead of cluster_type');
    const all = labels('static_resources:\n  clusters:\n  - |');
    expect(all[0]).toBe('name');
    expect(all.indexOf('http2_protocol_options')).toBeGreaterThan(all.indexOf('metadata'));
  });

  it('follows a typed configuration by its @type, wherever that stands', () => {
    expect(labels(inHcm('FILTER', 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors\n              |'))).toEqual([]);
    expect(labels('filter_chains:\n- filters:\n  - typed_config:\n      |')).toEqual(['@type']);
    const last =
      'filter_chains:\n- filters:\n  - typed_config:\n      st|\n      "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';
    expect(labels(last)).toContain('stat_prefix');
  });

  it('knows dumps and discovery answers', () => {
    expect(labels('{"configs": [{"@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump", "|"}]}')).toContain(
      'dynamic_active_clusters',
    );
    expect(labels('resources:\n- "@type": type.googleapis.com/envoy.config.listener.v3.Listener\n  |')).toContain('filter_chains');
    expect(labels('- name: c\n  connect_timeout: 1s\n  |')).toContain('lb_policy');
  });

  it('offers nothing where anything may stand', () => {
    expect(labels('static_resources:\n  clusters:\n  - metadata:\n      filter_metadata:\n        envoy.lb:\n          |')).toEqual([]);
    expect(labels('static_resources:\n  clusters:\n  - name: a # |')).toEqual([]);
  });
});

describe('values', () => {
  it('offers the values of an enum, deprecated ones last', () => {
    const found = labels(inHcm('MORE', 'lb_policy: |'));
    expect(found).toContain('LEAST_REQUEST');
    expect(labels(inHcm('MORE', 'respect_dns_ttl: |'))).toEqual(['true', 'false']);
  });

  it('offers the types that an extension point takes', () => {
    const types = (marked: string): readonly (string | undefined)[] => complete(marked).map((c) => c.detail);
    const http = types(inHcm('FILTER', '|'));
    expect(http).toContain('envoy.extensions.filters.http.router.v3.Router');
    expect(http).not.toContain('envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy');
    expect(http).not.toContain('envoy.extensions.filters.http.rbac.v3.RBACPerRoute');
    const down = types('filter_chains:\n- transport_socket:\n    typed_config:\n      "@type": |');
    expect(down).toContain('envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext');
    expect(down).not.toContain('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext');
    const up = types('static_resources:\n  clusters:\n  - transport_socket:\n      typed_config:\n        "@type": |');
    expect(up).toContain('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext');
    const resolver = types('static_resources:\n  clusters:\n  - typed_dns_resolver_config:\n      typed_config: { "@type": "|" }');
    expect(resolver).toContain('envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig');
    const perRoute = types('virtual_hosts:\n- routes:\n  - typed_per_filter_config:\n      rbac:\n        "@type": |');
    expect(perRoute[0]).toMatch(/PerRoute|Override/);
    expect(perRoute).toContain('envoy.config.route.v3.FilterConfig');
    expect(types('resources:\n- "@type": |')).toContain('envoy.config.cluster.v3.Cluster');
  });

  it('offers names that the text defines', () => {
    expect(labels(inHcm('CLUSTER', '|'))).toEqual(['shop', 'billing']);
    expect(labels(inHcm('CLUSTER }', 'b|'))).toEqual(['shop', 'billing']);
    const secret =
      'static_resources:\n  secrets:\n  - name: cert\n  listeners:\n  - filter_chains:\n    - transport_socket:\n        typed_config:\n          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext\n          common_tls_context:\n            tls_certificate_sds_secret_configs:\n            - name: |';
    expect(labels(secret)).toEqual(['cert']);
  });

  it('hands expressions to whoever reads them', () => {
    const cel =
      'filter_chains:\n- filters:\n  - typed_config:\n      "@type": x/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter\n      expression: request.|';
    const found = assist?.completionsAt(...offsetOf(cel));
    expect(found).toMatchObject({ kind: 'expression', expression: 'request.', offset: 8 });
  });
});

describe('hover', () => {
  it('explains keys', () => {
    const found = hover('static_resources:\n  clusters:\n  - name: a\n    connect_time|out: 1s');
    expect(found?.title).toBe('Cluster.connect_timeout: duration (1s, 0.25s)');
    expect(found?.doc).not.toBe('');
    expect(hover('static_resources:\n  clusters:\n  - queuing|_policies: {}')?.note).toContain('since Envoy 1.40');
    expect(hover('static_resources:\n  clus|ters: []')?.title).toBe('StaticResources.clusters: list of Cluster');
  });

  it('explains values and types', () => {
    expect(hover(inHcm('MORE', 'lb_policy: MAG|LEV'))?.title).toBe('LbPolicy.MAGLEV');
    expect(hover(inHcm('FILTER', 'type.googleapis.com/envoy.extensions.filters.http.rou|ter.v3.Router'))).toMatchObject({
      title: 'envoy.extensions.filters.http.router.v3.Router',
      value: 'configures envoy.filters.http.router',
    });
    expect(hover(inHcm('CLUSTER', 'nob|ody'))?.note).toBe('nothing of that name is in this configuration');
    expect(hover(inHcm('CLUSTER', 'sh|op'))?.note).not.toBe('nothing of that name is in this configuration');
  });

  it('has our words where the API says nothing', () => {
    expect(hover('virtual_hosts:\n- routes:\n  - route:\n      path_rew|rite: x')?.doc).toContain('format string');
  });

  it('says nothing where nothing is known', () => {
    expect(hover('static_resources:\n  clusters:\n  - nosuch|: a')).toBeUndefined();
    expect(hover('__proto|__: a')).toBeUndefined();
  });
});
