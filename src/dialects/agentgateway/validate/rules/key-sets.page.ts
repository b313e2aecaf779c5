// Key sets for tokens.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/bad-jwks': {
    means: 'The key set cannot be read.',
    why: 'A text is taken as the key set itself, in JSON; a key of an unknown kind or with a part missing stops the program from starting.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: "jwtAuth: { issuer: a, audiences: [b], jwks: 'https://login.test/keys' }",
    right: 'jwtAuth: { issuer: a, audiences: [b], jwks: \'{"keys": []}\' }',
  },
  'agentgateway/missing-file': {
    means: 'A file that the configuration names is not here.',
    why: 'It is taken to be there and valid, so answers that depend on what is in it rest on that. Add it beside the configuration for exact ones.',
    source: 'Gateglass, assumptions',
    frame: policies,
    wrong: 'jwtAuth: { issuer: a, audiences: [b], jwks: { file: keys.json } }',
    right: 'jwtAuth: { issuer: a, audiences: [b], jwks: \'{"keys": []}\' }',
  },
};
