// A connection manager without HTTP filters. Envoy 1.40 loads it, and every request hangs: it is the router that answers or forwards.
import type { CheckTable } from '../load/check.ts';
import { has, originOf } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const noHttpFilters: CheckTable = {
  [TypeNames.manager]: (hcm, { problems }) => {
    if (!has(hcm, 'http_filters'))
      problems.warn(
        'no-http-filters',
        'There is no router among the HTTP filters, since there are none: requests get no answer.',
        originOf(hcm),
      );
  },
};
