// Constants that cannot work are reported before anything runs: `ip('bad')`, `'%d'.format(['x'])`. Which functions are
// tried is the profile's choice (cel-go calls these AST validators); they are tried by running them.
import type { Profile } from '../profiles/profile.ts';
import type { Call } from '../syntax/ast.ts';
import { isError, type Value } from '../values/value.ts';
import { checkFormat } from './format-string.ts';
import { report, type Walk } from './walk.ts';

const tried = new WeakMap<Profile, ReadonlySet<string>>();

/** The functions whose calls are looked at. */
export function triedFunctions(profile: Profile): ReadonlySet<string> {
  const known = tried.get(profile);
  if (known !== undefined) return known;
  const { constantArguments = [], formatStrings } = profile.checks ?? {};
  const names = new Set(formatStrings === undefined ? constantArguments : [...constantArguments, 'format']);
  tried.set(profile, names);
  return names;
}

export function checkConstants(walk: Walk): void {
  const { constantArguments = [], formatStrings } = walk.env.profile.checks ?? {};
  for (const call of walk.constants) {
    if (formatStrings !== undefined && call.name === 'format') checkFormat(walk, call, formatStrings);
    else if (constantArguments.includes(call.name) && call.form !== 'operator') tryConstants(walk, call);
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
