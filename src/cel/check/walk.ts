// What the parts of the checker share while they walk one expression.
import type { Span } from '../../base/span.ts';
import type { Overload } from '../lib/library.ts';
import type { CelIssue } from '../result.ts';
import type { Call, Expr, Ident } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { Substitution } from '../types/unify.ts';
import type { ByNode } from './by-node.ts';
import type { Reference } from './checked.ts';
import type { Environment } from './environment.ts';
import type { CheckCode, MessageOf } from './messages.ts';

/** Variables of comprehensions and binds, innermost first. */
export type Scope = { readonly name: string; readonly type: Type; readonly outer: Scope } | undefined;

export interface Walk {
  readonly env: Environment;
  readonly substitution: Substitution;
  readonly types: ByNode<Type>;
  readonly references: ByNode<Reference>;
  readonly found: Found[];
  /** Calls whose constant arguments the profile may try. */
  readonly tried: Call[];
  /** How many nodes are being checked now, one within the other. */
  depth: number;
  /** The type of an expression in a scope; finds it when it is not known yet. */
  readonly check: (expr: Expr, scope: Scope) => Type;
}

/** What is wrong, and where. */
export interface Found<C extends CheckCode = CheckCode> {
  readonly code: C;
  readonly about: MessageOf<C>;
  readonly place: Place;
  readonly advise: Advise | undefined;
}

export interface Place {
  readonly span: Span;
  /** The offset where cel-go points; the start of the span when it is the same. */
  readonly order?: number;
}

export type Advice = Pick<CelIssue, 'hint' | 'fix'>;

/** What makes the texts of advice (check/texts.ts, which loads when somebody is told). */
export interface AdviceTexts {
  /** For a call whose arguments fit no overload. */
  readonly adviseOperands: (call: Call, overloads: readonly Overload[], args: readonly Type[]) => Advice;
  /** For a macro whose condition is no bool. */
  readonly conditionHint: (macro: string) => Advice;
  /** For a name that is no function, or no method. */
  readonly nearFunction: (walk: Walk, call: Call, receiver: boolean) => Advice;
  /** For a name that is no variable. */
  readonly nearVariable: (walk: Walk, expr: Ident, scope: Scope) => Advice;
  /** "Did you mean", with the fix, when some known name is near. */
  readonly suggestion: (written: string, known: Iterable<string>, place: Place) => Advice;
}

/** Finds the advice when somebody is told. */
export type Advise = (texts: AdviceTexts) => Advice;

/** Notes what is wrong; check/texts.ts says it. */
export function report<C extends CheckCode>(walk: Walk, code: C, place: Place, about: MessageOf<C>, advise?: Advise): void {
  walk.found.push({ code, place, about, advise });
}

export function lookUp(scope: Scope, name: string): Type | undefined {
  for (let s = scope; s !== undefined; s = s.outer) if (s.name === name) return s.type;
  return undefined;
}

export const bind = (outer: Scope, name: string, type: Type): Scope => ({ name, type, outer });
