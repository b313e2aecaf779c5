// Inverted header tests and requests without the header. Envoy 1.40: a header that is not there never fits a test of its value, not even an
// inverted one.
import type { CheckTable } from '../load/check.ts';
import { chosen, flag, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const invertedAbsence: CheckTable = {
  [TypeNames.headerMatcher]: (m, { problems }) => {
    const kind = chosen(m, 'header_match_specifier');
    if (!flag(m, 'invert_match') || kind === undefined || kind === 'present_match' || flag(m, 'treat_missing_header_as_empty')) return;
    const name = text(m, 'name');
    // these are always there
    if (/^:(?:method|path|authority|scheme)$|^host$/i.test(name)) return;
    problems.add(
      'inverted-absence',
      'info',
      `A request without ${name} does not fit, although the test is inverted; treat_missing_header_as_empty makes it fit.`,
      originOf(m, 'invert_match'),
    );
  },
};
