// `x == true` where x is a bool: x says it already.
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { equality, operandText, rewrite } from './shape.ts';

export const boolComparison: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    const sides = equality(node);
    if (sides === undefined || sides.object.kind !== 'literal' || typeof sides.object.value !== 'boolean') return [];
    if (checked.types.get(sides.subject.id)?.kind !== 'bool') return [];
    const text = `${sides.object.value === sides.equal ? '' : '!'}${operandText(sides.subject)}`;
    const message = `A bool needs no comparison: this is ${text}`;
    return [{ code: 'bool_comparison', severity: 'info' as const, message, span: node.span, fix: rewrite(node.span, text) }];
  });
