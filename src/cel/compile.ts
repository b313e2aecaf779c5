// Text to program: parse, check, plan. What is wrong comes back as issues of the stage that found it; nothing throws.
import type { Checked } from './check/checked.ts';
import { type Environment, environment } from './check/environment.ts';
import type { Backend } from './compile/backend.ts';
import { checker } from './parts.ts';
import { type Activation, type Plan, type PlanOptions, plan, type Recorder } from './plan/plan.ts';
import type { Profile } from './profiles/profile.ts';
import type { CelIssue, EvalStage } from './result.ts';
import type { Expr } from './syntax/ast.ts';
import { parse as parseText } from './syntax/parser.ts';
import { nodesOf } from './syntax/visit.ts';
import type { TypeProvider } from './types/provider.ts';
import type { Type } from './types/type.ts';
import { CelError } from './values/value.ts';

/** What an expression is read against. */
export interface CompileOptions {
  readonly profile: Profile;
  /** Variables beside the profile's own: type text (`map(string, int)`) or a type. A name may have dots. */
  readonly variables?: Readonly<Record<string, string | Type>> | undefined;
  /** The namespace from which names are looked up. */
  readonly container?: string | undefined;
  /** Message types; `protobufTypes` of `./cel/protobuf` makes them. */
  readonly types?: TypeProvider | undefined;
  /** The phase that the expression is for, where the profile's variables have phases. */
  readonly phase?: string | undefined;
  /** False: not checked; names and types are found out while it runs. */
  readonly check?: boolean | undefined;
  /** Follows the evaluation of every node. */
  readonly recorder?: Recorder | undefined;
  /** Runs the program in place of the closures. Recorded runs and counts of costs stay with the closures. */
  readonly backend?: Backend | undefined;
}

export interface Compiled {
  readonly expr: Expr;
  readonly env: Environment;
  /** What the checker found; undefined when it was not asked, or the text does not parse. */
  readonly checked: Checked | undefined;
  /** Errors of the stage that failed first, and warnings. */
  readonly issues: readonly CelIssue[];
  /** The stage that refused the expression; undefined: it can run. */
  readonly failed: Exclude<EvalStage, 'input' | 'eval'> | undefined;
  /** Evaluates with these variables: a value or a CelError. Present when nothing failed. */
  readonly run: Plan['run'] | undefined;
}

/** Compiles an expression. The program may be run any number of times. */
export function compile(text: string, options: CompileOptions): Compiled {
  const env = environmentOf(options);
  const { expr, issues } = parseText(text, options.profile.syntax);
  if (hasErrors(issues)) return { expr, env, checked: undefined, issues, failed: 'parse', run: undefined };
  const checked = options.check === false ? undefined : checker().check(expr, env);
  const found = checked === undefined || checked.issues.length === 0 ? issues : [...issues, ...checked.issues];
  if (hasErrors(found)) return { expr, env, checked, issues: found, failed: 'check', run: undefined };
  return finish(expr, env, checked, found, options);
}

const hasErrors = (issues: readonly CelIssue[]): boolean => issues.some(({ severity }) => severity === 'error');

function finish(
  expr: Expr,
  env: Environment,
  checked: Checked | undefined,
  issues: readonly CelIssue[],
  options: CompileOptions,
): Compiled {
  const planned: PlanOptions = {
    checked,
    recorder: options.recorder,
    bound: options.variables,
    construct: (name) => (env.types.findType(name) === undefined ? undefined : (fields) => env.types.create(name, fields)),
  };
  const { run: closures, faults } = plan(expr, env, planned);
  const [fault] = faults;
  const { profile, backend, recorder } = options;
  if (fault === undefined || profile.evaluation.unbuilt === 'fails') {
    const usual = backend === undefined || recorder !== undefined ? closures : backend.programOf({ expr, env, planned, closures });
    const run = fault === undefined ? usual : () => new CelError(fault.code, fault.message, fault.node);
    return { expr, env, checked, issues, failed: undefined, run };
  }
  const refused = faults.map(({ code, message, node }): CelIssue => ({ code, severity: 'error', message, span: spanOf(expr, node) }));
  return { expr, env, checked, issues: [...refused, ...issues], failed: 'check', run: undefined };
}

/** The environment that compile options describe. */
export const environmentOf = ({ profile, variables, container, types, phase }: CompileOptions): Environment =>
  environment(profile, { variables, container, types, phase });

/** The span of a node; of the whole expression when there is no such node. */
export function spanOf(root: Expr, id: number | undefined): Expr['span'] {
  if (id !== undefined) for (const node of nodesOf(root)) if (node.id === id) return node.span;
  return root.span;
}

export type { Activation };
