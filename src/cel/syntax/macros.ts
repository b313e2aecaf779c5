// Macros: calls that the parser reads as something else, because an argument is a name or is not evaluated like an argument.
// One row per form. They stay high-level nodes; a profile lists the ids of those that are on (`SyntaxSwitches.macros`), and gives the rows
// that are not the specification's (`moreMacros`).
//
// `default(expr, d)` and `coalesce(…)` of agentgateway are no macros: no argument is a name, so they are plain calls here,
// and their rows in the function table say that arguments are evaluated lazily.
import type { Comprehension, ComprehensionMacro, Expr, Ident } from './ast.ts';
import type { Macro, MacroSite } from './macro.ts';
import type { SyntaxSwitches } from './switches.ts';

/** The macros of the specification. As in cel-go's standard environment, where `existsOne` exists with two variables only. */
const STANDARD: readonly Macro[] = [
  { id: 'has', name: 'has', receiver: false, arity: [1], expand: expandHas },
  quantifier('all', 'all'),
  quantifier('exists', 'exists'),
  quantifier('exists_one', 'exists_one'),
  { id: 'map', name: 'map', receiver: true, arity: [2, 3], expand: (site) => oneVariable(site, 'map') },
  { id: 'filter', name: 'filter', receiver: true, arity: [2], expand: (site) => oneVariable(site, 'filter') },
];

export const STANDARD_MACROS: readonly string[] = STANDARD.map(({ id }) => id);

/** The macro that a call of this form is, among those that are on. */
export function findMacro(
  name: string,
  receiver: Expr | undefined,
  arity: number,
  { macros, moreMacros = [] }: SyntaxSwitches,
): Macro | undefined {
  const isMeant = (row: Macro): boolean => {
    if (row.name !== name || row.receiver !== (receiver !== undefined) || !macros.has(row.id)) return false;
    if (row.namespace !== undefined && !(receiver?.kind === 'ident' && receiver.name === row.namespace)) return false;
    return row.arity === undefined || row.arity.includes(arity);
  };
  return STANDARD.find(isMeant) ?? moreMacros.find(isMeant);
}

export function quantifier(id: string, macro: ComprehensionMacro): Macro {
  return { id, name: id, receiver: true, arity: [2], expand: (site) => oneVariable(site, macro) };
}

/** The name that an argument declares, or undefined: only a plain identifier will do. */
export function variableOf(expr: Expr): Ident | undefined {
  return expr.kind === 'ident' ? expr : undefined;
}
export const nameOf = (variable: Ident) => (variable.absolute ? `.${variable.name}` : variable.name);
/** cel-go keeps the name of the loop's result; the Rust fork does not mind. */
export const overwritesAccumulator = (name: string, site: MacroSite) => site.hasAccumulator && name === '__result__';

export const arg = (site: MacroSite, index: number): Expr => site.args[index] as Expr;
export const target = (site: MacroSite): Expr => site.target as Expr;

function expandHas(site: MacroSite): Expr {
  const field = arg(site, 0);
  const { id, span } = site;
  if (field.kind === 'has') return { ...field, id, span };
  if (field.kind === 'select' && !field.optional) {
    const has = { kind: 'has' as const, id, span, operand: field.operand, field: field.field, fieldSpan: field.fieldSpan, optional: false };
    return field.extension === undefined ? has : { ...has, extension: true };
  }
  return site.fault(field, 'has');
}

export function comprehension(
  site: MacroSite,
  macro: ComprehensionMacro,
  first: Ident,
  filter: Expr | undefined,
  body: Expr,
): Comprehension {
  const node: Comprehension = {
    kind: 'comprehension',
    id: site.id,
    span: site.span,
    macro,
    spelling: site.name,
    nameSpan: site.nameSpan,
    range: target(site),
    first: nameOf(first),
    firstSpan: first.span,
    body,
  };
  return filter === undefined ? node : { ...node, filter };
}

export function oneVariable(site: MacroSite, macro: ComprehensionMacro): Expr {
  const variable = variableOf(arg(site, 0));
  if (variable === undefined) return site.fault(arg(site, 0), 'variable');
  if (overwritesAccumulator(variable.name, site)) return site.fault(variable, 'accumulator');
  const filtered = site.args.length === 3;
  return comprehension(site, macro, variable, filtered ? arg(site, 1) : undefined, arg(site, filtered ? 2 : 1));
}

/** `cel.bind`, and agentgateway's `with`. */
export function bind(site: MacroSite, spelling: 'cel.bind' | 'with', variable: Ident, value: Expr, body: Expr): Expr {
  const { id, span, nameSpan } = site;
  return { kind: 'bind', id, span, spelling, nameSpan, variable: nameOf(variable), variableSpan: variable.span, value, body };
}

/** `a.b.c` of a chain of plain selections from a name. */
export function dottedName(expr: Expr): string | undefined {
  const parts: string[] = [];
  let current = expr;
  while (current.kind === 'select' && !current.optional) {
    parts.push(current.field);
    current = current.operand;
  }
  if (current.kind !== 'ident') return undefined;
  parts.push(current.absolute ? `.${current.name}` : current.name);
  return parts.reverse().join('.');
}
