// Whole numbers of a JSON text are uints in agentgateway, and so are those in lists of a token; `uint + int` fails:
// `json(request.body).n + 1`, `jwt.levels[0] + 1`. A claim that is reached by its name is an int.
import type { Call, Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint, LintContext } from './lint.ts';
import { rewrite } from './shape.ts';

const ARITHMETIC: ReadonlySet<string> = new Set(['_+_', '_-_', '_*_', '_/_', '_%_']);
/** Functions of which whole numbers are uints. */
const READERS: ReadonlySet<string> = new Set(['json', 'jsonField', 'unvalidatedJwtPayload']);
/** Variables that hold free JSON: their numbers are ints when they are reached by name, uints as elements of a list. */
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
  if (expr.kind === 'select') return comesFromJson(expr.operand);
  if (expr.kind !== 'call') return false;
  const [operand, key] = expr.args;
  if (expr.name !== '_[_]') return expr.form === 'global' && READERS.has(expr.name);
  return operand !== undefined && key !== undefined && (comesFromJson(operand) || (isIndex(key) && isFree(operand)));
}

const isIndex = (key: Expr): boolean => key.kind === 'literal' && typeof key.value === 'number';

/** A field of a variable that holds free JSON. */
function isFree(expr: Expr): boolean {
  if (expr.kind === 'ident') return ROOTS.has(expr.name);
  return expr.kind === 'select' && isFree(expr.operand);
}
