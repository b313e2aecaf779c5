// What compile.ts knows of another back end: something that makes a faster program from one that the closures run already. It is given
// as an option, so the code that generates is loaded by whoever wants it, and only where a content security policy allows it.
import type { Environment } from '../check/environment.ts';
import type { PlanOptions } from '../plan/plan.ts';
import type { Activation } from '../plan/step.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Value } from '../values/value.ts';

export interface Backend {
  /** A program that gives what `closures` gives, for the same expression; `closures` itself where there is no faster one. */
  readonly programOf: (request: ProgramRequest) => (vars: Activation) => Value;
}

export interface ProgramRequest {
  readonly expr: Expr;
  readonly env: Environment;
  readonly planned: PlanOptions;
  readonly closures: (vars: Activation) => Value;
}
