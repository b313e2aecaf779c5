// The API server's programs are optimised when they are built: conversions of constants, lists and maps of them are computed then.
import type { Building } from '../../plan/building.ts';
import type { Planner } from '../../plan/planner.ts';
import type { Step } from '../../plan/step.ts';
import type { Call, Expr } from '../../syntax/ast.ts';
import { CelError } from '../../values/value.ts';
import { goBuilding, indexes, isConstant } from '../go-building.ts';

const CONVERSIONS: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'double',
  'duration',
  'dyn',
  'int',
  'string',
  'timestamp',
  'type',
  'uint',
]);

/** A conversion of a literal, of a list or map of literals, or of another such conversion. */
const isConstantConversion = (p: Planner, expr: Expr): boolean =>
  expr.kind === 'call' &&
  expr.form === 'global' &&
  expr.args.length === 1 &&
  CONVERSIONS.has(expr.name) &&
  isLiteral(p, expr.args[0] as Expr);

/** What the program computes when it is built. */
function isLiteral(p: Planner, expr: Expr): boolean {
  switch (expr.kind) {
    case 'list':
      return expr.elements.every((element) => !element.optional && isLiteral(p, element.value));
    case 'map':
      return expr.entries.every((entry) => !entry.optional && isLiteral(p, entry.key) && isLiteral(p, entry.value));
    default:
      return isConstant(p, expr) || isConstantConversion(p, expr);
  }
}

/** Runs a conversion of constants; its error keeps the program from being built. */
function noteConversion(p: Planner, call: Call, step: Step): void {
  if (!isConstantConversion(p, call)) return;
  const value = step({});
  if (value instanceof CelError) p.faults.push({ node: call.id, code: value.code, message: value.message });
}

export const building: Building = {
  ...goBuilding,
  index: indexes(isLiteral),
  conversion: noteConversion,
  seesConstants: (p, { args }) => args.every((arg) => arg.kind !== 'call' || isLiteral(p, arg)),
};
