// Expressions that name what is not known yet.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/cel-phase': {
    means: 'The expression names something that is not known where it runs, such as the response while a request is let in.',
    why: 'To the expression it is null. Reading a field of it fails, so the rule never holds and the value is never written.',
    source: 'agentgateway 1.4, variables by phase; asked of the real program',
    frame: policies,
    wrong: "authorization: { rules: ['response.code == 200'] }",
    right: 'authorization: { rules: [\'request.method == "GET"\'] }',
  },
};
