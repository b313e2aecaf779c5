// Quantities and versions are compared by methods: `quantity('1Gi') > quantity('1Mi')`.
import { operandText, rewrite } from '../lints/shape.ts';
import type { Advisor } from './advice.ts';

const METHODS: Readonly<Record<string, string>> = { '_<_': 'isLessThan', '_>_': 'isGreaterThan' };
const WITH_EQUAL: Readonly<Record<string, string>> = { '_<=_': '<=', '_>=_': '>=' };

export const orderedObject: Advisor = ({ issue, node, checked, profile }) => {
  if (issue.code !== 'no_matching_overload' || node.kind !== 'call') return undefined;
  const [a, b] = node.args;
  const type = a === undefined ? undefined : checked.types.get(a.id);
  if (a === undefined || b === undefined || type?.kind !== 'opaque') return undefined;
  const hasMethod = (name: string): boolean =>
    profile.libraries.some(({ overloads }) => overloads.some((row) => row.name === name && row.receiver));
  const method = METHODS[node.name];
  if (method !== undefined && hasMethod(method)) {
    const text = `${operandText(a)}.${method}(${operandText(b).replace(/^\((.*)\)$/s, '$1')})`;
    return { hint: `Such values are compared by methods: ${text}.`, fix: rewrite(node.span, text) };
  }
  const sign = WITH_EQUAL[node.name];
  if (sign === undefined || !hasMethod('compareTo')) return undefined;
  const text = `${operandText(a)}.compareTo(${operandText(b).replace(/^\((.*)\)$/s, '$1')}) ${sign} 0`;
  return { hint: `Such values are compared by methods: ${text}.`, fix: rewrite(node.span, text) };
};
