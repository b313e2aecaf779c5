// Fixes that are certain. CEL never converts numbers by itself, so a whole-number literal beside a double or a uint is the
// most common slip: `price / 100` with a double price is mended by writing `100.0`.
import type { Overload } from '../lib/library.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { printType } from '../types/print.ts';
import type { Type } from '../types/type.ts';
import type { Advice } from './walk.ts';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'uint', 'double']);

/** Advice for a call whose arguments do not fit any overload. */
export function adviseOperands(call: Call, overloads: readonly Overload[], args: readonly Type[]): Advice {
  if (overloads.length === 0) return {};
  if (call.form !== 'operator' || args.length !== 2) return adviseArguments(overloads, args);
  const [left, right] = args as readonly [Type, Type];
  const [a, b] = call.args as readonly [Expr, Expr];
  if (!NUMBERS.has(left.kind) || !NUMBERS.has(right.kind)) return adviseText(call, left, right);
  return literalFix(b, left) ?? literalFix(a, right) ?? conversion(call, left, right);
}

/** A literal written in the type of its neighbour. */
function literalFix(expr: Expr, wanted: Type): Advice | undefined {
  if (expr.kind !== 'literal') return undefined;
  const text = spelled(expr.value, wanted);
  if (text === undefined) return undefined;
  const hint = `The other operand is a ${printType(wanted)}: write ${text}.`;
  return { hint, fix: { title: `Write ${text}`, span: expr.span, text } };
}

function spelled(value: unknown, wanted: Type): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  if (!Number.isInteger(Number(value))) return undefined;
  if (wanted.kind === 'double') return Number.isSafeInteger(Number(value)) ? `${value}.0` : undefined;
  return wanted.kind === 'uint' && value >= 0 ? `${value}u` : undefined;
}

function conversion(call: Call, left: Type, right: Type): Advice {
  const sign = call.name.replaceAll('_', '').replace('@', '');
  return {
    hint: `CEL does not mix ${printType(left)} and ${printType(right)} under ${sign}: convert one side, for example with ${printType(left)}(…).`,
  };
}

function adviseText(call: Call, left: Type, right: Type): Advice {
  const texts = [left, right].filter((type) => type.kind === 'string').length;
  if (call.name !== '_+_' || texts !== 1) return {};
  return { hint: 'Only texts can be appended to a text: convert the other side with string(…).' };
}

/** For functions: the signatures that exist. */
function adviseArguments(overloads: readonly Overload[], args: readonly Type[]): Advice {
  const shown = overloads.slice(0, 4).map((o) => {
    const params = o.params.map(printType);
    return o.receiver ? `${params[0]}.${o.name}(${params.slice(1).join(', ')})` : `${o.name}(${params.join(', ')})`;
  });
  if (shown.length === 0 || args.some((type) => type.kind === 'error')) return {};
  return { hint: `It accepts ${shown.join(', ')}${overloads.length > 4 ? ', …' : ''}.` };
}
