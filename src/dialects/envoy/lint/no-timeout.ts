// Routes without an end. A timeout of 0 switches the limit off: a backend that does not answer holds the request for ever.
import type { CheckTable } from '../load/check.ts';
import { has, milliseconds, originOf } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const noTimeout: CheckTable = {
  [TypeNames.routeAction]: (action, { problems }) => {
    if (!has(action, 'timeout') || milliseconds(action, 'timeout') !== 0) return;
    if (has(action, 'max_stream_duration') || has(action, 'idle_timeout') || has(action, 'upgrade_configs')) return;
    problems.add(
      'no-timeout',
      'info',
      'A timeout of 0s is none: a backend that never answers holds the request until the stream is idle (5 minutes unless set).',
      originOf(action, 'timeout'),
    );
  },
};
