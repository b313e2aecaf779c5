// Settings that have two names.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/two-spellings': {
    means: 'One setting is given under its old and its new name.',
    why: 'Which of the two counts is not defined; the loader refuses it.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `frontendPolicies: { accessLog: {}, logging: {} }
binds: []`,
    right: `frontendPolicies: { accessLog: {} }
binds: []`,
  },
};
