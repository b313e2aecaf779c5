// A dot in the pattern for a host name stands for any character: 'api.example.com' also fits 'api-example.com'.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { rewrite, textMethod, writtenText } from './shape.ts';

const MATCHES: ReadonlySet<string> = new Set(['matches']);
const HOSTS = /(\.|\[")(host|authority|:authority|origin|referer|hostname|requested_server_name|serverName|sni)("\])?$/;
/** A dot between letters or digits that a name would have: not one that a quantifier or a class follows. */
const PLAIN_DOT = /(^|[^\\])(?<=[A-Za-z0-9]|\*)\.(?=[A-Za-z]{2})/g;

export const unescapedDot: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    const found = textMethod(node, MATCHES);
    if (found === undefined || !HOSTS.test(print(found.target))) return [];
    const { text } = found;
    const escaped = text.value.replace(PLAIN_DOT, (dot) => `${dot.slice(0, -1)}\\.`);
    if (escaped === text.value) return [];
    return [
      {
        code: 'unescaped_dot',
        severity: 'warning' as const,
        message: 'A dot in a pattern stands for any character, so other hosts fit too',
        span: text.span,
        fix: rewrite(text.span, writtenText(text, escaped)),
      },
    ];
  });
