// `1 < x < 3`: comparisons do not chain.
import { operandText, rewrite } from '../lints/shape.ts';
import type { Advisor } from './advice.ts';

const SIGNS: Readonly<Record<string, string>> = { '_<_': '<', '_<=_': '<=', '_>_': '>', '_>=_': '>=' };

export const chainedComparison: Advisor = ({ issue, node }) => {
  if (issue.code !== 'no_matching_overload' || node.kind !== 'call') return undefined;
  const [inner, last] = node.args;
  const [outerSign, innerSign] = [SIGNS[node.name], inner?.kind === 'call' ? SIGNS[inner.name] : undefined];
  if (inner?.kind !== 'call' || last === undefined || outerSign === undefined || innerSign === undefined) return undefined;
  const [first, middle] = inner.args;
  if (first === undefined || middle === undefined) return undefined;
  const text = `${operandText(first)} ${innerSign} ${operandText(middle)} && ${operandText(middle)} ${outerSign} ${operandText(last)}`;
  return { hint: `Comparisons do not chain: write ${text}.`, fix: rewrite(node.span, text) };
};
