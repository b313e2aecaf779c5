// Policies that may be written as a list of alternatives, each under a condition (agentgateway 1.4: `conditional:`; the first
// entry whose condition is true applies, one without a condition always does, none means that the policy is not applied).

import type { Origin } from '../../../model/model.ts';
import type { CelText } from '../model.ts';
import { type At, child, hasKey, items, originOf } from './at.ts';
import { celOf } from './cel.ts';

export interface Alternatives<S> {
  readonly entries: readonly { readonly condition: CelText | undefined; readonly spec: S; readonly origin: Origin }[];
}

export function alternativesOf<S>(at: At, read: (at: At) => S): Alternatives<S> {
  if (!hasKey(at, 'conditional')) return { entries: [{ condition: undefined, spec: read(at), origin: originOf(at) }] };
  return {
    entries: items(child(at, 'conditional')).map((entry) => ({
      condition: celOf(child(entry, 'condition')),
      spec: read(entry),
      origin: originOf(entry),
    })),
  };
}
