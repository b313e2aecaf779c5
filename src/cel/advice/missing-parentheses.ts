// `name.size` where `name.size()` is meant.
import { rewrite } from '../lints/shape.ts';
import type { Advisor } from './advice.ts';

export const missingParentheses: Advisor = ({ issue, node, profile }) => {
  if (issue.code !== 'no_field_selection' || node.kind !== 'select') return undefined;
  const wanted = node.field === 'length' || node.field === 'count' ? 'size' : node.field;
  const rows = profile.libraries.flatMap(({ overloads }) => overloads).filter(({ name, receiver }) => name === wanted && receiver);
  if (!rows.some(({ params, variadic }) => params.length === 1 && variadic !== true)) return undefined;
  const text = `${wanted}()`;
  return { hint: `${wanted} is a method: write ${text}.`, fix: rewrite(node.fieldSpan, text) };
};
