// Prefix rewrites that lose or double a slash: only the matched prefix is replaced, character by character.
import type { CheckTable } from '../load/check.ts';
import { child, chosen, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const rewriteSlash: CheckTable = {
  [TypeNames.route]: (route, { problems }) => {
    const match = child(route, 'match');
    const action = child(route, 'route') ?? child(route, 'redirect');
    if (match === undefined || action === undefined) return;
    const rewrite = text(action, 'prefix_rewrite');
    const kind = chosen(match, 'path_specifier');
    if (rewrite === '' || (kind !== 'prefix' && kind !== 'path_separated_prefix')) return;
    const prefix = text(match, kind);
    const doubles = !prefix.endsWith('/') && rewrite.endsWith('/');
    const loses = prefix.endsWith('/') && prefix !== '/' && !rewrite.endsWith('/');
    if (!doubles && !loses) return;
    const sample = `${prefix}${doubles ? '/' : ''}x`;
    problems.warn(
      'rewrite-slash',
      `${sample} becomes ${rewrite}${sample.slice(prefix.length)}: only ${JSON.stringify(prefix)} is replaced. ${doubles ? `Match ${prefix}/ as well, or rewrite with a regex` : `Write ${rewrite}/`}.`,
      originOf(action, 'prefix_rewrite'),
    );
  },
};
