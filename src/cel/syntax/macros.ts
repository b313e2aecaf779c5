// Macros: calls that the parser reads as something else, because an argument is a name or is not evaluated like an argument.
// One row per form. They stay high-level nodes; a profile lists the ids of those that are on (`SyntaxSwitches.macros`).
//
// `default(expr, d)` and `coalesce(…)` of agentgateway are no macros: no argument is a name, so they are plain calls here,
// and their rows in the function table say that arguments are evaluated lazily.
import type { Span } from '../../base/span.ts';
import type { Comprehension, ComprehensionMacro, Expr, Ident } from './ast.ts';

/** The call that a macro rewrites. `fault` reports an argument that the macro refuses and gives the node to use instead. */
export interface MacroSite {
  readonly id: number;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly name: string;
  readonly target: Expr | undefined;
  readonly args: readonly Expr[];
  /** Whether the result of a loop has a name that variables may not take. */
  readonly hasAccumulator: boolean;
  readonly fault: (where: Expr, message: string, fix?: Mend) => Expr;
  /** An argument as it was written. */
  readonly written: (expr: Expr) => string;
}

/** Replaces the whole call by `text`. */
export interface Mend {
  readonly title: string;
  readonly text: string;
}

export interface Macro {
  /** What profiles list. */
  readonly id: string;
  readonly name: string;
  /** Called on a receiver; with `namespace` the receiver must be that very name (`cel`, `math`, `proto`). */
  readonly receiver: boolean;
  readonly namespace?: string;
  /** The numbers of arguments that it takes; undefined: any. */
  readonly arity?: readonly number[];
  /** The node, or undefined when the call is a plain call after all. */
  readonly expand: (site: MacroSite) => Expr | undefined;
}

/** As in cel-go's standard environment, where `existsOne` exists with two variables only. */
export const STANDARD_MACROS: readonly string[] = ['has', 'all', 'exists', 'exists_one', 'map', 'filter'];
export const BINDING_MACROS: readonly string[] = ['cel.bind'];
export const BLOCK_MACROS: readonly string[] = ['cel.block', 'cel.index', 'cel.iterVar', 'cel.accuVar'];
export const LIST_MACROS: readonly string[] = ['sortBy'];
export const MATH_MACROS: readonly string[] = ['math.least', 'math.greatest'];
export const PROTO_MACROS: readonly string[] = ['proto.getExt', 'proto.hasExt'];
export const AGENTGATEWAY_MACROS: readonly string[] = ['existsOne', 'with', 'mapValues', 'filterKeys'];

