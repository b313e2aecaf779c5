// What a field may hold.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { policies, routes } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/not-a-map': {
    means: 'The file is a list or a single value.',
    why: 'A configuration is a map of sections such as binds, gateways or llm. Anything else is refused.',
    source: 'agentgateway 1.4, what its loader refuses',
    options: { dialect: 'agentgateway' },
    wrong: '- port: 8080',
    right: 'binds: []',
  },
  'agentgateway/byte-order-mark': {
    means: 'The file begins with a byte order mark, which some editors write and none shows.',
    why: 'The loader counts it as a column, so that the first key seems to stand further right than the others. Save the file as UTF-8 without it.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: '\uFEFFbinds: []\nconfig: {}',
    right: 'binds: []\nconfig: {}',
  },
  'agentgateway/control-character': {
    means: 'The file holds a control character.',
    why: 'It usually comes with a copy from elsewhere and cannot be seen. The loader refuses the file even where the character stands in a comment.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: 'binds: [] # \u0007',
    right: 'binds: []',
  },
  'agentgateway/tag': {
    means: 'A value has a tag of its own, such as !secret.',
    why: 'The loader reads plain data. It has no meaning for tags, and stops at each but those of YAML itself, such as !!str.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: 'directResponse: { status: 200, body: !mine hi }',
    right: 'directResponse: { status: 200, body: hi }',
  },
  'agentgateway/tab': {
    means: 'A line begins with a tab.',
    why: 'The loader takes only spaces before what stands in a line, and refuses a tab even in a line without content. Within { }, [ ] and quotes it may stand.',
    source: 'agentgateway 1.4, what its loader refuses',
    options: { dialect: 'agentgateway' },
    wrong: 'binds: []\n\t\nconfig: {}',
    right: 'binds: []\n\nconfig: {}',
  },
  'agentgateway/quotes-needed': {
    means: 'A text within { } or [ ] begins with a colon or a question mark, without quotes.',
    why: 'There these characters belong to YAML: the loader does not take them as part of a text. In quotes, or outside of brackets, they can stand.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: 'directResponse: { status: 200, body: :a }',
    right: "directResponse: { status: 200, body: ':a' }",
  },
  'agentgateway/half-character': {
    means: 'A text in double quotes escapes half a character.',
    why: 'JSON writes characters beyond U+FFFF as two escapes; YAML has \\U and eight digits for them, and the loader refuses the halves.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: 'directResponse: { status: 200, body: "\\ud83d\\ude00" }',
    right: 'directResponse: { status: 200, body: "\\U0001F600" }',
  },
  'agentgateway/several-documents': {
    means: 'The file holds several YAML documents, divided by ---.',
    why: 'Only one is loaded; the real program refuses more.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `binds: []
---
config: {}`,
    right: `binds: []
config: {}`,
  },
  'agentgateway/unknown-field': {
    means: 'The setting does not exist here.',
    why: 'agentgateway refuses a whole configuration for one unknown field, so a slip or a field one level too high stops it from starting.',
    source: 'agentgateway 1.4, configuration schema',
    frame: routes,
    wrong: `- nmae: shop
  backends: [{ host: "10.0.0.1:80" }]`,
    right: `- name: shop
  backends: [{ host: "10.0.0.1:80" }]`,
  },
  'agentgateway/missing-field': {
    means: 'A setting that this needs is not there.',
    why: 'Without it the loader cannot know what is meant, and refuses the configuration.',
    source: 'agentgateway 1.4, configuration schema',
    frame: policies,
    wrong: `jwtAuth:
  issuer: https://login.test`,
    right: `jwtAuth:
  issuer: https://login.test
  audiences: [shop]
  jwks: '{"keys": []}'`,
  },
  'agentgateway/wrong-type': {
    means: 'The value is of another kind than the setting takes: a text for a list, a number for a text.',
    why: 'Nothing is converted. A list of one entry is still a list, a number in quotes a text.',
    source: 'agentgateway 1.4, configuration schema',
    frame: routes,
    wrong: `- name: shop
  backends: "10.0.0.1:80"`,
    right: `- name: shop
  backends: [{ host: "10.0.0.1:80" }]`,
  },
  'agentgateway/bad-value': {
    means: 'The text does not have the form that the setting takes.',
    why: 'Addresses, durations, ranges and the like are read when the file is loaded, and refused when they cannot be.',
    source: 'agentgateway 1.4, configuration schema',
    frame: policies,
    wrong: 'timeout: { requestTimeout: soon }',
    right: 'timeout: { requestTimeout: 30s }',
  },
  'agentgateway/unknown-word': {
    means: 'The setting takes one of a few words, and this is none of them.',
    why: 'Words are compared letter by letter, with their case.',
    source: 'agentgateway 1.4, configuration schema',
    frame: policies,
    wrong: 'jwtAuth: { mode: sometimes, issuer: a, audiences: [b], jwks: \'{"keys": []}\' }',
    right: 'jwtAuth: { mode: optional, issuer: a, audiences: [b], jwks: \'{"keys": []}\' }',
  },
  'agentgateway/no-alternative': {
    means: 'One of several settings must be chosen, and none is.',
    why: 'An empty map leaves open what is meant.',
    source: 'agentgateway 1.4, configuration schema',
    frame: routes,
    wrong: `- matches: [{ path: {} }]
  backends: [{ host: "10.0.0.1:80" }]`,
    right: `- matches: [{ path: { pathPrefix: / } }]
  backends: [{ host: "10.0.0.1:80" }]`,
  },
  'agentgateway/two-alternatives': {
    means: 'Two settings that exclude each other are both given.',
    why: 'Only one of them can be meant, and the loader does not choose.',
    source: 'agentgateway 1.4, configuration schema',
    frame: routes,
    wrong: `- matches: [{ path: { exact: /a, pathPrefix: /b } }]
  backends: [{ host: "10.0.0.1:80" }]`,
    right: `- matches: [{ path: { exact: /a } }, { path: { pathPrefix: /b } }]
  backends: [{ host: "10.0.0.1:80" }]`,
  },
  'agentgateway/out-of-range': {
    means: 'The number is smaller or larger than the setting takes.',
    why: 'Ports go to 65535, weights begin at 0; what does not fit into the type is refused.',
    source: 'agentgateway 1.4, configuration schema',
    frame: routes,
    wrong: '- backends: [{ host: "10.0.0.1:80", weight: -1 }]',
    right: '- backends: [{ host: "10.0.0.1:80", weight: 1 }]',
  },
  'agentgateway/too-few': {
    means: 'The list has fewer entries than it needs.',
    why: 'Some lists stand for a choice, and a choice among nothing is refused.',
    source: 'agentgateway 1.4, configuration schema',
    wrong: `llm:
  models: []
  virtualModels:
  - { name: best, routing: { weighted: { targets: [] } } }`,
    right: `llm:
  models: [{ name: small, provider: openAI }]
  virtualModels:
  - { name: best, routing: { weighted: { targets: [{ model: small }] } } }`,
  },
  'agentgateway/bad-cel': {
    means: 'The expression cannot be read.',
    why: 'Every expression is parsed when the file is loaded, and one that does not parse stops the program from starting.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: 'authorization: { rules: ["request.path =="] }',
    right: 'authorization: { rules: [\'request.path == "/"\'] }',
  },
  'agentgateway/bad-regex': {
    means: 'The pattern cannot be read.',
    why: 'Patterns are compiled when the file is loaded, by the Rust crate regex: it has neither look-around nor back-references.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: routes,
    wrong: `- matches: [{ path: { regex: "/(a" } }]
  backends: [{ host: "10.0.0.1:80" }]`,
    right: `- matches: [{ path: { regex: "/(a)" } }]
  backends: [{ host: "10.0.0.1:80" }]`,
  },
};
