// What some profiles check beyond types (cel-go calls these AST validators): constants that cannot work are reported before anything runs,
// `ip('bad')`, `'%d'.format(['x'])`; literals may have to be of one type. Which of them are on is the profile's choice.
import type { CheckSwitches } from '../profiles/profile.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { isError, type Value } from '../values/value.ts';
import { checkFormat } from './format-string.ts';
import { checkHomogeneous } from './homogeneous.ts';
import { report, type Walk } from './walk.ts';

/** Looks through an expression whose types are all known and right. */
export function validate(walk: Walk, root: Expr, { constantArguments, formatStrings, homogeneousLiterals }: CheckSwitches): void {
  for (const call of walk.tried) {
    if (formatStrings !== undefined && call.name === 'format') checkFormat(walk, call, formatStrings);
    else if (constantArguments?.includes(call.name) && call.form !== 'operator') tryConstants(walk, call);
  }
  if (homogeneousLiterals) checkHomogeneous(walk, root);
}

/** Runs a call whose arguments are all literals. Its receiver, if it is none, is stood for by an empty text. */
function tryConstants(walk: Walk, call: Call): void {
  const reference = walk.references.get(call.id);
  const [first] = call.args;
  if (reference?.kind !== 'overloads' || first?.kind !== 'literal') return;
  const args: Value[] = [];
  for (const arg of call.args) {
    if (arg.kind !== 'literal') return;
    args.push(arg.value);
  }
  const overload = reference.overloads[0];
  if (overload === undefined) return;
  if (overload.receiver) args.unshift(call.target?.kind === 'literal' ? call.target.value : '');
  const result = overload.run(...args);
  if (isError(result)) report(walk, 'invalid_constant', { span: first.span }, { name: call.name, because: result.message });
}
