// What to write in place of what the checker refused: a sentence, and a fix where one is certain. One kind of mistake a file; the
// first that knows what to say is heard. Kept apart from the checker, which must stay small.
import type { LintContext } from '../lints/lint.ts';
import type { CelIssue } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/visit.ts';

export type Advice = Pick<CelIssue, 'hint' | 'fix'>;

export interface Mistake extends LintContext {
  readonly issue: CelIssue;
  /** The node that the issue is about: the one whose span, name or field it points at. */
  readonly node: Expr;
  readonly parentOf: (node: Expr) => Expr | undefined;
}

/** Advice about a mistake, or `noise` where the issue only follows from another; undefined: not this kind. */
export type Advisor = (mistake: Mistake) => Advice | 'noise' | undefined;

/** The nodes that issues may point at, by place. */
export interface Places {
  readonly nodeAt: (issue: CelIssue) => Expr | undefined;
  readonly parentOf: (node: Expr) => Expr | undefined;
}

export function placesIn(root: Expr): Places {
  const parents = new Map<Expr, Expr>();
  const places = new Map<string, Expr>();
  const rest: Expr[] = [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    // An outer node comes first, and its name's place is no other node's: the first one counts.
    for (const { start, end } of spansOf(node)) if (!places.has(`${start} ${end}`)) places.set(`${start} ${end}`, node);
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      rest.push(child);
    }
  }
  return { nodeAt: ({ span }) => places.get(`${span.start} ${span.end}`), parentOf: (node) => parents.get(node) };
}

function spansOf(node: Expr): readonly Expr['span'][] {
  switch (node.kind) {
    case 'call':
      return [node.nameSpan, node.span];
    case 'select':
    case 'has':
      return [node.fieldSpan, node.span];
    default:
      return [node.span];
  }
}
