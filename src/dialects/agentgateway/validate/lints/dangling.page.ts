// References that lead nowhere.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { routes } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/dangling-backend': {
    means: 'The route names a backend that does not exist.',
    why: 'The file loads, and every request that comes here is answered 500. References to entries of backends begin with a slash.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: '- backends: [{ backend: /shop }]',
    right: '- backends: [{ host: "10.0.0.1:80" }]',
  },
  'agentgateway/dangling-group': {
    means: 'The route names a route group that does not exist.',
    why: 'The file loads, and every request that comes here is answered 404.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    wrong: `routeGroups: [{ name: carts, routes: [] }]
binds:
- port: 8080
  listeners:
  - routes: [{ backends: [{ routeGroup: cart }] }]`,
    right: `routeGroups: [{ name: carts, routes: [] }]
binds:
- port: 8080
  listeners:
  - routes: [{ backends: [{ routeGroup: carts }] }]`,
  },
  'agentgateway/dangling-service': {
    means: 'The route names a service that does not exist.',
    why: 'The file loads, and every request that comes here is answered 500.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: '- backends: [{ service: { name: default/shop.test, port: 80 } }]',
    right: '- backends: [{ host: "10.0.0.1:80" }]',
  },
  'agentgateway/no-backends': {
    means: 'The route neither answers by itself nor has a backend.',
    why: 'The file loads, and every request that comes here is answered 500.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: '- name: shop',
    right: `- name: shop
  backends: [{ host: "10.0.0.1:80" }]`,
  },
  'agentgateway/weights': {
    means: 'All backends of the route have weight 0.',
    why: 'There is nothing to choose from: every request is answered 500.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: '- backends: [{ host: "10.0.0.1:80", weight: 0 }]',
    right: '- backends: [{ host: "10.0.0.1:80", weight: 1 }]',
  },
};
