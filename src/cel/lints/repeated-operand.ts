// The same condition twice in one chain, the same element twice in one list, a comparison of something with itself: one of
// them was meant to be another.
import type { CelIssue } from '../result.ts';
import type { And, Expr, List, Or } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { equality } from './shape.ts';

/** Functions that give another value each time. */
const CHANGING: ReadonlySet<string> = new Set(['random', 'uuid']);

export const repeatedOperand: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind === 'and' || node.kind === 'or') return inChain(node);
    if (node.kind === 'call' && node.name === '@in' && node.args[1]?.kind === 'list') return inList(node.args[1]);
    return withItself(node);
  });

const code = 'repeated_operand';

function inChain(node: And | Or): readonly CelIssue[] {
  const terms = new Map<string, Expr>();
  let repeated: Expr | undefined;
  for (const term of node.terms) {
    const text = print(term);
    if (terms.has(text)) repeated ??= term;
    else terms.set(text, term);
  }
  if (repeated === undefined || isChanging(repeated)) return [];
  const [only, ...others] = terms.values();
  const text = others.length === 0 && only !== undefined ? print(only) : print({ ...node, terms: [...terms.values()] });
  const message = `${print(repeated)} stands twice: the second changes nothing`;
  return [{ code, severity: 'warning', message, span: repeated.span, fix: { title: 'Leave out the second', span: node.span, text } }];
}

function inList(list: List): readonly CelIssue[] {
  const seen = new Set<string>();
  for (const { value } of list.elements) {
    if (value.kind !== 'literal') continue;
    const text = print(value);
    if (seen.has(text)) return [{ code, severity: 'warning', message: `${text} stands twice in this list`, span: value.span }];
    seen.add(text);
  }
  return [];
}

function withItself(node: Expr): readonly CelIssue[] {
  const sides = equality(node);
  if (sides === undefined || sides.object.kind === 'literal' || isChanging(node)) return [];
  const text = print(sides.subject);
  if (text !== print(sides.object)) return [];
  return [{ code, severity: 'warning', message: `${text} is compared with itself`, span: node.span }];
}

const isChanging = (expr: Expr): boolean => [...nodesOf(expr)].some((node) => node.kind === 'call' && CHANGING.has(node.name));
