// Policies without a target.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/idle-policy': {
    means: 'The policy names a target that does not exist.',
    why: 'The file loads, and the policy applies to nothing: what it was meant to protect is open.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    wrong: `policies:
- name: { name: p, namespace: default }
  target: { route: { name: shopp, namespace: default } }
  policy: { timeout: { requestTimeout: 1s } }
binds:
- port: 8080
  listeners:
  - routes: [{ name: shop, backends: [{ host: "10.0.0.1:80" }] }]`,
    right: `policies:
- name: { name: p, namespace: default }
  target: { route: { name: shop, namespace: default } }
  policy: { timeout: { requestTimeout: 1s } }
binds:
- port: 8080
  listeners:
  - routes: [{ name: shop, backends: [{ host: "10.0.0.1:80" }] }]`,
  },
};
