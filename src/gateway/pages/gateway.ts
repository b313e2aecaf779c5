// What is said of a text before a dialect reads it.
import type { ConfigPages } from '../../diagnostics/page.ts';

export const ROUTES = 'name: shop\nvirtual_hosts:\n- {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}';

export const gatewayPages: ConfigPages = {
  'gateway/no-text': {
    means: 'There is no configuration to read.',
    why: 'Without one nothing can be answered. Paste a configuration, or choose an example.',
    source: 'Gateglass',
    wrong: '',
    right: ROUTES,
  },
  'gateway/too-long': {
    means: 'The files are longer than what is read here.',
    why: 'A page has to stay usable: beyond this length nothing is read. Take out what does not matter, such as clusters of other routes.',
    source: 'Gateglass, limits',
    frame: (example) => (example.startsWith('#') ? example.padEnd(64_000_001, '#') : example),
    wrong: '# a file of more than 64 million characters',
    right: ROUTES,
  },
  'gateway/unknown-dialect': {
    means: 'The dialect that was chosen does not exist.',
    why: 'The name is misspelt, or it comes from a link of a later version. Leave it out, and the text decides.',
    source: 'Gateglass',
    options: { dialect: 'envoi' },
    wrong: ROUTES,
    right: ROUTES,
  },
  'gateway/unrecognised': {
    means: 'The text has none of the marks by which configurations are recognised.',
    why: 'Either it is a part of a configuration without its frame, or another kind of file, or broken further up. Choose the dialect if you know it.',
    source: 'Gateglass',
    wrong: 'hello: world',
    right: ROUTES,
  },
  'gateway/foreign': {
    means: 'The text is a well-known kind of file, and none that configures a gateway.',
    why: 'Its mistakes are not looked for. A request belongs into the list of requests; a template or a chart is rendered first, and what comes out is taken.',
    source: 'Gateglass',
    wrong: 'services:\n  web:\n    image: nginx:1.27\n    ports: ["80:80"]',
    right: ROUTES,
  },
  'gateway/unknown-profile': {
    means: 'This version is not answered for.',
    why: 'Gateways differ from version to version, and no answer is given that was not checked against that version.',
    source: 'Gateglass, table of versions',
    options: { profile: 'envoy@1.2' },
    wrong: ROUTES,
    right: ROUTES,
  },
  'gateway/dialect-to-come': {
    means: 'The configuration is recognised, and its dialect is not answered for yet.',
    why: 'The text is kept and can be shared. No decision is given rather than a guessed one.',
    source: 'Gateglass',
    wrong: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: shop}\nspec: {rules: []}',
    right: ROUTES,
  },
};
