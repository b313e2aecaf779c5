// `path.startsWith('/admin')` in a rule also fits /administrator.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import { isRule, type Lint } from './lint.ts';
import { textMethod } from './shape.ts';

const STARTS_WITH: ReadonlySet<string> = new Set(['startsWith']);

export const prefixWithoutSlash: Lint = ({ checked, use }) => {
  // A deny rule that fits more than was meant lets nobody in.
  if (!isRule(use) || use === 'deny') return [];
  return [...nodesOf(checked.expr)].flatMap((node) => {
    const found = textMethod(node, STARTS_WITH);
    if (found === undefined || !/(^|\.)(path|url_path)$/.test(print(found.target)) || !/^\/[\w/-]*\w$/.test(found.text.value)) return [];
    const { text, target } = found;
    const path = print(target);
    const message = `This also fits ${text.value}${text.value.endsWith('s') ? '-old' : 's'}: a prefix does not end at a slash`;
    const hint = `For what is below it alone write ${path} == "${text.value}" || ${path}.startsWith("${text.value}/").`;
    return [{ code: 'prefix_without_slash', severity: 'info' as const, message, hint, span: text.span }];
  });
};
