// Hostnames that no request has.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { binds, listener, routes } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/star-host': {
    means: 'The hostname is a bare star.',
    why: 'It is compared as it stands, so it fits only a request whose Host is a star. To serve every host, leave hostnames out.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: `- hostnames: ["*"]
  backends: [{ host: "10.0.0.1:80" }]`,
    right: '- backends: [{ host: "10.0.0.1:80" }]',
  },
  'agentgateway/odd-host': {
    means: 'The hostname has a scheme, a port, a path, or a star at a place where it means nothing.',
    why: 'It is compared with the name in the Host header, without the port, so it fits no request.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: `- hostnames: ["https://shop.test"]
  backends: [{ host: "10.0.0.1:80" }]`,
    right: `- hostnames: [shop.test]
  backends: [{ host: "10.0.0.1:80" }]`,
  },
  'agentgateway/host-outside': {
    means: 'The route is for a host that its listener does not serve.',
    why: 'Requests for it never reach this listener, so the route is dead.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: listener,
    wrong: `hostname: shop.test
routes:
- hostnames: [cart.test]
  backends: [{ host: "10.0.0.1:80" }]`,
    right: `hostname: "*.shop.test"
routes:
- hostnames: [cart.shop.test]
  backends: [{ host: "10.0.0.1:80" }]`,
  },
  'agentgateway/same-hostname': {
    means: 'Two listeners of one port serve the same host.',
    why: 'Which one wins is not defined: it changes from start to start.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: binds,
    wrong: `- port: 8080
  listeners:
  - { name: a, routes: [] }
  - { name: b, routes: [] }`,
    right: `- port: 8080
  listeners:
  - { name: a, hostname: a.test, routes: [] }
  - { name: b, hostname: b.test, routes: [] }`,
  },
};
