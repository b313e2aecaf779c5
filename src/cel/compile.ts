// Text to program: parse, check, plan. What is wrong comes back as issues of the stage that found it; nothing throws.
import type { Checked } from './check/checked.ts';
import { type Environment, type EnvironmentOptions, environment, parseTypeIn } from './check/environment.ts';
import { checker } from './parts.ts';
import { type Activation, type Plan, plan, type Recorder } from './plan/plan.ts';
import type { Profile } from './profiles/profile.ts';
import type { CelIssue, EvalStage } from './result.ts';
import type { Expr } from './syntax/ast.ts';
import { parse as parseText } from './syntax/parser.ts';
import { nodesOf } from './syntax/visit.ts';
import type { TypeProvider } from './types/provider.ts';
import { DYN, type Type } from './types/type.ts';

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
  if (issues.some(isError)) return { expr, env, checked: undefined, issues, failed: 'parse', run: undefined };
  const checked = options.check === false ? undefined : checker().check(expr, env);
  const found = checked === undefined ? issues : [...issues, ...checked.issues];
  if (found.some(isError)) return { expr, env, checked, issues: found, failed: 'check', run: undefined };
  return finish(expr, env, checked, found, options);
}

const isError = (issue: CelIssue): boolean => issue.severity === 'error';

function finish(
  expr: Expr,
  env: Environment,
  checked: Checked | undefined,
  issues: readonly CelIssue[],
  options: CompileOptions,
): Compiled {
  const { run, faults } = plan(expr, env, {
    ...(checked === undefined ? {} : { checked }),
    ...(options.recorder === undefined ? {} : { recorder: options.recorder }),
    bound: Object.keys(options.variables ?? {}),
    construct: (name) => (env.types.findType(name) === undefined ? undefined : (fields) => env.types.create(name, fields)),
  });
  if (faults.length === 0) return { expr, env, checked, issues, failed: undefined, run };
  const refused = faults.map(
    (fault): CelIssue => ({ code: fault.code, severity: 'error', message: fault.message, span: spanOf(expr, fault.node) }),
  );
  return { expr, env, checked, issues: [...refused, ...issues], failed: 'check', run: undefined };
}

/** The environment that compile options describe. Type text that cannot be read counts as dyn. */
export function environmentOf({ profile, variables = {}, container, types, phase }: CompileOptions): Environment {
  const typed = Object.entries(variables).map(
    ([name, type]) => [name, typeof type === 'string' ? (parseTypeIn(profile, type) ?? DYN) : type] as const,
  );
  const options: EnvironmentOptions = {
    variables: Object.fromEntries(typed),
    ...(container === undefined ? {} : { container }),
    ...(types === undefined ? {} : { types }),
    ...(phase === undefined ? {} : { phase }),
  };
  return environment(profile, options);
}

/** The span of a node; of the whole expression when there is no such node. */
export function spanOf(root: Expr, id: number | undefined): Expr['span'] {
  if (id !== undefined) for (const node of nodesOf(root)) if (node.id === id) return node.span;
  return root.span;
}

export type { Activation };