export const MACROS: readonly Macro[] = [
  { id: 'has', name: 'has', receiver: false, arity: [1], expand: expandHas },
  quantifier('all', 'all'),
  quantifier('exists', 'exists'),
  quantifier('exists_one', 'exists_one'),
  quantifier('existsOne', 'exists_one'),
  { id: 'map', name: 'map', receiver: true, arity: [2, 3], expand: (site) => oneVariable(site, 'map', NOT_AN_IDENTIFIER) },
  { id: 'filter', name: 'filter', receiver: true, arity: [2], expand: (site) => oneVariable(site, 'filter', NOT_AN_IDENTIFIER) },
  twoVariables('all2', 'all', 'all', [3]),
  twoVariables('exists2', 'exists', 'exists', [3]),
  twoVariables('exists_one2', 'exists_one', 'exists_one', [3]),
  twoVariables('existsOne2', 'existsOne', 'exists_one', [3]),
  twoVariables('transformList', 'transformList', 'transformList', [3, 4]),
  twoVariables('transformMap', 'transformMap', 'transformMap', [3, 4]),
  twoVariables('transformMapEntry', 'transformMapEntry', 'transformMapEntry', [3, 4]),
  { id: 'cel.bind', name: 'bind', namespace: 'cel', receiver: true, arity: [3], expand: expandBind },
  { id: 'cel.block', name: 'block', namespace: 'cel', receiver: true, arity: [2], expand: expandBlock },
  {
    id: 'cel.index',
    name: 'index',
    namespace: 'cel',
    receiver: true,
    arity: [1],
    expand: (site) => slot(site, 'cel.index', (n) => `@index${n}`),
  },
  {
    id: 'cel.iterVar',
    name: 'iterVar',
    namespace: 'cel',
    receiver: true,
    arity: [2],
    expand: (site) => slot(site, 'cel.iterVar', (n, m) => `@it:${n}:${m}`),
  },
  {
    id: 'cel.accuVar',
    name: 'accuVar',
    namespace: 'cel',
    receiver: true,
    arity: [2],
    expand: (site) => slot(site, 'cel.accuVar', (n, m) => `@ac:${n}:${m}`),
  },
  { id: 'optMap', name: 'optMap', receiver: true, arity: [2], expand: (site) => expandOptionalMap(site, false) },
  { id: 'optFlatMap', name: 'optFlatMap', receiver: true, arity: [2], expand: (site) => expandOptionalMap(site, true) },
  { id: 'sortBy', name: 'sortBy', receiver: true, arity: [2], expand: expandSortBy },
  { id: 'math.least', name: 'least', namespace: 'math', receiver: true, expand: (site) => checkNumbers(site, 'math.least()') },
  { id: 'math.greatest', name: 'greatest', namespace: 'math', receiver: true, expand: (site) => checkNumbers(site, 'math.greatest()') },
  { id: 'proto.getExt', name: 'getExt', namespace: 'proto', receiver: true, arity: [2], expand: (site) => expandExtension(site, 'select') },
  { id: 'proto.hasExt', name: 'hasExt', namespace: 'proto', receiver: true, arity: [2], expand: (site) => expandExtension(site, 'has') },
  { id: 'with', name: 'with', receiver: true, arity: [2], expand: expandWith },
  { id: 'mapValues', name: 'mapValues', receiver: true, arity: [2], expand: (site) => lenient(site, 'mapValues') },
  { id: 'filterKeys', name: 'filterKeys', receiver: true, arity: [2], expand: (site) => lenient(site, 'filterKeys') },
];

const byName = new Map<string, Macro[]>();
for (const macro of MACROS) byName.set(macro.name, [...(byName.get(macro.name) ?? []), macro]);

/** The macro that a call of this form is, among those that are on. */
export function findMacro(name: string, receiver: Expr | undefined, arity: number, on: ReadonlySet<string>): Macro | undefined {
  const rows = byName.get(name);
  return rows?.find((row) => {
    if (row.receiver !== (receiver !== undefined) || !on.has(row.id)) return false;
    if (row.namespace !== undefined && !(receiver?.kind === 'ident' && receiver.name === row.namespace)) return false;
    return row.arity === undefined || row.arity.includes(arity);
  });
}

const NOT_AN_IDENTIFIER = (site: MacroSite) =>
  `The first argument of ${site.name}() must be the name of a variable, such as ${site.name}(x, …).`;

function quantifier(id: string, macro: ComprehensionMacro): Macro {
  return { id, name: id, receiver: true, arity: [2], expand: (site) => oneVariable(site, macro, NOT_AN_IDENTIFIER) };
}

function twoVariables(id: string, name: string, macro: ComprehensionMacro, arity: readonly number[]): Macro {
  return { id, name, receiver: true, arity, expand: (site) => expandTwoVariables(site, macro) };
}

/** The name that an argument declares, or undefined: only a plain identifier will do. */
function variableOf(expr: Expr): Ident | undefined {
  return expr.kind === 'ident' ? expr : undefined;
}
const nameOf = (variable: Ident) => (variable.absolute ? `.${variable.name}` : variable.name);
/** cel-go keeps the name of the loop's result; the Rust fork does not mind. */
const overwritesAccumulator = (name: string, site: MacroSite) => site.hasAccumulator && name === '__result__';

