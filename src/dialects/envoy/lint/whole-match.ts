// Regular expressions that look as if they searched. Envoy 1.40: the whole value must match, as if the pattern stood between ^ and $.
import type { CheckTable } from '../load/check.ts';
import { child, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const wholeMatch: CheckTable = {
  [TypeNames.routeMatch]: (m, { problems }) => {
    const regex = child(m, 'safe_regex');
    if (regex === undefined) return;
    const pattern = text(regex, 'regex');
    if (pattern === '' || !looksLikeSearch(pattern)) return;
    problems.add(
      'whole-match',
      'info',
      `The whole path must match: ${JSON.stringify(pattern)} does not take what goes on after it. Add .* at the end, or use prefix.`,
      originOf(regex, 'regex'),
    );
  },
};

/** Begins like an anchored search and has no end, or is plain text. */
const looksLikeSearch = (pattern: string): boolean =>
  (pattern.startsWith('^') && !/[$*+?})]$/.test(pattern)) || /^[\w\s/-]*$/.test(pattern);
