// What the real program refuses to load, each in its place; and what it loads.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { indent, isValid, messagesOf, policies, routes } from './support.ts';

const base = '- {name: a, backends: [{host: h.test:80}]}';

describe('the whole', () => {
  it.each<[string, string, string]>([
    ['a list', '- a', 'error 1 agentgateway/not-a-map'],
    ['an unknown section', 'bindz: []', 'error 1 agentgateway/unknown-field'],
    ['two documents', 'binds: []\n---\nbinds: []', 'error 2 agentgateway/several-documents'],
    ['one port twice', 'binds: [{port: 80, listeners: []}]\ngateways: {a: {port: 80}}', 'agentgateway/same-port'],
    ['a bind without port', 'binds:\n- listeners: []', 'agentgateway/bind-without-port'],
    ['HTTPS without certificate', 'binds:\n- port: 80\n  listeners:\n  - protocol: HTTPS\n    routes: []', 'agentgateway/tls-needed'],
    ['HTTP with certificate', 'gateways: {default: {port: 80, protocol: HTTP, tls: {cert: a, key: b}}}', 'agentgateway/tls-forbidden'],
    ['both kinds of routes', 'binds:\n- port: 80\n  listeners:\n  - routes: []\n    tcpRoutes: []', 'agentgateway/both-routes'],
    ['an unknown gateway', `gateways: {default: {port: 80}}\nroutes:\n- {gateways: nobody, backends: []}`, 'agentgateway/unknown-gateway'],
    ['no default gateway', `gateways: {a: {port: 80}}\nroutes:\n- backends: []`, 'agentgateway/gateways-needed'],
    ['llm with a port and gateways', 'llm: {port: 4000, gateways: [a], models: []}', 'agentgateway/gateways-or-port'],
    ['llm and mcp on one port', 'llm: {port: 4000, models: []}\nmcp: {port: 4000, targets: []}', 'agentgateway/llm-mcp-port'],
  ])('%s', async (_, text, expected) => {
    expect(await isValid(text)).toBe(false);
    expect((await messagesOf(text)).join('\n')).toContain(expected);
  });

  it('is loaded when it is right', async () => {
    expect(await messagesOf(routes(base))).toEqual([]);
    expect(await isValid(routes(base))).toBe(true);
  });
});

describe('a route', () => {
  it.each<[string, string, string]>([
    ['a mistyped field', '- nmae: a', 'error 5 agentgateway/unknown-field'],
    ['a text for a list', '- backends: x', 'error 5 agentgateway/wrong-type'],
    ['a bad path pattern', '- matches:\n  - path: {regex: "("}', 'error 6 agentgateway/bad-regex'],
    ['two kinds of path', '- matches: [{path: {exact: /a, pathPrefix: /b}}]', 'error 5 agentgateway/'],
    ['a bad host', '- backends: [{host: "no port"}]', 'error 5 agentgateway/'],
    ['a weight below nothing', '- backends: [{host: h.test:80, weight: -1}]', 'error 5 agentgateway/'],
  ])('%s', async (_, item, expected) => {
    const messages = await messagesOf(routes(item));
    expect(messages.join('\n')).toContain(expected);
    expect(await isValid(routes(item))).toBe(false);
  });
});

describe('a policy', () => {
  it.each<[string, string, string]>([
    ['bad CEL', 'authorization: {rules: ["a +"]}', 'error 7 agentgateway/bad-cel'],
    ['an unknown policy', 'autorization: {rules: []}', 'error 7 agentgateway/unknown-field'],
    ['a bad duration', 'timeout: {requestTimeout: soon}', 'error 7 agentgateway/'],
    ['a bad word', 'jwtAuth: {mode: sometimes, issuer: a, jwks: "{}"}', 'error 7 agentgateway/unknown-word'],
    ['a missing field', 'jwtAuth: {issuer: a}', 'error 7 agentgateway/missing-field'],
    ['a bad key set', `jwtAuth: {issuer: a, audiences: [b], jwks: 'nonsense'}`, 'error 7 agentgateway/bad-jwks'],
    ['no entry of a conditional', 'transformations: {conditional: []}', 'agentgateway/empty-conditional'],
    [
      'a fallback that is not the last',
      'directResponse: {conditional: [{status: 200}, {condition: "true", status: 201}]}',
      'agentgateway/fallback-last',
    ],
  ])('%s', async (_, yaml, expected) => {
    const messages = await messagesOf(policies(yaml));
    expect(messages.join('\n')).toContain(expected);
    expect(await isValid(policies(yaml))).toBe(false);
  });
});