const arg = (site: MacroSite, index: number): Expr => site.args[index] as Expr;
const target = (site: MacroSite): Expr => site.target as Expr;

function expandHas(site: MacroSite): Expr {
  const field = arg(site, 0);
  const { id, span } = site;
  if (field.kind === 'has') return { ...field, id, span };
  if (field.kind === 'select' && !field.optional) {
    const has = { kind: 'has' as const, id, span, operand: field.operand, field: field.field, fieldSpan: field.fieldSpan, optional: false };
    return field.extension === undefined ? has : { ...has, extension: true };
  }
  return site.fault(field, hasAdvice(field), askedAsKey(field, site));
}

/** `has(a['b'])` asks for a key: `'b' in a`. */
function askedAsKey(field: Expr, site: MacroSite): Mend | undefined {
  const [map, key] = field.kind === 'call' && field.name === '_[_]' ? field.args : [];
  if (map === undefined || key?.kind !== 'literal' || typeof key.value !== 'string') return undefined;
  const text = `${site.written(key)} in ${site.written(map)}`;
  return { title: `Write ${text}`, text };
}

function hasAdvice(field: Expr): string {
  if (field.kind === 'ident') return `has() asks whether a field is there, as in has(${field.name}.field): a variable alone is no field.`;
  if (field.kind === 'call' && field.name === '_[_]')
    return "has() takes a field, as in has(a.b), not an index: ask 'key' in map, or write the key as a field.";
  if (field.kind === 'select') return 'has() takes a plain field, as in has(a.b): a .? selection is asked with .hasValue().';
  return 'has() takes one field selection, as in has(a.b).';
}

