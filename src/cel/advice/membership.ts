// Lists are asked with `in`, texts with contains().
import { operandText, rewrite } from '../lints/shape.ts';
import type { Advisor } from './advice.ts';

export const membership: Advisor = ({ issue, node, checked }) => {
  if (issue.code !== 'no_matching_overload' || node.kind !== 'call') return undefined;
  const kindOf = (expr: typeof node.target): string | undefined => (expr === undefined ? undefined : checked.types.get(expr.id)?.kind);
  const [first, second] = node.args;
  if (node.name === 'contains' && node.target !== undefined && first !== undefined && ['list', 'map'].includes(kindOf(node.target) ?? '')) {
    const text = `${operandText(first)} in ${operandText(node.target)}`;
    return { hint: `Whether a ${kindOf(node.target)} has something is asked with in: ${text}.`, fix: rewrite(node.span, text) };
  }
  if (node.name === '@in' && first !== undefined && second !== undefined && kindOf(second) === 'string') {
    const text = `${operandText(second)}.contains(${operandText(first).replace(/^\((.*)\)$/s, '$1')})`;
    return { hint: `Whether a text has another in it is asked with contains(): ${text}.`, fix: rewrite(node.span, text) };
  }
  return undefined;
};
