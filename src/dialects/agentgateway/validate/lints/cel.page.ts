// Expressions that load and go wrong.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/unread-cel': {
    means: 'The expression cannot be read, and the loader does not say so.',
    why: 'Expressions of standardAttributes are not read when the file is loaded. One that is wrong gives no user or group.',
    source: 'agentgateway 1.4, what its loader takes',
    wrong: 'config: { standardAttributes: { user: "jwt." } }',
    right: 'config: { standardAttributes: { user: jwt.sub } }',
  },
  'agentgateway/cel-warning': {
    means: 'The expression can be read, and goes wrong when it runs, or hardly means what it says.',
    why: 'agentgateway has no checker: unknown names and wrong types are found by requests, and a rule that fails counts as false. The page of the fault itself says more.',
    source: "agentgateway 1.4, expressions; the checks are Gateglass's",
    frame: policies,
    wrong: 'authorization: { rules: [\'reqest.path == "/"\'] }',
    right: 'authorization: { rules: [\'request.path == "/"\'] }',
  },
};