function comprehension(site: MacroSite, macro: ComprehensionMacro, first: Ident, filter: Expr | undefined, body: Expr): Comprehension {
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

function oneVariable(site: MacroSite, macro: ComprehensionMacro, advice: (site: MacroSite) => string): Expr {
  const variable = variableOf(arg(site, 0));
  if (variable === undefined) return site.fault(arg(site, 0), advice(site));
  if (overwritesAccumulator(variable.name, site))
    return site.fault(variable, `'${variable.name}' is reserved for the result of the loop: choose another name.`);
  const filtered = site.args.length === 3;
  return comprehension(site, macro, variable, filtered ? arg(site, 1) : undefined, arg(site, filtered ? 2 : 1));
}

function expandTwoVariables(site: MacroSite, macro: ComprehensionMacro): Expr {
  const first = variableOf(arg(site, 0));
  const second = variableOf(arg(site, 1));
  if (first === undefined) return site.fault(arg(site, 0), `The first argument of ${site.name}() must be a name, for the index or key.`);
  if (second === undefined)
    return site.fault(arg(site, 1), `The second argument of ${site.name}() must be a name, for the element or value.`);
  if (first.name === second.name) return site.fault(second, `Both variables are called '${second.name}': choose two names.`);
  for (const variable of [first, second])
    if (overwritesAccumulator(variable.name, site))
      return site.fault(variable, `'${variable.name}' is reserved for the result of the loop: choose another name.`);
  const filtered = site.args.length === 4;
  const node = comprehension(site, macro, first, filtered ? arg(site, 2) : undefined, arg(site, filtered ? 3 : 2));
  return { ...node, second: nameOf(second), secondSpan: second.span };
}

function expandSortBy(site: MacroSite): Expr {
  const range = target(site);
  if (range.kind === 'literal' || range.kind === 'map' || range.kind === 'struct') return site.fault(range, 'sortBy() sorts a list.');
  return oneVariable(site, 'sortBy', NOT_AN_IDENTIFIER);
}

function bind(site: MacroSite, spelling: 'cel.bind' | 'with', variable: Ident, value: Expr, body: Expr): Expr {
  const { id, span, nameSpan } = site;
  return { kind: 'bind', id, span, spelling, nameSpan, variable: nameOf(variable), variableSpan: variable.span, value, body };
}

function expandBind(site: MacroSite): Expr {
  const variable = variableOf(arg(site, 0));
  if (variable === undefined)
    return site.fault(arg(site, 0), 'The first argument of cel.bind() must be a name: cel.bind(x, value, expression).');
  return bind(site, 'cel.bind', variable, arg(site, 1), arg(site, 2));
}

/** agentgateway reads a call whose first argument is no name as a plain call, which fails when it runs. */
function expandWith(site: MacroSite): Expr | undefined {
  const variable = variableOf(arg(site, 0));
  return variable === undefined ? undefined : bind(site, 'with', variable, target(site), arg(site, 1));
}

function lenient(site: MacroSite, macro: ComprehensionMacro): Expr | undefined {
  const variable = variableOf(arg(site, 0));
  return variable === undefined ? undefined : comprehension(site, macro, variable, undefined, arg(site, 1));
}

function expandBlock(site: MacroSite): Expr {
  const bindings = arg(site, 0);
  if (bindings.kind !== 'list') return site.fault(bindings, 'The first argument of cel.block() must be a list of the expressions to bind.');
  return { kind: 'block', id: site.id, span: site.span, bindings: bindings.elements.map((element) => element.value), body: arg(site, 1) };
}

/** `cel.index(0)` and its like: names by number. */
function slot(site: MacroSite, name: string, spell: (n: number, m: number) => string): Expr {
  const numbers: number[] = [];
  for (const one of site.args) {
    const value = one.kind === 'literal' ? one.value : undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
      return site.fault(one, `${name}() takes whole numbers from 0, written as literals.`);
    numbers.push(value);
  }
  return { kind: 'ident', id: site.id, span: site.span, name: spell(numbers[0] ?? 0, numbers[1] ?? 0), absolute: false };
}

function expandOptionalMap(site: MacroSite, flat: boolean): Expr {
  const named = variableOf(arg(site, 0));
  if (named === undefined)
    return site.fault(arg(site, 0), `The first argument of ${site.name}() must be a name: ${site.name}(x, expression).`);
  const { id, span, nameSpan } = site;
  const variable = nameOf(named);
  return { kind: 'optionalMap', id, span, flat, nameSpan, value: target(site), variable, variableSpan: named.span, body: arg(site, 1) };
}

/** math.least and math.greatest stay calls; arguments that can be no number are refused already here, as cel-go does. */
function checkNumbers(site: MacroSite, name: string): Expr | undefined {
  const [only, ...more] = site.args;
  if (only === undefined) return site.fault(target(site), `${name} needs at least one argument.`);
  if (more.length === 0) {
    if (mayBeNumber(only) || (only.kind === 'list' && only.elements.length > 0 && only.elements.every((one) => mayBeNumber(one.value))))
      return undefined;
    return site.fault(only, `${name} with one argument takes a number or a list of numbers.`);
  }
  const wrong = site.args.find((one) => !mayBeNumber(one));
  return wrong === undefined ? undefined : site.fault(wrong, `${name} takes numbers only.`);
}

function mayBeNumber(expr: Expr): boolean {
  switch (expr.kind) {
    case 'list':
    case 'map':
    case 'struct':
      return false;
    case 'literal':
      return (
        typeof expr.value !== 'string' && typeof expr.value !== 'boolean' && expr.value !== null && !(expr.value instanceof Uint8Array)
      );
    default:
      return true;
  }
}

/** The full name of an extension is its second argument, read as a dotted name: `proto.getExt(msg, pkg.field)`. */
function expandExtension(site: MacroSite, kind: 'select' | 'has'): Expr {
  const written = arg(site, 1);
  const field = written.kind === 'select' ? dottedName(written) : undefined;
  if (field === undefined)
    return site.fault(
      written,
      `The second argument of proto.${site.name}() must be the full name of an extension, such as my.package.field.`,
    );
  return { kind, id: site.id, span: site.span, operand: arg(site, 0), field, fieldSpan: written.span, optional: false, extension: true };
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
