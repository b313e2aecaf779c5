// What a file may hold.
import type { ConfigPages } from '../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'envoy/empty': {
    means: 'The file holds no configuration.',
    why: 'A file of this dialect is a map of fields: a bootstrap, a listener, a route table.',
    source: 'Envoy 1.40',
    options: { dialect: 'envoy' },
    wrong: '# nothing yet',
    right: 'static_resources: {}',
  },
  'envoy/unknown-resource': {
    means: 'An item of the list is no resource that is known here.',
    why: 'Listeners, clusters, route tables, virtual hosts, endpoints and secrets are. What else stands there is passed over.',
    source: 'Gateglass',
    options: { dialect: 'envoy' },
    wrong: `- {name: a, connect_timeout: 1s, type: STATIC}
- {hello: world}`,
    right: `- {name: a, connect_timeout: 1s, type: STATIC}
- {name: b, connect_timeout: 1s, type: STATIC}`,
  },
};
