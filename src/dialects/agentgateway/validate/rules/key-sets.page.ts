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
};
