// Whole numbers of a JSON text or a token are uints in agentgateway, and `uint + int` fails: `jwt.exp - 1`.
import type { Call, Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint, LintContext } from './lint.ts';
import { rewrite } from './shape.ts';

const ARITHMETIC: ReadonlySet<string> = new Set(['_+_', '_-_', '_*_', '_/_', '_%_']);
/** Functions and variables of which whole numbers are uints. */
const READERS: ReadonlySet<string> = new Set(['json', 'jsonField', 'unvalidatedJwtPayload']);
const ROOTS: ReadonlySet<string> = new Set(['jwt', 'llmRequest', 'extauthz', 'extproc', 'metadata']);

export const uintArithmetic: Lint = ({ checked, profile }) => {
  if (profile.id !== 'agentgateway') return [];
  return [...nodesOf(checked.expr)].flatMap((node) => {
    const literal = node.kind === 'call' && ARITHMETIC.has(node.name) ? intBesideJson(node, checked) : undefined;
    if (literal === undefined) return [];
    const text = `${print(literal)}u`;
    return [
      {
        code: 'uint_arithmetic',
        severity: 'warning' as const,
        message: `Whole numbers of JSON are uints here, and uint and int do not mix: this fails for them`,
        hint: `Write ${text}, or convert with int(…).`,
        span: literal.span,
        fix: rewrite(literal.span, text),
      },
    ];
  });
};

/** The whole number that is written beside a value out of JSON. */
function intBesideJson({ args: [a, b] }: Call, checked: LintContext['checked']): Expr | undefined {
  if (a === undefined || b === undefined) return undefined;
  const isJson = (expr: Expr): boolean => checked.types.get(expr.id)?.kind === 'dyn' && comesFromJson(expr);
  if (isJson(a) && isWhole(b)) return b;
  return isJson(b) && isWhole(a) ? a : undefined;
}

const isWhole = (expr: Expr): boolean =>
  expr.kind === 'literal' && typeof expr.value === 'number' && Number.isInteger(expr.value) && expr.value >= 0;

function comesFromJson(expr: Expr): boolean {
  switch (expr.kind) {
    case 'select':
      return comesFromJson(expr.operand) || (expr.operand.kind === 'ident' && ROOTS.has(expr.operand.name));
    case 'call':
      if (expr.name === '_[_]') return expr.args[0] !== undefined && (comesFromJson(expr.args[0]) || isRoot(expr.args[0]));
      return expr.form === 'global' && READERS.has(expr.name);
    default:
      return false;
  }
}

const isRoot = (expr: Expr): boolean => expr.kind === 'ident' && ROOTS.has(expr.name);
