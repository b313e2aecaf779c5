// The two forms in which a sample gives headers, as one.
import type { HeaderPairs } from './headers.ts';
import type { SampleRequest } from './sample-request.ts';

/** Header pairs of either form; a list of values gives one pair each. */
export const headerPairsOf = (headers: SampleRequest['headers']): HeaderPairs => {
  if (headers === undefined) return [];
  if (isPairs(headers)) return headers;
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => [name, one] as const),
  );
};

const isPairs = (headers: NonNullable<SampleRequest['headers']>): headers is HeaderPairs => Array.isArray(headers);
