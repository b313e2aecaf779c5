// Policies that say themselves what they attach to. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { ask } from './support.ts';

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

describe('a policy attaches', () => {
  it.each([
    ["{backend: {backend: {name: named, namespace: ''}}}", true],
    ['{backend: {backend: {name: named, namespace: default}}}', false],
    ['{backend: {backend: {name: /named, namespace: default}}}', false],
    ["{backend: {backend: {name: named, namespace: '', section: one}}}", false],
    ['{gateway: {gatewayName: default, gatewayNamespace: default}}', true],
    ['{gateway: {gatewayName: default, gatewayNamespace: default, listenerName: l}}', true],
    ['{gateway: {gatewayName: default, gatewayNamespace: other}}', false],
  ])('to %s: %s', async (target, expected) => {
    expect(await applies(target)).toBe(expected);
  });

  it('to nothing, and is told so, where a named backend is looked for in a namespace', async () => {
    const text = withTarget('{backend: {backend: {name: named, namespace: default}}}');
    const { valid, diagnostics } = await open({ files: [{ name: 'config.yaml', text }], dialect: 'agentgateway' });
    expect(valid).toBe(true);
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toContain(
      "agentgateway/idle-policy: Nothing here is called backend default/named: the policy has no effect. Entries of backends are in no namespace: write namespace: ''.",
    );
  });
});
