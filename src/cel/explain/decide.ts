// The smallest set of sub-expressions that decided the result: of a false && one false operand, of a true || one true one, of
// a conditional the condition and the branch taken, of a loop the round that settled it, of `x in [a, b]` the element that x is,
// of `a.?b.orValue(c)` what was there. Everything else could have been otherwise without changing the answer.
import { unreachable } from '../../base/assert.ts';
import type { Call, Comprehension, Expr } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/visit.ts';
import { equal } from '../values/equal.ts';
import { metered } from '../values/meter.ts';
import { Boxed, isError, type Value } from '../values/value.ts';
import type { Frame, Round } from './record.ts';

/** The nodes that decided, by frame: the same node may decide in one round of a loop and not in another. */
export type Decided = ReadonlyMap<Frame, ReadonlySet<number>>;

export function decide(root: Expr, frame: Frame): Decided {
  const decided = new Map<Frame, Set<number>>();
  const mark = (expr: Expr, level: Frame): void => {
    if (!level.values.has(expr.id)) return;
    const ids = decided.get(level) ?? new Set();
    decided.set(level, ids.add(expr.id));
    for (const child of decisive(expr, level)) mark(child, level);
    const list = literalList(expr);
    if (list !== undefined && level.values.has(list.id)) ids.add(list.id);
    if (expr.kind === 'comprehension')
      for (const round of decisiveRounds(expr, level)) {
        if (expr.filter !== undefined) mark(expr.filter, round.frame);
        mark(expr.body, round.frame);
      }
  };
  mark(root, frame);
  return decided;
}

/** The children (in the same frame) that the value of a node depends on. */
export function decisive(expr: Expr, frame: Frame): readonly Expr[] {
  const seen = (node: Expr): Value | undefined => frame.values.get(node.id);
  const value = seen(expr);
  switch (expr.kind) {
    case 'and':
    case 'or': {
      const neutral = expr.kind === 'and';
      if (value === neutral) return expr.terms;
      const wanted = value === !neutral ? (term: Expr) => seen(term) === !neutral : (term: Expr) => typeof seen(term) !== 'boolean';
      return expr.terms.filter((term) => seen(term) !== undefined && wanted(term)).slice(0, 1);
    }
    case 'conditional':
      return seen(expr.condition) === true ? [expr.condition, expr.then] : [expr.condition, expr.otherwise];
    case 'comprehension':
      return [expr.range];
    case 'call':
      return value !== undefined && isError(value) ? firstFault(childrenOf(expr), frame) : decisiveOperands(expr, frame);
    case 'literal':
    case 'ident':
    case 'select':
    case 'has':
    case 'not':
    case 'list':
    case 'map':
    case 'struct':
    case 'bind':
    case 'optionalMap':
    case 'block':
    case 'invalid':
      return childrenOf(expr);
    default:
      return unreachable(expr);
  }
}

/** The list that is written out behind `in`. */
const literalList = (expr: Expr): Expr | undefined =>
  expr.kind === 'call' && expr.name === '@in' && expr.args[1]?.kind === 'list' ? expr.args[1] : undefined;

/** The operands that a call's value depends on: all of them, but for calls that choose. */
function decisiveOperands(call: Call, frame: Frame): readonly Expr[] {
  const operands = childrenOf(call);
  const [first, second] = operands;
  if (first === undefined || second === undefined) return operands;
  switch (call.name) {
    case '@in':
      return second.kind === 'list' && frame.values.get(call.id) === true ? [first, ...hit(first, second, frame)] : operands;
    case 'orValue':
    case 'or':
      return holdsValue(frame.values.get(first.id)) ? [first] : operands;
    case 'coalesce':
    case 'default':
      return untilChosen(operands, frame);
    default:
      return operands;
  }
}

/** Whether a value is an optional, of CEL or of the program's own, that is not empty. */
const holdsValue = (value: Value | undefined): boolean => value instanceof Boxed && 'value' in value && value.value !== undefined;

/** The element of a written list that a needle equals. */
function hit(needle: Expr, list: Expr & { kind: 'list' }, frame: Frame): readonly Expr[] {
  const wanted = frame.values.get(needle.id);
  if (wanted === undefined) return [list];
  const found = list.elements.find(({ value: element, optional }) => {
    const value = frame.values.get(element.id);
    return !optional && value !== undefined && metered(() => equal(value, wanted)) === true;
  });
  return found === undefined ? [list] : [found.value];
}

/** The first operand that is neither null nor an error, and those before it, which were passed over. */
function untilChosen(operands: readonly Expr[], frame: Frame): readonly Expr[] {
  const chosen = operands.findIndex((operand) => {
    const value = frame.values.get(operand.id);
    return value !== undefined && value !== null && !isError(value);
  });
  return chosen < 0 ? operands : operands.slice(0, chosen + 1);
}

/** The operand whose error became the node's own; all operands when the node itself failed. */
function firstFault(children: readonly Expr[], frame: Frame): readonly Expr[] {
  const faulty = children.filter((child) => isError(frame.values.get(child.id)));
  return faulty.length > 0 ? faulty.slice(0, 1) : children;
}

/** The rounds that settled a loop: one for a decided `exists` or `all`, else every round. */
export function decisiveRounds(expr: Comprehension, frame: Frame): readonly Round[] {
  const rounds = frame.loops.get(expr.id)?.rounds ?? [];
  const value = frame.values.get(expr.id);
  const bodyOf = (round: Round) => round.frame.values.get(expr.body.id);
  if (isError(value)) return faultyRounds(expr, rounds).slice(0, 1);
  if (expr.macro === 'exists' && value === true) return rounds.filter((round) => bodyOf(round) === true).slice(0, 1);
  if (expr.macro === 'all' && value === false) return rounds.filter((round) => bodyOf(round) === false).slice(0, 1);
  // Two that hold say no; only all the others together say that there is no second one.
  const holding = rounds.filter((round) => bodyOf(round) === true);
  if (expr.macro === 'exists_one' && value === false && holding.length > 1) return holding.slice(0, 2);
  return rounds;
}

/** The rounds in which something failed, or else those in which a condition was no bool. */
function faultyRounds(expr: Comprehension, rounds: readonly Round[]): readonly Round[] {
  const conditions = [expr.filter, expr.body].filter((part) => part !== undefined);
  const failed = rounds.filter(({ frame }) => conditions.some((part) => isError(frame.values.get(part.id))));
  return failed.length > 0
    ? failed
    : rounds.filter(({ frame }) => conditions.some((part) => typeof frame.values.get(part.id) !== 'boolean'));
}
