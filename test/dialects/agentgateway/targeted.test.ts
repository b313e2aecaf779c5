// Policies that say themselves what they attach to. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { ask, routes } from './support.ts';

const withTarget = (target: string): string => `binds:
- port: 80
  listeners:
  - name: l
    namespace: other
    routes:
    - {name: a, backends: [{backend: /named}]}
backends: [{name: named, host: app.test:80}]
policies:
- name: {name: p, namespace: default}
  target: ${target}
  policy: {requestHeaderModifier: {set: {x-a: b}}, }
`;

const applies = async (target: string): Promise<boolean> =>
  (await ask(withTarget(target))).upstream?.headers.some(([name]) => name === 'x-a') ?? false;

const opened = (target: string) => open({ files: [{ name: 'config.yaml', text: withTarget(target) }], dialect: 'agentgateway' });

describe('a policy attaches', () => {
  it.each([
    ["{backend: {backend: {name: named, namespace: ''}}}", true],
    ['{backend: {backend: {name: named, namespace: default}}}', false],
    ['{backend: {backend: {name: /named, namespace: default}}}', false],
    ["{backend: {backend: {name: named, namespace: '', section: one}}}", false],
    ['{gateway: {gatewayName: default, gatewayNamespace: default}}', true],
    ['{gateway: {gatewayName: default, gatewayNamespace: default, listenerName: l}}', true],
    ['{gateway: {gatewayName: default, gatewayNamespace: other}}', false],
    ['{gateway: {gatewayName: default, gatewayNamespace: default, port: 80}}', false],
    ['{route: {name: a, namespace: default}}', true],
    ['{route: {name: a, namespace: default, kind: HTTPRoute}}', false],
    ['{route: {name: a, namespace: default, ruleName: one}}', false],
  ])('to %s: %s', async (target, expected) => {
    expect(await applies(target)).toBe(expected);
  });

  it.each([
    ['{backend: {backend: {name: named, namespace: default}}}', "Entries of backends are in no namespace: write namespace: ''."],
    ['{gateway: {gatewayName: default, gatewayNamespace: default, port: 80}}', 'A port attaches none of the policies that can stand here.'],
    ['{route: {name: a, namespace: default, kind: HTTPRoute}}', 'Routes of a file have no kind.'],
    ['{route: {name: a, namespace: default, ruleName: one}}', "A route's ruleName is not looked at."],
  ])('to nothing, and it is told why: %s', async (target, why) => {
    const { valid, diagnostics } = await opened(target);
    expect(valid).toBe(true);
    const idle = diagnostics.find(({ code }) => code === 'agentgateway/idle-policy');
    expect(idle?.message).toMatch(/^Nothing here is called .*: the policy has no effect\. /);
    expect(idle?.message).toContain(why);
  });

  it('to a listener or to a port, not to both', async () => {
    const { valid, diagnostics } = await opened('{gateway: {gatewayName: default, gatewayNamespace: default, listenerName: l, port: 80}}');
    expect(valid).toBe(false);
    expect(diagnostics.map(({ code }) => code)).toContain('agentgateway/listener-and-port');
  });
});

describe('expressions see the backend', () => {
  it.each([
    ['- backends: [{service: {name: default/s.test, port: 80}}]', '"s.test:80"'],
    ['- {name: a, backends: [{routeGroup: g}]}', '"/routegroup/g/default/in/backend0"'],
  ])('%s as %s', async (items, name) => {
    const text = `${routes(items)}
services: [{name: s, namespace: default, hostname: s.test, vips: [], ports: {80: 8080}}]
workloads: [{uid: w, name: w, namespace: default, workloadIps: [127.0.0.1], services: {default/s.test: {80: 8080}}}]
routeGroups: [{name: g, routes: [{name: in, backends: [{host: app.test:80}]}]}]
frontendPolicies: {accessLog: {add: {backend: backend.name}}}
`;
    expect((await ask(text)).accessLog?.[0]).toContain(`backend=${name}`);
  });
});
