// What is said of an expression that does not check: messages, and advice on what to write instead. It loads with the checker, which itself
// only notes what is wrong and where.
import { nearest } from '../../base/nearest.ts';
import type { CelIssue } from '../result.ts';
import type { Call, Ident } from '../syntax/ast.ts';
import { adviseOperands } from './fixes.ts';
import { type CheckCode, type MessageOf, messages } from './messages.ts';
import type { Advice, AdviceTexts, Found, Place, Scope, Walk } from './walk.ts';

/** What the checker found, in the order of the places where cel-go points. In a profile whose real program has no checker all are warnings. */
export function issuesOf({ found, env }: Walk): readonly CelIssue[] {
  const severity = env.profile.checker === 'required' ? 'error' : 'warning';
  return [...found].sort((a, b) => orderOf(a) - orderOf(b)).map((one) => issueOf(one, severity));
}

const orderOf = ({ place }: Found): number => place.order ?? place.span.start;

function issueOf<C extends CheckCode>({ code, about, place, advise }: Found<C>, severity: CelIssue['severity']): CelIssue {
  const format = messages[code] as (about: MessageOf<C>) => string;
  return { code, severity, message: format(about), span: place.span, ...advise?.(ADVICE) };
}

/** "Did you mean", with the fix, when some known name is near. */
function suggestion(written: string, known: Iterable<string>, place: Place): Advice {
  const name = nearest(written, known);
  if (name === undefined) return {};
  return { hint: `Did you mean '${name}'?`, fix: { title: `Write ${name}`, span: place.span, text: name } };
}

/** For a name that is no variable. */
function nearVariable(walk: Walk, expr: Ident, scope: Scope): Advice {
  const names: string[] = [];
  for (let s = scope; s !== undefined; s = s.outer) names.push(s.name);
  return suggestion(expr.name, [...names, ...walk.env.variableNames()], expr);
}

/** For a name that is no function, or no method. */
function nearFunction(walk: Walk, call: Call, receiver: boolean): Advice {
  const sameForm = (name: string): boolean => walk.env.functions(name)?.some((o) => o.receiver === receiver) ?? false;
  const known = walk.env.functionNames().filter((name) => !name.includes('.') && /^\w/.test(name) && sameForm(name));
  return suggestion(call.name, known, { span: call.nameSpan });
}

const conditionHint = (macro: string): Advice => ({ hint: `The condition of ${macro}() must be a bool.` });

const ADVICE: AdviceTexts = { adviseOperands, conditionHint, nearFunction, nearVariable, suggestion };
