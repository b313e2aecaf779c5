// Routes that can never be chosen: Envoy 1.40 takes the first route that fits, and an earlier one fits whatever this one does.

import type { CheckTable } from '../load/check.ts';
import { child, children, chosen, flag, has, type Message, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const shadowedRoute: CheckTable = {
  [TypeNames.virtualHost]: (host, { problems }) => {
    const open = new Map<string, Message>();
    for (const route of children(host, 'routes')) {
      const match = child(route, 'match');
      if (match === undefined) continue;
      const earlier = shadowOf(match, open);
      if (earlier !== undefined) {
        const name = text(earlier, 'name');
        problems.warn(
          'shadowed-route',
          `No request gets here: ${name === '' ? 'an earlier route' : `route ${name}`} takes every path that begins with ${JSON.stringify(text(child(earlier, 'match') ?? earlier, 'prefix'))} first.`,
          originOf(route),
          { related: [{ message: 'The route that comes first.', file: earlier.file, span: originOf(earlier).span }] },
        );
      } else if (isOpen(match)) open.set(text(match, 'prefix'), route);
    }
  },
};

/** A match on a prefix alone. */
const isOpen = (match: Message): boolean =>
  chosen(match, 'path_specifier') === 'prefix' &&
  sensitive(match) &&
  [...match.fields.keys()].every((f) => f === 'prefix' || f === 'case_sensitive');

const sensitive = (match: Message): boolean => !has(match, 'case_sensitive') || flag(match, 'case_sensitive');

/** The open route whose prefix the path of this match begins with. */
function shadowOf(match: Message, open: ReadonlyMap<string, Message>): Message | undefined {
  const kind = chosen(match, 'path_specifier');
  const start = kind === 'prefix' || kind === 'path' || kind === 'path_separated_prefix' ? text(match, kind) : '/';
  for (const [prefix, route] of open)
    if (prefix === '/' || prefix === '' || (sensitive(match) && start.startsWith(prefix) && kind !== 'safe_regex')) return route;
  return undefined;
}
