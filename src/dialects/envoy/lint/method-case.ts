// Methods in small letters. Methods are compared as they are, and those of HTTP are in capitals: a test for `get` never fits.
import type { CheckTable } from '../load/check.ts';
import { child, flag, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const methodCase: CheckTable = {
  [TypeNames.headerMatcher]: (m, { problems }) => {
    if (text(m, 'name').toLowerCase() !== ':method') return;
    const inner = child(m, 'string_match');
    if (inner !== undefined && flag(inner, 'ignore_case')) return;
    const value = inner === undefined ? text(m, 'exact_match') : text(inner, 'exact') || text(inner, 'prefix');
    const upper = value.toUpperCase();
    if (value === upper) return;
    problems.warn(
      'method-case',
      `No request has the method ${JSON.stringify(value)}: methods are compared with their case. Write ${upper}.`,
      originOf(m),
    );
  },
};
