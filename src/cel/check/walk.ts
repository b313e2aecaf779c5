// What the parts of the checker share while they walk one expression.
import type { Span } from '../../base/span.ts';
import type { CelIssue } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { Substitution } from '../types/unify.ts';
import type { ByNode } from './by-node.ts';
import type { Reference } from './checked.ts';
import type { Environment } from './environment.ts';
import { type CheckCode, type MessageOf, messages } from './messages.ts';

/** Variables of comprehensions and binds, innermost first. */
export type Scope = { readonly name: string; readonly type: Type; readonly outer: Scope } | undefined;

export interface Walk {
  readonly env: Environment;
  readonly substitution: Substitution;
  readonly types: ByNode<Type>;
  readonly references: ByNode<Reference>;
  readonly found: Found[];
  /** How many nodes are being checked now, one within the other. */
  depth: number;
  /** The type of an expression in a scope; finds it when it is not known yet. */
  readonly check: (expr: Expr, scope: Scope) => Type;
}

/** An issue, and the place by which issues are put in order: where cel-go points, which is not always where ours begin. */
export interface Found {
  readonly issue: CelIssue;
  readonly order: number;
}

export interface Place {
  readonly span: Span;
  /** The offset where cel-go points; the start of the span when it is the same. */
  readonly order?: number;
}

export type Advice = Pick<CelIssue, 'hint' | 'fix'>;

/** Notes an issue. In a profile whose real program has no checker it is a warning. */
export function report<C extends CheckCode>(walk: Walk, code: C, place: Place, about: MessageOf<C>, advice: Advice = {}): void {
  const format = messages[code] as (about: MessageOf<C>) => string;
  const severity = walk.env.profile.checker === 'required' ? 'error' : 'warning';
  walk.found.push({
    issue: { code, severity, message: format(about), span: place.span, ...advice },
    order: place.order ?? place.span.start,
  });
}

export function lookUp(scope: Scope, name: string): Type | undefined {
  for (let s = scope; s !== undefined; s = s.outer) if (s.name === name) return s.type;
  return undefined;
}

export const bind = (outer: Scope, name: string, type: Type): Scope => ({ name, type, outer });
