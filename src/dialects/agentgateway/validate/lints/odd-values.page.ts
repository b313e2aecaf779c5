// Values that load and do not do what they seem to.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies, routes } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/empty-bucket': {
    means: 'A rate limit has no tokens.',
    why: 'maxTokens is the size of the bucket. At 0 it is always empty: every request is answered 429.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: policies,
    wrong: 'localRateLimit: { conditional: [{ fillInterval: 1s }] }',
    right: 'localRateLimit: { conditional: [{ maxTokens: 10, tokensPerFill: 10, fillInterval: 1s }] }',
  },
  'agentgateway/mirror-share': {
    means: 'The share of mirrored requests is below 0 or above 1.',
    why: 'It is a fraction, not a percentage: 0.5 is half of them.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: policies,
    wrong: 'requestMirror: { backend: { host: "10.0.0.9:80" }, percentage: 50 }',
    right: 'requestMirror: { backend: { host: "10.0.0.9:80" }, percentage: 0.5 }',
  },
  'agentgateway/no-matches': {
    means: 'The list of matches is there and empty.',
    why: 'An empty list fits nothing. Left out, it fits every path.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: routes,
    wrong: `- matches: []
  backends: [{ host: "10.0.0.1:80" }]`,
    right: '- backends: [{ host: "10.0.0.1:80" }]',
  },
};
