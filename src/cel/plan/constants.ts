// Constants that a program looks at when it is built: indexes (cel-go), and conversions (Kubernetes).
import type { Call, Expr } from '../syntax/ast.ts';
import { CelError, type Value } from '../values/value.ts';
import { badIndex } from './operators.ts';
import type { Planner } from './planner.ts';
import type { Step } from './step.ts';

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

/** What the program knows when it is built. Only one that tries conversions computes anything for it, also lists and maps. */
function isLiteral(p: Planner, expr: Expr): boolean {
  if (p.env.profile.evaluation.constantConversions !== true && expr.kind !== 'literal' && expr.kind !== 'ident') return false;
  switch (expr.kind) {
    case 'literal':
      return true;
    case 'ident': {
      const reference = p.references?.get(expr.id);
      return reference?.kind === 'variable' && reference.constant !== undefined;
    }
    case 'list':
      return expr.elements.every((element) => !element.optional && isLiteral(p, element.value));
    case 'map':
      return expr.entries.every((entry) => !entry.optional && isLiteral(p, entry.key) && isLiteral(p, entry.value));
    default:
      return isConstantConversion(p, expr);
  }
}

/** Runs a conversion of constants; its error keeps the program from being built. */
export function noteConversion(p: Planner, call: Call, step: Step): void {
  if (!isConstantConversion(p, call)) return;
  const value = step({});
  if (value instanceof CelError) p.faults.push({ node: call.id, code: value.code, message: value.message });
}

/** A constant that can index nothing stops the program from being built. */
export function noteBadIndex(p: Planner, { id, args }: Call, key: Value): void {
  const bad = isLiteral(p, args[1] as Expr) ? badIndex(key) : undefined;
  if (bad !== undefined) p.faults.push({ node: id, code: bad.code, message: bad.message });
}

/** Whether the arguments of a call are what the program looks at, and not what could be computed ahead beyond that. */
export const seesConstants = (p: Planner, { args }: Call): boolean => args.every((arg) => arg.kind !== 'call' || isLiteral(p, arg));
