// Fields that stand twice.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/twice': {
    means: 'A field stands twice in one place.',
    why: 'It would not be clear which of the two counts; the loader refuses the file.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `binds: []
binds: []`,
    right: 'binds: []',
  },
};
