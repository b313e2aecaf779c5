// `count * 1.5` with an int: CEL converts no number by itself, so one side has to be.
import { rewrite } from '../lints/shape.ts';
import { print } from '../syntax/print.ts';
import type { Advisor } from './advice.ts';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'uint', 'double']);

export const mixedNumbers: Advisor = ({ issue, node, checked }) => {
  // A literal beside the other type has its fix already: `100` becomes `100.0`.
  if (issue.code !== 'no_matching_overload' || issue.fix !== undefined || node.kind !== 'call' || node.form !== 'operator')
    return undefined;
  const [a, b] = node.args;
  const [left, right] = [a, b].map((side) => (side === undefined ? undefined : checked.types.get(side.id)?.kind));
  if (a === undefined || b === undefined || left === undefined || right === undefined || left === right) return undefined;
  if (!NUMBERS.has(left) || !NUMBERS.has(right)) return undefined;
  // A double keeps the fraction; between whole numbers the int has both signs.
  const wanted = left === 'double' || right === 'double' ? 'double' : 'int';
  const other = left === wanted ? b : a;
  const text = `${wanted}(${print(other)})`;
  return { hint: `CEL does not mix ${left} and ${right}: write ${text}.`, fix: rewrite(other.span, text) };
};
