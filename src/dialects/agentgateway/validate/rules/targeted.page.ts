// Policies that stand by themselves and name what they are for.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/one-policy': {
    means: 'The entry holds no policy, or several.',
    why: 'An entry of policies attaches one policy to one target, so that it can be told which one wins.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `policies:
- name: { name: p, namespace: default }
  target: { route: { name: shop, namespace: default } }
  policy: { timeout: { requestTimeout: 1s }, retry: { attempts: 2, codes: [503] } }
binds: []`,
    right: `policies:
- name: { name: p, namespace: default }
  target: { route: { name: shop, namespace: default } }
  policy: { timeout: { requestTimeout: 1s } }
binds: []`,
  },
  'agentgateway/listener-and-port': {
    means: 'The target names a listener and a port of a gateway.',
    why: 'A listener has its port already; the loader wants one of the two.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `policies:
- name: { name: p, namespace: default }
  target: { gateway: { gatewayName: default, gatewayNamespace: default, listenerName: l, port: 80 } }
  policy: { timeout: { requestTimeout: 1s } }
binds: []`,
    right: `policies:
- name: { name: p, namespace: default }
  target: { gateway: { gatewayName: default, gatewayNamespace: default, listenerName: l } }
  policy: { timeout: { requestTimeout: 1s } }
binds: []`,
  },
  'agentgateway/conditional-on-backend': {
    means: 'A policy with conditions is attached to a backend.',
    why: 'Conditions are decided before a backend is chosen.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `policies:
- name: { name: p, namespace: default }
  target: { backend: { backend: { name: b, namespace: default } } }
  policy: { transformations: { conditional: [{ request: { set: { x: "1" } } }] } }
binds: []`,
    right: `policies:
- name: { name: p, namespace: default }
  target: { backend: { backend: { name: b, namespace: default } } }
  policy: { transformations: { request: { set: { x: "1" } } } }
binds: []`,
  },
};
