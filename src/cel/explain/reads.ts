// The variables and fields that an expression reads, as paths: `request.headers["x-a"]`, `jwt.sub`.

import type { Checked } from '../check/checked.ts';
import type { Expr } from '../syntax/ast.ts';
import { quote } from '../syntax/literal-text.ts';
import { childrenOf, isTooDeep, nodesOf } from '../syntax/visit.ts';

/** In the order of the text, each once. Variables of loops and bindings are not among them. */
export function readsOf(root: Expr, checked: Checked | undefined): readonly string[] {
  // Of a chain of any length, only the names.
  if (isTooDeep(root)) return [...new Set([...nodesOf(root)].flatMap((node) => (node.kind === 'ident' ? [node.name] : [])))];
  const out = new Set<string>();
  walk(root, new Set(), checked, (path) => out.add(path));
  return [...out];
}

function walk(expr: Expr, locals: ReadonlySet<string>, checked: Checked | undefined, found: (path: string) => void): void {
  const path = pathOf(expr, locals, checked);
  if (path !== undefined) {
    found(path.text);
    for (const key of path.keys) walk(key, locals, checked, found);
    return;
  }
  if (expr.kind === 'call' && isNamespaced(expr, checked)) {
    for (const arg of expr.args) walk(arg, locals, checked, found);
    return;
  }
  const bound = boundIn(expr);
  const inner = bound.names.length === 0 ? locals : new Set([...locals, ...bound.names]);
  for (const child of childrenOf(expr)) walk(child, bound.scope.includes(child) ? inner : locals, checked, found);
}

interface Path {
  readonly text: string;
  /** Keys on the way that are expressions of their own. */
  readonly keys: readonly Expr[];
}

/** A chain of selections and constant keys from a variable; undefined for anything else. */
export function pathOf(expr: Expr, locals: ReadonlySet<string>, checked: Checked | undefined): Path | undefined {
  switch (expr.kind) {
    case 'ident': {
      if (locals.has(expr.name) && !expr.absolute) return undefined;
      const reference = checked?.references.get(expr.id);
      const isConstant = reference?.kind === 'variable' && reference.constant !== undefined;
      return isConstant || expr.name.startsWith('@') ? undefined : { text: expr.name, keys: [] };
    }
    case 'select':
    case 'has': {
      const operand = pathOf(expr.operand, locals, checked);
      return operand === undefined ? undefined : { ...operand, text: `${operand.text}.${expr.field}` };
    }
    case 'call': {
      const [target, key] = expr.args;
      if ((expr.name !== '_[_]' && expr.name !== '_[?_]') || target === undefined || key === undefined) return undefined;
      const operand = pathOf(target, locals, checked);
      if (operand === undefined) return undefined;
      const constant = key.kind === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number');
      if (!constant) return { text: operand.text, keys: [...operand.keys, key] };
      return { ...operand, text: `${operand.text}[${typeof key.value === 'string' ? quote(key.value) : key.value}]` };
    }
    default:
      return undefined;
  }
}

/** `math.least(…)`: the target is no value. */
function isNamespaced(expr: Expr & { kind: 'call' }, checked: Checked | undefined): boolean {
  const reference = checked?.references.get(expr.id);
  if (reference?.kind === 'overloads') return reference.overloads[0]?.receiver === false;
  return false;
}

/** The names that a node binds, and the children that see them. */
function boundIn(expr: Expr): { readonly names: readonly string[]; readonly scope: readonly Expr[] } {
  switch (expr.kind) {
    case 'comprehension':
      return {
        names: expr.second === undefined ? [expr.first] : [expr.first, expr.second],
        scope: expr.filter === undefined ? [expr.body] : [expr.filter, expr.body],
      };
    case 'bind':
    case 'optionalMap':
      return { names: [expr.variable], scope: [expr.body] };
    default:
      return { names: [], scope: [] };
  }
}