describe('warnings about what is loaded without a word', () => {
  const groups = (text: string): string => `routeGroups:\n- name: g\n  routes: []\n${text}`;

  it.each<[string, string, string]>([
    ['a backend that is nowhere', routes('- backends: [{backend: /none}]'), 'warning 5 agentgateway/dangling-backend'],
    ['a group that is nowhere', groups(routes('- backends: [{routeGroup: none}]')), 'warning 8 agentgateway/dangling-group'],
    ['a host that is only a star', routes(`- {hostnames: ["*"], backends: [{host: h.test:80}]}`), 'warning 5 agentgateway/star-host'],
    [
      'a host outside the listener',
      `binds:\n- port: 80\n  listeners:\n  - hostname: a.test\n    routes:\n    - hostnames: [b.test]\n      backends: [{host: h.test:80}]`,
      'warning 6 agentgateway/host-outside',
    ],
    [
      'a route behind another',
      routes(`${base}\n- {name: b, matches: [{path: {pathPrefix: /}}], backends: [{host: h.test:80}]}`),
      'warning 6 agentgateway/shadowed-route',
    ],
    ['a route without an answer', routes('- name: empty'), 'warning 5 agentgateway/no-backends'],
    ['a name that no expression knows', policies(`authorization: {rules: ['reqest.path == "/"']}`), 'warning 7 agentgateway/cel-warning'],
    ['a deny rule that can fail', policies(`authorization: {rules: [{deny: 'jwt.sub == "x"'}]}`), 'warning 7 agentgateway/cel-warning'],
    ['an answer that is not there yet', policies(`authorization: {rules: ['response.code == 200']}`), 'warning 7 agentgateway/cel-phase'],
    ['an empty bucket', policies('localRateLimit: {conditional: [{fillInterval: 1s}]}'), 'warning 7 agentgateway/empty-bucket'],
    [
      'a policy whose target is nowhere',
      `policies:\n- name: {name: p, namespace: default}\n  target: {route: {name: none, namespace: default}}\n  policy: {timeout: {requestTimeout: 1s}}\n${routes(base)}`,
      'agentgateway/idle-policy',
    ],
  ])('%s', async (_, text, expected) => {
    expect((await messagesOf(text)).join('\n')).toContain(expected);
    expect(await isValid(text)).toBe(true);
  });

  it('none for a good configuration with the usual parts', async () => {
    const text = policies(
      indent(
        `cors: {allowOrigins: ["*"]}
authorization: {rules: [{deny: 'has(jwt.sub) && jwt.sub == "x"'}]}
localRateLimit: [{maxTokens: 5, tokensPerFill: 1, fillInterval: 1s}]`,
        0,
      ),
    );
    expect(await messagesOf(text)).toEqual([]);
  });
});

describe('an expression that goes wrong', () => {
  const opened = async (rule: string) =>
    (await open({ files: [{ name: 'config.yaml', text: policies(`authorization: {rules: ['${rule}']}`) }] })).diagnostics;

  it('names the page of its own fault, and is mended where it stands', async () => {
    const [found] = await opened('request.headers.x-team == "red"');
    expect(found).toMatchObject({
      code: 'agentgateway/cel-warning',
      page: 'cel/undeclared_reference',
      fix: { text: 'request.headers["x-team"]' },
    });
    const text = policies(`authorization: {rules: ['request.headers.x-team == "red"']}`);
    expect(text.slice(found?.fix?.span.start, found?.fix?.span.end)).toBe('request.headers.x-team');
  });
});

describe('where the log and traces are configured', () => {
  const fields = 'config: {logging: {fields: {remove: [duration]}}}';
  it.each<[string, string, string]>([
    [
      'traces in both places',
      `config: {tracing: {otlpEndpoint: c.test}}\nfrontendPolicies: {tracing: {host: 'c.test:1'}}`,
      'error 1 agentgateway/two-places',
    ],
    ['the log in both places', `${fields}\nfrontendPolicies: {accessLog: {}}`, 'error 1 agentgateway/two-places'],
    ['the log under its older name', `${fields}\nfrontendPolicies: {logging: {}}`, 'error 1 agentgateway/two-places'],
    ['no collector', 'config: {tracing: {randomSampling: true}}', 'error 1 agentgateway/missing-field'],
    ['an empty collector', `config: {tracing: {otlpEndpoint: ''}}`, 'error 1 agentgateway/missing-field'],
    ['a collector of another scheme', `config: {tracing: {otlpEndpoint: 'tcp://c.test:1'}}`, 'error 1 agentgateway/bad-value'],
    ['a collector without host', `config: {tracing: {otlpEndpoint: 'http://'}}`, 'error 1 agentgateway/bad-value'],
    ['a path without scheme', 'config: {tracing: {otlpEndpoint: c.test/v1}}', 'error 1 agentgateway/bad-value'],
    ['a header with a blank', `config: {tracing: {otlpEndpoint: c.test, headers: {'a b': '"c"'}}}`, 'error 1 agentgateway/bad-value'],
  ])('%s is refused', async (_, text, expected) => {
    expect(await messagesOf(text)).toContain(expected);
  });

  it.each<[string, string]>([
    ['the form of the log beside its fields', 'config: {logging: {format: json, fields: {add: {}}}}\nfrontendPolicies: {accessLog: {}}'],
    ['nothing in the newer place', `${fields}\nfrontendPolicies: {accessLog: null}`],
    ['an address without scheme', `config: {tracing: {otlpEndpoint: 'c.test:4317'}}`],
    ['an address with path', `config: {tracing: {otlpEndpoint: 'https://[::1]:4317/v1?a=b'}}`],
  ])('%s loads', async (_, text) => {
    expect(await isValid(text)).toBe(true);
  });

  it('a collector may come from the environment', async () => {
    expect(await messagesOf('config: {tracing: {}}', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c.test' })).toEqual([]);
  });
});
