// Entries that a later one of the same name replaces.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { routes } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/replaced-route': {
    means: 'A later route of the same listener has the same name.',
    why: 'Names tell routes apart: the later one replaces this, which is gone without a word.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: `- { name: shop, matches: [{ path: { exact: /a } }], backends: [{ host: "10.0.0.1:80" }] }
- { name: shop, matches: [{ path: { exact: /b } }], backends: [{ host: "10.0.0.1:80" }] }`,
    right: `- { name: a, matches: [{ path: { exact: /a } }], backends: [{ host: "10.0.0.1:80" }] }
- { name: b, matches: [{ path: { exact: /b } }], backends: [{ host: "10.0.0.1:80" }] }`,
  },
  'agentgateway/replaced-backend': {
    means: 'A later entry has the same name.',
    why: 'The later one replaces this, which is gone without a word.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    wrong: `binds: []
backends:
- { name: shop, host: "10.0.0.1:80" }
- { name: shop, host: "10.0.0.2:80" }`,
    right: `binds: []
backends:
- { name: shop-a, host: "10.0.0.1:80" }
- { name: shop-b, host: "10.0.0.2:80" }`,
  },
};
