// Names that are no header names.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/bad-header-name': {
    means: 'The name has characters that no header can have.',
    why: 'The file loads, and every request to which the modifier applies is answered 500.',
    source: 'agentgateway 1.4, loads without a word; asked of the real program',
    frame: policies,
    wrong: 'requestHeaderModifier: { set: { "x team": red } }',
    right: 'requestHeaderModifier: { set: { x-team: red } }',
  },
};
