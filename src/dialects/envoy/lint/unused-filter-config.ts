// Settings of a filter for a route whose key names no filter. Envoy 1.40: the key is the name of the filter in http_filters, not its type; an
// entry under another key loads and is ignored.
import { children, type Message, mapOf, originOf, text } from '../schema/message.ts';
import type { Lint, LintContext } from './lint.ts';
import { TypeNames } from './type-names.ts';

interface Seen {
  readonly m: Message;
  readonly count: number;
}

export function unusedFilterConfig(_: LintContext): Lint {
  const filters = new Set<string>();
  const keys = new Map<string, Seen>();
  const note = (m: Message): void => {
    for (const key of mapOf(m, 'typed_per_filter_config').keys())
      keys.set(key, { m: keys.get(key)?.m ?? m, count: (keys.get(key)?.count ?? 0) + 1 });
  };
  return {
    on: {
      [TypeNames.manager]: (hcm) => {
        for (const filter of children(hcm, 'http_filters')) filters.add(text(filter, 'name'));
      },
      [TypeNames.routeConfiguration]: note,
      [TypeNames.virtualHost]: note,
      [TypeNames.route]: note,
      [TypeNames.clusterWeight]: note,
    },
    finish: ({ problems }) => {
      if (filters.size === 0) return;
      for (const [key, { m, count }] of keys)
        if (!filters.has(key))
          problems.warn(
            'unused-filter-config',
            `No HTTP filter is named ${JSON.stringify(key)}, so these settings are ignored${count === 1 ? '' : ` (here and in ${(count - 1).toLocaleString('en')} other places)`}. The filters are named ${[...filters].slice(0, 10).join(', ')}.`,
            originOf(m, 'typed_per_filter_config'),
          );
    },
  };
}
