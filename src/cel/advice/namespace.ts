// `math.maximum(1, 2)`: the namespace is there, the function in it is called otherwise.
import { nearest } from '../../base/nearest.ts';
import { rewrite } from '../lints/shape.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Advisor, Mistake } from './advice.ts';

/** As other languages call them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  max: 'greatest',
  maximum: 'greatest',
  min: 'least',
  minimum: 'least',
  absolute: 'abs',
  ceiling: 'ceil',
  squareRoot: 'sqrt',
  stringify: 'encode',
};

export const namespace: Advisor = (mistake) => {
  const { issue, node, parentOf } = mistake;
  if (issue.code !== 'undeclared_reference') return undefined;
  // The namespace alone is no variable: the call says what is wrong.
  if (node.kind === 'ident') {
    const call = parentOf(node);
    return call?.kind === 'call' && call.target === node && membersOf(mistake, node.name).length > 0 ? 'noise' : undefined;
  }
  if (node.kind !== 'call' || node.target === undefined) return undefined;
  const prefix = namespaceOf(node.target);
  const members = prefix === undefined ? [] : membersOf(mistake, prefix);
  if (members.length === 0) return undefined;
  const elsewhere = Object.hasOwn(ELSEWHERE, node.name) ? ELSEWHERE[node.name] : undefined;
  const name = elsewhere !== undefined && members.includes(elsewhere) ? elsewhere : nearest(node.name, members);
  if (name === undefined) return { hint: `${prefix} has ${members.join(', ')}.` };
  return { hint: `Did you mean '${prefix}.${name}'?`, fix: rewrite(node.nameSpan, name) };
};

const namespaceOf = (expr: Expr): string | undefined => (expr.kind === 'ident' ? expr.name : undefined);

/** The functions `name.…` of the profile. */
function membersOf({ profile }: Mistake, name: string): readonly string[] {
  const names = profile.libraries.flatMap(({ overloads }) => overloads.map((overload) => overload.name));
  const members = names.filter((full) => full.startsWith(`${name}.`)).map((full) => full.slice(name.length + 1));
  return [...new Set(members)].filter((member) => !member.includes('.') && !member.startsWith('@')).sort();
}
