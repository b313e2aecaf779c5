import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.ts';
import { detectDialect } from '../../src/gateway/detect.ts';
import { inRoot } from '../tools/paths.mjs';

const detect = (text: string, name = 'config.yaml'): string | undefined => detectDialect({ name, text })?.id;
const object = (apiVersion: string, kind: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x\n`;

describe('a configuration is recognised', () => {
  it.each<[string, string]>([
    ['binds:\n- port: 80\n', 'agentgateway'],
    ['gateways:\n  default: {port: 80}\nroutes: []\n', 'agentgateway'],
    ['static_resources: {}\n', 'envoy'],
    ['{"staticResources": {}}', 'envoy'],
    ['{"configs": [{"@type": "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump"}]}', 'envoy'],
    ['name: r\nvirtual_hosts: []\n', 'envoy'],
    ['resources:\n- "@type": type.googleapis.com/envoy.config.listener.v3.Listener\n', 'envoy'],
    [object('gateway.networking.k8s.io/v1', 'HTTPRoute'), 'gateway-api'],
    [`${object('v1', 'Service')}---\n${object('gateway.networking.k8s.io/v1', 'Gateway')}`, 'gateway-api'],
    [`apiVersion: v1\nkind: List\nitems:\n- apiVersion: networking.k8s.io/v1\n  kind: Ingress\n`, 'ingress'],
    [object('networking.k8s.io/v1', 'NetworkPolicy'), 'kubernetes'],
    [object('networking.istio.io/v1', 'VirtualService'), 'istio'],
    [object('security.istio.io/v1', 'AuthorizationPolicy'), 'istio'],
    [object('agentgateway.dev/v1alpha1', 'AgentgatewayPolicy'), 'agentgateway-kubernetes'],
    [object('split.smi-spec.io/v1alpha4', 'TrafficSplit'), 'smi'],
    [object('traefik.io/v1alpha1', 'IngressRoute'), 'traefik'],
    ['http:\n  routers:\n    a: {rule: "Host(`a`)"}\n', 'traefik'],
    ['[entryPoints.web]\naddress = ":80"\n', 'traefik'],
    ['_format_version: "3.0"\nservices: []\n', 'kong'],
    [object('v1', 'Service'), 'kubernetes'],
    ['{"xds_servers": [{"server_uri": "x"}], "node": {"id": "n"}}', 'grpc-xds'],
    ['events {}\nhttp {\n  server { listen 80; location / { return 200; } }\n}\n', 'nginx'],
    ['server {\n    listen 80;\n}\n', 'nginx'],
    ['global\n    maxconn 100\nfrontend web\n    bind :80\n    default_backend app\n', 'haproxy'],
    ['example.com {\n\treverse_proxy app:80\n}\n', 'caddy'],
    [`${object('v1', 'ConfigMap')}data:\n  nginx.conf: |\n    http {\n      server { listen 80; }\n    }\n`, 'kubernetes'],
  ])('%j as %s', (text, id) => {
    expect(detect(text)).toBe(id);
  });

  it.each(['', 'hello', 'a: 1\n', '[]', '{', '{"path":"/x"}', '- 1\n', '\u0000', 'a: [b'])('%j is none', (text) => {
    expect(detect(text)).toBeUndefined();
  });

  it('by every dialect under its own name', () => {
    const ids = dialects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { profiles, load } of dialects) expect(profiles.length > 0).toBe(load !== undefined);
  });
});

const cases = inRoot('../shared/cases');
describe.skipIf(!existsSync(cases))('real configurations (../shared/cases; skipped where it is not checked out)', () => {
  const walk = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });

  it.each<[string, RegExp, readonly (string | undefined)[], number]>([
    ['agentgateway-recorded/http', /\.yaml$/, ['agentgateway'], 1],
    ['envoy-recorded/http', /\.yaml$/, ['envoy'], 1],
    ['envoy-recorded/chains', /\.yaml$/, ['envoy'], 1],
    ['envoy/corpus/config_dump', /\.json$/, ['envoy'], 0.95],
    ['servers/nginx', /\.conf$/, ['nginx'], 1],
    ['servers/nginx-official', /\.conf$/, ['nginx'], 1],
    ['servers/haproxy', /\.cfg$/, ['haproxy'], 1],
    ['kubernetes/gateway-api', /\.yaml$/, ['gateway-api', 'kubernetes'], 0.95],
    ['kubernetes/istio-simulation', /\.yaml$/, ['istio'], 1],
    ['kubernetes/ingress-conformance', /\.yaml$/, ['ingress'], 1],
  ])('%s', (folder, suffix, expected, share) => {
    const files = walk(join(cases, folder)).filter(
      (file) => suffix.test(file) && !file.endsWith('.cases.json') && statSync(file).size < 500_000,
    );
    const others = files.filter((file) => !expected.includes(detectDialect({ name: file, text: readFileSync(file, 'utf8') })?.id));
    expect(files.length).toBeGreaterThan(0);
    expect(1 - others.length / files.length, others.slice(0, 5).join('\n')).toBeGreaterThanOrEqual(share);
  });
});
