// How tightly nodes bind when they are printed: operators by precedence, macros by the calls that they expand to in cel-go or
// by the calls that were written.
import { unreachable } from '../../base/assert.ts';
import { doubleOf } from '../values/number.ts';
import type { Bind, Comprehension, Expr, OptionalMap } from './ast.ts';

/** Looser binding has a higher number, as in cel-go. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '_?_:_': 8,
  '_||_': 7,
  '_&&_': 6,
  '_==_': 5,
  '_!=_': 5,
  '_<_': 5,
  '_<=_': 5,
  '_>_': 5,
  '_>=_': 5,
  '@in': 5,
  '_+_': 4,
  '_-_': 4,
  '_/_': 3,
  '_%_': 3,
  '_*_': 3,
  '!_': 2,
  '-_': 2,
  '_[_]': 1,
  '_[?_]': 1,
  '_?._': 1,
};
export const precedenceOf = (name: string) => (Object.hasOwn(PRECEDENCE, name) ? (PRECEDENCE[name] as number) : 0);
export const LOOSEST_BINARY = 7;
export const TIGHTEST_BINARY = 3;

/** The sign of a binary operator: `_+_` → `+`. */
export const signOf = (name: string): string => (name === '@in' ? 'in' : name.slice(1, -1));

/** A node seen as the call that it is, or that a macro expands to in cel-go. */
export interface CallView {
  readonly name: string;
  readonly arity: number;
}

export interface MacroCall {
  readonly target: Expr | undefined;
  readonly name: string;
  readonly variables: readonly string[];
  readonly args: readonly Expr[];
}

/** The call that was written for a macro. */
export function macroCall(expr: Comprehension | Bind | OptionalMap): MacroCall {
  switch (expr.kind) {
    case 'comprehension': {
      const variables = expr.second === undefined ? [expr.first] : [expr.first, expr.second];
      const args = expr.filter === undefined ? [expr.body] : [expr.filter, expr.body];
      return { target: expr.range, name: expr.spelling, variables, args };
    }
    case 'bind':
      if (expr.spelling === 'with') return { target: expr.value, name: 'with', variables: [expr.variable], args: [expr.body] };
      return { target: undefined, name: 'cel.bind', variables: [expr.variable], args: [expr.value, expr.body] };
    case 'optionalMap':
      return { target: expr.value, name: expr.flat ? 'optFlatMap' : 'optMap', variables: [expr.variable], args: [expr.body] };
    default:
      return unreachable(expr);
  }
}

export const isMathMacro = (name: string, target: Expr | undefined) =>
  target?.kind === 'ident' && target.name === 'math' && (name === 'least' || name === 'greatest');

export function isMacro(expr: Expr): boolean {
  switch (expr.kind) {
    case 'has':
    case 'comprehension':
    case 'bind':
    case 'optionalMap':
    case 'block':
      return true;
    case 'select':
      return expr.extension === true;
    case 'call':
      return isMathMacro(expr.name, expr.target);
    default:
      return false;
  }
}

const CONDITIONAL: CallView = { name: '_?_:_', arity: 3 };

/** What cel-go's tree has for a node when that is a call. */
export function expandedCall(expr: Expr): CallView | undefined {
  switch (expr.kind) {
    case 'call':
      if (isMathMacro(expr.name, expr.target)) return { name: 'math.@limit', arity: expr.args.length <= 2 ? expr.args.length : 1 };
      return { name: expr.name, arity: expr.args.length };
    case 'and':
      return { name: '_&&_', arity: 2 };
    case 'or':
      return { name: '_||_', arity: 2 };
    case 'not':
      return { name: '!_', arity: 1 };
    case 'conditional':
      return CONDITIONAL;
    case 'optionalMap':
      // Over anything but a name it expands to a binding of the optional, and that is no call.
      return expr.value.kind === 'ident' ? CONDITIONAL : undefined;
    case 'select':
      return expr.optional ? { name: '_?._', arity: 2 } : undefined;
    case 'block':
      return { name: 'cel.@block', arity: 2 };
    default:
      return undefined;
  }
}

export function isNegativeLiteral(expr: Expr): boolean {
  if (expr.kind !== 'literal') return false;
  const { value } = expr;
  if (typeof value === 'bigint') return value < 0n;
  const double = doubleOf(value);
  return typeof value === 'number' ? value < 0 : double !== undefined && (double < 0 || Object.is(double, -0));
}

/** Whether an expression begins with a number, which a sign before it would become part of. */
export function beginsWithNumber(expr: Expr): boolean {
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'bigint' || typeof expr.value === 'number' || doubleOf(expr.value) !== undefined;
    case 'select':
      return expr.extension === undefined && beginsWithNumber(expr.operand);
    case 'call': {
      const first = expr.form === 'receiver' ? expr.target : expr.name === '_[_]' || expr.name === '_[?_]' ? expr.args[0] : undefined;
      return first !== undefined && beginsWithNumber(first);
    }
    case 'comprehension':
      return beginsWithNumber(expr.range);
    case 'optionalMap':
      return beginsWithNumber(expr.value);
    case 'bind':
      return expr.spelling === 'with' && beginsWithNumber(expr.value);
    default:
      return false;
  }
}

const SLOT = /^@(index|it|ac)(?::?(\d+))(?::(\d+))?$/;
const SLOT_NAMES: Readonly<Record<string, string>> = { index: 'cel.index', it: 'cel.iterVar', ac: 'cel.accuVar' };

/** A variable's name; the numbered ones of cel.block as they are written. */
export function variableText(name: string): string {
  if (!name.startsWith('@')) return name;
  const slot = SLOT.exec(name);
  if (slot === null) return name;
  const [, kind = '', n = '', m] = slot;
  return `${SLOT_NAMES[kind]}(${m === undefined ? n : `${n}, ${m}`})`;
}
