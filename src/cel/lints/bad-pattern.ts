// A constant pattern that the program's library refuses: every evaluation that reaches it fails.
import { regexes } from '../parts.ts';
import type { Dialect } from '../regex/regex.ts';
import { nodesOf } from '../syntax/visit.ts';
import { isError } from '../values/value.ts';
import type { Lint, LintContext } from './lint.ts';
import { isText, type TextLiteral } from './shape.ts';

/** Where a function takes its pattern: among the target and the arguments. */
const PATTERN_AT: Readonly<Record<string, number>> = {
  matches: 1,
  regexReplace: 1,
  find: 1,
  findAll: 1,
  'regex.extract': 1,
  'regex.extractAll': 1,
  'regex.replace': 1,
};

export const badPattern: Lint = ({ checked, profile }) =>
  patternsOf(checked).flatMap((text) => {
    const found = regexes().compileRegex(text.value, dialectOf(profile));
    if (!isError(found)) return [];
    const [why] = found.message.split('\n').slice(-1);
    const message = `${profile.title} cannot read this pattern: ${why ?? found.message}`;
    return [{ code: 'bad_pattern', severity: 'warning' as const, message, span: text.span }];
  });

function patternsOf({ expr }: LintContext['checked']): readonly TextLiteral[] {
  return [...nodesOf(expr)].flatMap((node) => {
    if (node.kind !== 'call' || node.form === 'operator') return [];
    const isNamespaced = node.target?.kind === 'ident' && node.target.name === 'regex';
    const name = isNamespaced ? `regex.${node.name}` : node.name;
    const place = Object.hasOwn(PATTERN_AT, name) ? PATTERN_AT[name] : undefined;
    const operands = node.target === undefined || isNamespaced ? node.args : [node.target, ...node.args];
    const pattern = place === undefined ? undefined : operands[place];
    return isText(pattern) ? [pattern] : [];
  });
}

const dialectOf = ({ evaluation }: LintContext['profile']): Dialect => evaluation.regex;
