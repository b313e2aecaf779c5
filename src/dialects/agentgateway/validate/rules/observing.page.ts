// Where the log and traces are configured.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/two-places': {
    means: 'The log or the traces are configured in `config` and in `frontendPolicies`.',
    why: 'The section in `config` is the older one. The loader does not merge the two, it refuses the file.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `config: { logging: { filter: "response.code >= 400" } }
frontendPolicies: { accessLog: { add: { user: jwt.sub } } }
binds: []`,
    right: `frontendPolicies: { accessLog: { filter: "response.code >= 400", add: { user: jwt.sub } } }
binds: []`,
  },
};
