// Functions of the configuration's own.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/bad-functions': {
    means: 'The functions of config.customFunctions cannot be used.',
    why: 'They are read when the file is loaded: a mistake in one of them, a name twice, a call of itself, or a name that exists already stops the program from starting.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `config:
  customFunctions: |
    twice(x) { x * }
binds: []`,
    right: `config:
  customFunctions: |
    twice(x) { x * 2 }
binds: []`,
  },
};
