// `'n = ' + 1`: only texts can be appended to texts.
import { rewrite } from '../lints/shape.ts';
import { print } from '../syntax/print.ts';
import type { Advisor } from './advice.ts';

const CONVERTIBLE: ReadonlySet<string> = new Set(['int', 'uint', 'double', 'bool', 'bytes', 'timestamp', 'duration']);

export const joinedText: Advisor = ({ issue, node, checked }) => {
  if (issue.code !== 'no_matching_overload' || node.kind !== 'call' || node.name !== '_+_') return undefined;
  const kinds = node.args.map((arg) => checked.types.get(arg.id)?.kind);
  const other = node.args[kinds.indexOf('string') === 0 ? 1 : 0];
  const kind = kinds[kinds.indexOf('string') === 0 ? 1 : 0];
  if (!kinds.includes('string') || other === undefined || kind === undefined || !CONVERTIBLE.has(kind)) return undefined;
  const text = `string(${print(other)})`;
  return { hint: `Only texts can be appended to a text: write ${text}.`, fix: rewrite(other.span, text) };
};
