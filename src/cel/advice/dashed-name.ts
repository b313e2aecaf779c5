// `request.headers.x-team` is a subtraction. A name with a dash is written as an index.
import type { Expr } from '../syntax/ast.ts';
import { quote } from '../syntax/literal-text.ts';
import { print } from '../syntax/print.ts';
import type { Advisor } from './advice.ts';

export const dashedName: Advisor = ({ issue, node, parentOf }) => {
  if (issue.code !== 'undeclared_reference' || node.kind !== 'ident') return undefined;
  const chain = subtractionAround(node, parentOf);
  if (chain === undefined) return undefined;
  const text = `${print(chain.operand)}[${quote(chain.name)}]`;
  return {
    hint: `A dash is a minus: a name with dashes is written ${text}.`,
    fix: { title: `Write ${text}`, span: chain.span, text },
  };
};

interface Chain {
  readonly operand: Expr;
  readonly name: string;
  readonly span: Expr['span'];
}

/** `a.b-c-d` around one of its names: from the field on, every operand is a bare name and nothing stands between. */
function subtractionAround(ident: Expr & { kind: 'ident' }, parentOf: (node: Expr) => Expr | undefined): Chain | undefined {
  let top: Expr = ident;
  for (let around = parentOf(top); isMinus(around) && around.args[1] === top; around = parentOf(around)) top = around;
  for (let around = parentOf(top); isMinus(around) && around.args[0] === top; around = parentOf(around)) top = around;
  const names: string[] = [];
  let node: Expr = top;
  while (isMinus(node)) {
    const right: Expr | undefined = node.args[1];
    if (right?.kind !== 'ident') return undefined;
    names.unshift(right.name);
    node = node.args[0] as Expr;
  }
  // Blanks around the sign mean a subtraction.
  const name = node.kind === 'select' ? [node.field, ...names].join('-') : '';
  if (node.kind !== 'select' || names.length === 0 || top.span.end - node.fieldSpan.start !== name.length) return undefined;
  return { operand: node.operand, name, span: top.span };
}

const isMinus = (node: Expr | undefined): node is Expr & { kind: 'call' } => node?.kind === 'call' && node.name === '_-_';
