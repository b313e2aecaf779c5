// `path.matches('/api/.*')` looks for the pattern anywhere: '/x/api/y' fits too.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { rewrite, textMethod, writtenText } from './shape.ts';

const MATCHES: ReadonlySet<string> = new Set(['matches']);
const PATHS = /(^|\.)(path|url_path|pathAndQuery)$/;

export const unanchoredPattern: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    const found = textMethod(node, MATCHES);
    if (found === undefined || !PATHS.test(print(found.target)) || !/^\\?\//.test(found.text.value)) return [];
    const { text } = found;
    const message = `matches() looks anywhere in the text: this also fits "/x${text.value.replace(/^\\/, '').replace(/[^/\w-].*$/s, '')}"`;
    return [
      {
        code: 'unanchored_pattern',
        severity: 'warning' as const,
        message,
        hint: 'Begin the pattern with ^, and end it with $ if nothing may follow.',
        span: text.span,
        fix: rewrite(text.span, writtenText(text, `^${text.value}`)),
      },
    ];
  });
