// What the parts of the checker share while they walk one expression.
import type { Span } from '../../base/span.ts';
import type { CelIssue } from '../result.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { Substitution } from '../types/unify.ts';
import type { ByNode } from './by-node.ts';
import type { Reference } from './checked.ts';
import type { Environment } from './environment.ts';
import type { CheckCode, MessageOf } from './messages.ts';
import type { AdviceTexts } from './texts.ts';

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

/** Finds the advice, with what makes texts, when somebody is told. */
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
