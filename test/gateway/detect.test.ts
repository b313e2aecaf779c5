import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.ts';
import { detect as detected } from '../../src/gateway/detect.ts';
import { inRoot } from '../tools/paths.mjs';

const detect = (text: string, name = 'config.yaml'): string | undefined => detected({ name, text }).dialect?.id;
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
    ['binds:\n', 'agentgateway'],
    [`---\n# settings\n---\n${object('v1', 'ConfigMap')}data:\n  a.conf: |\n    proxy_pass http://a;\n`, 'kubernetes'],
    [`${object('v1', 'ConfigMap')}data:\n  nginx.conf: |\n    http {\n      server { listen 80; }\n    }\n`, 'kubernetes'],
  ])('%j as %s', (text, id) => {
    expect(detect(text)).toBe(id);
  });

  it.each(['', 'hello', 'a: 1\n', '[]', '{', '{"path":"/x"}', '- 1\n', '\u0000', 'a: [b'])('%j is none', (text) => {
    expect(detect(text)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['{"apiVersion":"v1","kind":"Service"}\n{"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute"}\n', 'gateway-api'],
    ['{"kind":"IngressList","apiVersion":"networking.k8s.io/v1","items":[{"metadata":{"name":"a"}}]}', 'ingress'],
    ['{"kind":"NetworkPolicyList","apiVersion":"networking.k8s.io/v1","items":[{"metadata":{"name":"a"}}]}', 'kubernetes'],
    ['{"kind":"HTTPRouteList","apiVersion":"gateway.networking.k8s.io/v1","items":[]}', 'gateway-api'],
    [object('gateway.networking.x-k8s.io/v1alpha1', 'XListenerSet'), 'gateway-api'],
    ['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n', 'kubernetes'],
    [`---\n# nothing\n---\n${object('v1', 'Namespace')}---\n${object('networking.istio.io/v1', 'Gateway')}`, 'istio'],
    [
      '{{- if .Values.gateway.enabled }}\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: {{ include "app.name" . }}\n{{- end }}\n',
      'gateway-api',
    ],
    [
      '{{- if semverCompare ">=1.19-0" .Capabilities.KubeVersion.Version -}}\napiVersion: networking.k8s.io/v1\n{{- else -}}\napiVersion: extensions/v1beta1\n{{- end }}\nkind: Ingress\n',
      'ingress',
    ],
    [`{{- range .Values.hosts }}\n---\n${object('networking.istio.io/v1', 'VirtualService')}{{- end }}\n`, 'istio'],
  ])('as Kubernetes objects in any form: %.60j as %s', (text, id) => {
    expect(detect(text)).toBe(id);
  });

  it.each<[string, string]>([
    ['http:\n  middlewares:\n    strip:\n      stripPrefix: {prefixes: [/a]}\n', 'traefik'],
    ['tcp:\n  routers:\n    db: {rule: "HostSNI(`*`)", service: db}\n', 'traefik'],
    ['tls:\n  certificates:\n  - {certFile: a, keyFile: b}\n', 'traefik'],
    ['[http.middlewares.strip.stripPrefix]\nprefixes = ["/a"]\n', 'traefik'],
    ['services:\n- name: a\n  url: http://a\n  routes:\n  - {paths: [/a], strip_path: true}\n', 'kong'],
    ['routes:\n- uri: /a\n  upstream: {nodes: {"127.0.0.1:80": 1}, type: roundrobin}\n', 'apisix'],
    ['{"version": 3, "endpoints": [{"endpoint": "/a", "backend": [{"url_pattern": "/b"}]}]}', 'krakend'],
    ['{"api_id": "1", "proxy": {"listen_path": "/a", "target_url": "http://b"}}', 'tyk'],
    ['spring:\n  cloud:\n    gateway:\n      routes: []\n', 'spring-cloud-gateway'],
    ['{"ReverseProxy": {"Routes": {}, "Clusters": {}}}', 'yarp'],
    ['{"apps": {"http": {"servers": {"s": {"listen": [":80"]}}}}}', 'caddy'],
  ])('by its keys: %.60j as %s', (text, id) => {
    expect(detect(text)).toBe(id);
  });

  it.each<[string, string]>([
    ['frontend web\nbind *:80\nmode http\n', 'haproxy'],
    ['# fronts\n\nfrontend web # main\n\n    http-response set-header a b\n', 'haproxy'],
    ['backend app\n\tserver a 10.0.0.1:80 check\n', 'haproxy'],
    ['defaults http\n  mode http\n', 'haproxy'],
    ['defaults tcp from http\n  timeout client 5s\n', 'haproxy'],
    ['peers p\n  peer a 10.0.0.1:1\n', 'haproxy'],
    ['location ~ ^/a{2,3}$ {\n  expires 1d;\n}\n', 'nginx'],
    ['location = / { return 301 /a; }\n', 'nginx'],
    ['server\n{\n  listen 80;\n}\n', 'nginx'],
    ['server{listen 443 ssl;server_name a.test;}\n', 'nginx'],
    ['upstream app { server 10.0.0.1:80; }\n', 'nginx'],
    ['map $uri $new {\n  /old /new;\n}\n', 'nginx'],
    ['geo $inside {\n  default 0;\n}\n', 'nginx'],
    ['rewrite ^/a/(.*)$ /b/$1 last;\n', 'nginx'],
    ['proxy_pass http://app;\n', 'nginx'],
    ['limit_req_zone $binary_remote_addr zone=one:10m rate=1r/s;\n', 'nginx'],
    [':8080 {\n    handle_path /a/* {\n        reverse_proxy app:80\n    }\n}\n', 'caddy'],
    ['example.com, www.example.com {\n\theader X a\n}\n', 'caddy'],
    ['example.com {\n  @api path /api/*\n}\n', 'caddy'],
    [':80\nrespond "hello"\n', 'caddy'],
    ['{\n  email me@example.com\n}\nexample.com {\n  file_server\n}\n', 'caddy'],
    ['(common) {\n  encode gzip\n}\n', 'caddy'],
    ['<VirtualHost *:80>\n  ProxyPass / http://app/\n</VirtualHost>\n', 'apache'],
  ])('by its statements: %.60j as %s', (text, id) => {
    expect(detect(text, 'pasted.txt')).toBe(id);
  });

  it.each<[string, string]>([
    ['bind:\n- port: 80\n  listeners: []\n', 'agentgateway'],
    ['Binds:\n- port: 80\n', 'agentgateway'],
    ['gateway:\n  default: {port: 80}\nrouts: []\n', 'agentgateway'],
    ['routes:\n- backends: [{host: app:80}]\n', 'agentgateway'],
    ['# yaml-language-server: $schema=https://agentgateway.dev/schema/config\nfrontend: {}\n', 'agentgateway'],
    ['static_resource:\n  listeners: []\n', 'envoy'],
    ['listeners:\n- name: l\n  filter_chains: []\n', 'envoy'],
    ['{"active": {"@type": "type.googleapis.com/envoy.config.listener.v3.Listener"}}', 'envoy'],
  ])('by what it resembles, so that the slip is told: %.60j as %s', (text, id) => {
    expect(detect(text)).toBe(id);
  });

  it.each<[string, string, string]>([
    ['services:\n  web:\n    image: nginx\n    configs: [a]\nconfigs:\n  a: {file: ./a}\n', 'compose.yaml', 'a Compose file'],
    ['openapi: 3.1.0\ninfo: {title: a, version: "1"}\npaths: {}\n', 'api.yaml', 'an OpenAPI description'],
    ['replicaCount: 1\ningress: {enabled: true}\nresources: {}\n', 'values.yaml', 'a Helm values file'],
    ['apiVersion: v2\nname: shop\nversion: 1.0.0\n', 'Chart.yaml', 'a Helm chart description'],
    ['{"name": "x", "version": "1.0.0", "config": {"port": 80}, "scripts": {}}', 'package.json', 'a package.json'],
    ['global: {scrape_interval: 15s}\nscrape_configs: []\n', 'prometheus.yml', 'a Prometheus configuration'],
    ['receivers: {otlp: {}}\nexporters: {debug: {}}\n', 'otel.yaml', 'an OpenTelemetry Collector configuration'],
    ['on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n', 'ci.yml', 'a GitHub Actions workflow'],
    ['{"log": {"version": "1.2", "entries": []}}', 'a.har', 'a HAR file'],
    ['resource "aws_lb" "front" {\n  name = "x"\n}\n', 'main.tf', 'a Terraform file'],
    ['curl -H "a: b" https://example.com/\n', 'config.yaml', 'a curl command'],
    ['GET /x HTTP/1.1\nHost: a\n\n', 'config.yaml', 'an HTTP request'],
    ['-----BEGIN CERTIFICATE-----\n', 'a.pem', 'a certificate or key'],
    ['<!DOCTYPE html>\n<html></html>\n', 'index.html', 'an HTML page'],
  ])('as something else: %.40j (%s) is %s', (text, name, title) => {
    expect(detected({ name, text })).toMatchObject({ foreign: { title } });
  });

  it.each<[string, string]>([
    ['package main\n\nfunc main() {\n\thandle()\n}\n', 'main.go'],
    ['function server() {\n  handle(x);\n  return {\n    log: 1\n  };\n}\n', 'a.js'],
    ['body {\n  root: 1;\n}\n', 'a.css'],
    ['server {\n  enabled = true\n}\n', 'consul.hcl'],
    ['[mysqld]\nport=3306\n', 'my.conf'],
    ['<source>\n  @type forward\n</source>\n', 'fluent.conf'],
    ['backend team:\nserver is down\n', 'note.txt'],
    ['# a comment\n', 'config.yaml'],
    ['null\n', 'config.yaml'],
  ])('as nothing that is known: %.40j (%s)', (text, name) => {
    expect(detected({ name, text })).toEqual({});
  });

  it('in time, whatever the text repeats', () => {
    for (const piece of ['server {\n\n', 'a.b.', '{{ .a }}\n', 'kind: A\napiVersion: a/b\n', 'curl', '(a) {\n', 'x '.repeat(300)])
      expect(() => detect(piece.repeat(Math.ceil(300_000 / piece.length)))).not.toThrow();
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
    const others = files.filter((file) => !expected.includes(detect(readFileSync(file, 'utf8'), file)));
    expect(files.length).toBeGreaterThan(0);
    expect(1 - others.length / files.length, others.slice(0, 5).join('\n')).toBeGreaterThanOrEqual(share);
  });
});
