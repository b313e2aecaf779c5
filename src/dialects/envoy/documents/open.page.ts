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
  'envoy/bad-escape': {
    means: 'An escape in a text is half a character.',
    why: 'Characters beyond U+FFFF are two such halves in JSON; in YAML Envoy reads neither, so they are written as they are, or as \\U with eight digits.',
    source: 'Envoy 1.40, what it refuses to load',
    options: { dialect: 'envoy' },
    wrong: 'node: {id: "\\ud83d\\ude00", cluster: a}',
    right: 'node: {id: "\\U0001F600", cluster: a}',
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
