// Retry policies that retry nothing: without conditions, with words that are no conditions, or with a condition whose list is missing.
import type { CheckTable } from '../load/check.ts';
import { has, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

/** Envoy 1.40, x-envoy-retry-on and x-envoy-retry-grpc-on. */
const CONDITIONS = new Set(
  `5xx gateway-error reset reset-before-request connect-failure envoy-ratelimited retriable-4xx refused-stream retriable-status-codes
retriable-headers http3-post-connect-failure cancelled deadline-exceeded internal resource-exhausted unavailable`.split(/\s+/),
);

export const retryNothing: CheckTable = {
  [TypeNames.retryPolicy]: (m, { problems }) => {
    const warn = (field: string | undefined, message: string): void => problems.warn('retry-nothing', message, originOf(m, field));
    const words = text(m, 'retry_on')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
    if (words.length === 0) {
      warn(
        undefined,
        'Nothing is retried unless a request asks for it (x-envoy-retry-on): retry_on says for which failures, and it is absent.',
      );
      return;
    }
    const unknown = words.filter((word) => !CONDITIONS.has(word));
    if (unknown.length > 0)
      warn('retry_on', `${unknown.join(', ')} is no retry condition and is ignored. There are: ${[...CONDITIONS].join(', ')}.`);
    for (const [word, field] of [
      ['retriable-status-codes', 'retriable_status_codes'],
      ['retriable-headers', 'retriable_headers'],
    ] as const)
      if (words.includes(word) && !has(m, field)) warn('retry_on', `${word} needs ${field}, which is absent.`);
  },
};
