// Expression to lines for people: what fits stays on one line; else chains of && and || break before every operator,
// conditionals before ? and :, and brackets around every item.
//
//   request.method == "GET"
//     && has(jwt.groups)
import type { Expr } from './ast.ts';
import { isMathMacro, macroCall, variableText } from './binding-power.ts';
import { print } from './print.ts';

const WIDTH = 80;
const STEP = '  ';

/** The expression in lines of at most `width` characters, where that can be; it reads back as the same tree. */
export const pretty = (expr: Expr, width: number = WIDTH): string => lay(expr, '', width);

function lay(expr: Expr, indent: string, width: number): string {
  const line = print(expr);
  if (indent.length + line.length <= width) return line;
  const deeper = indent + STEP;
  const inner = (part: Expr) => lay(part, deeper, width);
  const broken = (open: string, items: readonly string[], close: string) =>
    items.length === 0 ? open + close : `${open}\n${items.map((item) => deeper + item).join(',\n')}\n${indent}${close}`;
  switch (expr.kind) {
    case 'and':
    case 'or': {
      const sign = expr.kind === 'and' ? '&&' : '||';
      const terms = expr.terms.map((term) =>
        nested(term, expr.kind === 'and' ? ['or', 'and', 'conditional'] : ['or', 'conditional'], deeper, width),
      );
      return terms.join(`\n${deeper}${sign} `);
    }
    case 'conditional': {
      const condition = nested(expr.condition, ['conditional'], deeper, width);
      const then = nested(expr.then, ['conditional'], deeper, width);
      return `${condition}\n${deeper}? ${then}\n${deeper}: ${inner(expr.otherwise)}`;
    }
    case 'list':
      return broken(
        '[',
        expr.elements.map((element) => (element.optional ? '?' : '') + inner(element.value)),
        ']',
      );
    case 'map':
      return broken(
        '{',
        expr.entries.map((entry) => `${entry.optional ? '?' : ''}${inner(entry.key)}: ${inner(entry.value)}`),
        '}',
      );
    case 'comprehension':
    case 'bind':
    case 'optionalMap': {
      const { target, name, variables, args } = macroCall(expr);
      const items = [...variables.map(variableText), ...args.map(inner)];
      return broken(`${target === undefined ? '' : `${receiver(target, line, name)}.`}${name}(`, items, ')');
    }
    case 'call':
      if (expr.form === 'operator') return line;
      if (isMathMacro(expr.name, expr.target) || expr.form === 'receiver')
        return broken(`${receiver(expr.target as Expr, line, expr.name)}.${expr.name}(`, expr.args.map(inner), ')');
      return broken(`${expr.name}(`, expr.args.map(inner), ')');
    default:
      return line;
  }
}

/** The receiver of a call as `print` writes it, parentheses included. */
function receiver(target: Expr, line: string, name: string): string {
  const plain = print(target);
  return line.startsWith(`${plain}.${name}(`) ? plain : `(${plain})`;
}

/** In parentheses, on lines of its own, where it binds more loosely than what is around it. */
function nested(expr: Expr, looser: readonly Expr['kind'][], indent: string, width: number): string {
  if (!looser.includes(expr.kind)) return lay(expr, indent, width);
  const line = print(expr);
  if (indent.length + line.length + 2 <= width) return `(${line})`;
  const deeper = indent + STEP;
  return `(\n${deeper}${lay(expr, deeper, width)}\n${indent})`;
}
