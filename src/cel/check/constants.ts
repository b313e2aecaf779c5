// Constants that cannot work are reported before anything runs: `ip('bad')`, `'%d'.format(['x'])`. Which functions are
// tried is the profile's choice (cel-go calls these AST validators); they are tried by running them.
import type { Call, Expr } from '../syntax/ast.ts';
import { nodesOf } from '../syntax/visit.ts';
import { isError, type Value } from '../values/value.ts';
import { checkFormat } from './format-string.ts';
import { report, type Walk } from './walk.ts';

export function checkConstants(walk: Walk, root: Expr): void {
  const { constantArguments = [], formatStrings } = walk.env.profile.checks ?? {};
  if (constantArguments.length === 0 && formatStrings === undefined) return;
  for (const expr of nodesOf(root)) {
    if (expr.kind !== 'call') continue;
    if (formatStrings !== undefined && expr.name === 'format') checkFormat(walk, expr, formatStrings);
    else if (constantArguments.includes(expr.name) && expr.form !== 'operator') tryConstants(walk, expr);
  }
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
