// One sentence on what decided, with the values that were seen: "jwt.age is 17, it needs at least 18".

import type { Call, Comprehension, Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { isList, isMap, listSize, mapSize } from '../values/kind.ts';
import { isError, type Value } from '../values/value.ts';
import { decisive, decisiveRounds } from './decide.ts';
import type { Frame, Round } from './record.ts';
import { bindingText } from './tree.ts';
import { valueText } from './value-text.ts';

/** At most so many reasons are told. */
const MOST_REASONS = 3;

/** The sentence; empty when nothing was evaluated. */
export function becauseOf(root: Expr, frame: Frame): string {
  const value = frame.values.get(root.id);
  if (value === undefined) return '';
  if (isError(value)) return sentence([...new Set(faults(root, frame))]);
  const reasons = [...new Set(typeof value === 'boolean' || root.kind === 'conditional' ? reasonsFor(root, frame) : seen(root, frame))];
  return reasons.length === 0 && typeof value === 'boolean' ? `${print(decidingLiteral(root, frame))} is written out` : sentence(reasons);
}

/** What decided where no fact did. */
function decidingLiteral(root: Expr, frame: Frame): Expr {
  let expr = root;
  for (let next: Expr | undefined = expr; next !== undefined; next = decisive(expr, frame).at(-1)) expr = next;
  return expr;
}

function sentence(reasons: readonly string[]): string {
  if (reasons.length === 0) return '';
  const told = reasons.slice(0, MOST_REASONS);
  const more = reasons.length - told.length;
  return told.join(', and ') + (more > 0 ? `, and ${more} more` : '');
}

/** Why a node has the truth that it has: the facts at the leaves of what decided; a literal needs no reason. */
function reasonsFor(expr: Expr, frame: Frame): readonly string[] {
  const value = frame.values.get(expr.id);
  if (value === undefined) return [];
  if (isError(value)) return faults(expr, frame);
  switch (expr.kind) {
    case 'literal':
      return [];
    case 'and':
    case 'or':
      return decisive(expr, frame).flatMap((term) => reasonsFor(term, frame));
    case 'not':
      return reasonsFor(expr.operand, frame);
    case 'conditional':
      return [...reasonsFor(expr.condition, frame), ...branchReason(expr, frame)];
    case 'comprehension':
      return loopReasons(expr, frame);
    case 'bind':
      return reasonsFor(expr.body, frame);
    default:
      return [fact(expr, value, frame)];
  }
}

function branchReason(expr: Expr & { kind: 'conditional' }, frame: Frame): readonly string[] {
  const branch = frame.values.get(expr.condition.id) === true ? expr.then : expr.otherwise;
  if (branch.kind === 'literal') return [];
  return typeof frame.values.get(branch.id) === 'boolean' || branch.kind === 'conditional'
    ? reasonsFor(branch, frame)
    : seen(branch, frame);
}

function loopReasons(expr: Comprehension, frame: Frame): readonly string[] {
  const value = frame.values.get(expr.id);
  const range = frame.values.get(expr.range.id);
  const rounds = decisiveRounds(expr, frame);
  const where = print(expr.range);
  if (sizeOf(range) === 0) return [`${where} is empty`];
  if (typeof value !== 'boolean') return seen(expr, frame);
  const [round] = rounds;
  if (rounds.length === 1 && round !== undefined) return [roundReason(round, reasonsFor(expr.body, round.frame), where)];
  const { rounds: kept, dropped } = frame.loops.get(expr.id) ?? { rounds, dropped: 0 };
  const total = kept.length + dropped;
  const condition = print(expr.body);
  if (expr.macro === 'exists_one') {
    const holding = kept.filter((one) => one.frame.values.get(expr.body.id) === true).length;
    return [`${condition} holds for ${holding} of the ${total} ${things(range)} of ${where}`];
  }
  return [
    value
      ? `${condition} holds for all ${total} ${things(range)} of ${where}`
      : `${condition} holds for none of the ${total} ${things(range)} of ${where}`,
  ];
}

/** What a single round showed; the value of its variable is not said twice. */
function roundReason(round: Round, inside: readonly string[], where: string): string {
  const known = round.bindings.map(([name, value]) => `${name} is ${valueText(value)}`);
  const rest = inside.map((reason) => {
    const said = known.find((one) => reason.startsWith(one));
    return said === undefined ? reason : reason.slice(said.length).replace(/^, /, '');
  });
  const told = sentence(rest.filter((reason) => reason !== ''));
  return told === '' ? `${where} has ${bindingText(round)}` : `for ${bindingText(round)} of ${where}: ${told}`;
}

const things = (range: Value | undefined): string => (range !== undefined && isList(range) ? 'elements' : 'keys');

function sizeOf(range: Value | undefined): number | undefined {
  if (range === undefined || range === null || typeof range !== 'object' || isError(range)) return undefined;
  if (isList(range)) return listSize(range);
  return isMap(range) ? mapSize(range) : undefined;
}

/** A single true or false sub-expression in words. */
function fact(expr: Expr, value: Value, frame: Frame): string {
  if (expr.kind === 'has') {
    const name = `${print(expr.operand)}.${expr.field}`;
    return value === true ? `${name} is there` : `there is no ${name}`;
  }
  if (typeof value === 'boolean' && isWrittenOut(expr)) return `${print(expr)} is always ${value}`;
  if (expr.kind === 'call' && typeof value === 'boolean') return callFact(expr, value, frame) ?? `${print(expr)} is ${value}`;
  return `${print(expr)} is ${valueText(value)}`;
}

/** A call or an operator over constants alone. */
const isWrittenOut = (expr: Expr): boolean =>
  expr.kind === 'call' && [...(expr.target === undefined ? [] : [expr.target]), ...expr.args].every(isConstant);

type Phrase = (wanted: string) => readonly [whenTrue: string, whenFalse: string];

/** How a comparison with a known right side is said: after "x is 17". */
const COMPARISONS: Readonly<Record<string, Phrase>> = {
  '_==_': (wanted) => ['', `not ${wanted}`],
  '_!=_': (wanted) => [`not ${wanted}`, ''],
  '_<_': (wanted) => [`less than ${wanted}`, `it needs less than ${wanted}`],
  '_<=_': (wanted) => [`at most ${wanted}`, `it needs at most ${wanted}`],
  '_>_': (wanted) => [`more than ${wanted}`, `it needs more than ${wanted}`],
  '_>=_': (wanted) => [`at least ${wanted}`, `it needs at least ${wanted}`],
  '@in': (wanted) => [`one of ${wanted}`, `not one of ${wanted}`],
  startsWith: (wanted) => [`it starts with ${wanted}`, `it does not start with ${wanted}`],
  endsWith: (wanted) => [`it ends with ${wanted}`, `it does not end with ${wanted}`],
  contains: (wanted) => [`it contains ${wanted}`, `it does not contain ${wanted}`],
  matches: (wanted) => [`it matches ${wanted}`, `it does not match ${wanted}`],
};
const MIRRORED: Readonly<Record<string, string>> = {
  '_<_': '_>_',
  '_<=_': '_>=_',
  '_>_': '_<_',
  '_>=_': '_<=_',
  '_==_': '_==_',
  '_!=_': '_!=_',
};

function callFact(expr: Call, value: boolean, frame: Frame): string | undefined {
  const operands = expr.target === undefined ? expr.args : [expr.target, ...expr.args];
  const [first, second] = operands;
  if (operands.length !== 2 || first === undefined || second === undefined) return undefined;
  const mirrored = isConstant(first) && !isConstant(second) && Object.hasOwn(MIRRORED, expr.name);
  const name = mirrored ? (MIRRORED[expr.name] as string) : expr.name;
  const [subject, object] = mirrored ? [second, first] : [first, second];
  const phrase = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  const seenSubject = frame.values.get(subject.id);
  const seenObject = frame.values.get(object.id);
  if (phrase === undefined || seenSubject === undefined || seenObject === undefined) return undefined;
  const [whenTrue, whenFalse] = phrase(named(object, seenObject));
  const judged = value ? whenTrue : whenFalse;
  // `"admin" in jwt.groups`: what is of interest is the list.
  if (name === '@in' && isConstant(subject))
    return `${print(object)} is ${valueText(seenObject)}, it ${value ? 'has' : 'does not have'} ${print(subject)}`;
  return `${named(subject, seenSubject, ' is ')}${judged === '' ? '' : `, ${judged}`}`;
}

/** A constant as it is, everything else with its value: `jwt.age is 17`, `limit (18)`. */
function named(expr: Expr, value: Value, verb?: string): string {
  const shown = valueText(value);
  if (isConstant(expr)) return shown;
  return verb === undefined ? `${print(expr)} (${shown})` : `${print(expr)}${verb}${shown}`;
}

function isConstant(expr: Expr): boolean {
  if (expr.kind === 'literal') return true;
  return (
    (expr.kind === 'list' && expr.elements.every((element) => isConstant(element.value))) ||
    (expr.kind === 'map' && expr.entries.every((entry) => isConstant(entry.key) && isConstant(entry.value))) ||
    (expr.kind === 'call' && expr.args.length > 0 && expr.target === undefined && expr.args.every(isConstant))
  );
}

/** The variables that a value was made of, with what they were. */
function seen(expr: Expr, frame: Frame): readonly string[] {
  const value = frame.values.get(expr.id);
  if (value === undefined || isError(value)) return faults(expr, frame);
  if (expr.kind === 'ident' || expr.kind === 'select') return [`${print(expr)} is ${valueText(value)}`];
  if (expr.kind === 'call' && expr.name === '_[_]') return [`${print(expr)} is ${valueText(value)}`];
  return decisive(expr, frame).flatMap((child) => (frame.values.has(child.id) ? seen(child, frame) : []));
}

/** Where an error began and what it says. */
function faults(expr: Expr, frame: Frame): readonly string[] {
  const value = frame.values.get(expr.id);
  if (!isError(value)) return [];
  const inner = decisive(expr, frame).find((child) => isError(frame.values.get(child.id)));
  if (inner !== undefined) return faults(inner, frame);
  if (expr.kind === 'comprehension')
    for (const round of decisiveRounds(expr, frame)) {
      const [told] = [expr.filter, expr.body].flatMap((part) => (part === undefined ? [] : faults(part, round.frame)));
      if (told !== undefined) return [`for ${bindingText(round)}: ${told}`];
    }
  return [`${print(expr)} fails: ${value.message}`];
}
