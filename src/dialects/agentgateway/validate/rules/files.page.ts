// Files beside the configuration.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/missing-file': {
    means: 'A file that the configuration names is not here.',
    why: 'It is taken to be there and valid, so answers that depend on what is in it rest on that. Add it beside the configuration for exact ones.',
    source: 'Gateglass, assumptions',
    frame: policies,
    wrong: 'jwtAuth: { issuer: a, audiences: [b], jwks: { file: keys.json } }',
    right: 'jwtAuth: { issuer: a, audiences: [b], jwks: \'{"keys": []}\' }',
  },
};
