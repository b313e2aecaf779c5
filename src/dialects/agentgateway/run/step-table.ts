// The policies as the runner wants them: by type, with what they do on either side.
import type { StepTable } from '../../../simulate/phases.ts';
import type { AgwPolicy } from '../model.ts';
import { kinds } from '../steps/index.ts';
import type { Exchange, Reply } from './exchange.ts';

export const stepTable: StepTable<AgwPolicy, Exchange, Reply> = Object.fromEntries(
  kinds
    .filter((kind) => kind.support !== 'opaque')
    .map((kind) => [
      kind.key,
      {
        ...(kind.request === undefined
          ? {}
          : { request: (policy: AgwPolicy, x: Exchange) => kind.request?.(policy, x) ?? { kind: 'continue' as const } }),
        ...(kind.response === undefined ? {} : { response: (policy: AgwPolicy, x: Exchange) => kind.response?.(policy, x) }),
      },
    ]),
);
