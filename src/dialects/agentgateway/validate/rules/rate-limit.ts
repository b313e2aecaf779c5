// A bucket must hold what comes back at once.
import { child, numberOf } from '../../read/at.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const rateLimitRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'rate limit', 'conditional rate limit')) {
    const most = numberOf(child(at, 'maxTokens')) ?? 0;
    const fill = numberOf(child(at, 'tokensPerFill')) ?? 0;
    if (fill > most && fill <= 2 ** 64)
      report.add('agentgateway/bad-value', placeOfAt(child(at, 'tokensPerFill')), {
        because: `tokensPerFill ${fill} is more than maxTokens ${most}`,
      });
  }
};
