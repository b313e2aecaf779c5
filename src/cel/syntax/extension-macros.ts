// The macros of the extension libraries, which profiles give to the parser (`SyntaxSwitches.moreMacros`).
import { isInt } from '../values/number.ts';
import type { ComprehensionMacro, Expr } from './ast.ts';
import type { Macro, MacroSite } from './macro.ts';
import { arg, bind, comprehension, dottedName, nameOf, oneVariable, overwritesAccumulator, target, variableOf } from './macros.ts';

export const BINDING_MACROS: readonly string[] = ['cel.bind'];
export const BLOCK_MACROS: readonly string[] = ['cel.block', 'cel.index', 'cel.iterVar', 'cel.accuVar'];
export const LIST_MACROS: readonly string[] = ['sortBy'];
export const MATH_MACROS: readonly string[] = ['math.least', 'math.greatest'];
export const PROTO_MACROS: readonly string[] = ['proto.getExt', 'proto.hasExt'];

const spaced = (namespace: string, name: string, arity: readonly number[], expand: Macro['expand']): Macro => ({
  id: `${namespace}.${name}`,
  name,
  namespace,
  receiver: true,
  arity,
  expand,
});

const limits = (name: string): Macro => ({ id: `math.${name}`, name, namespace: 'math', receiver: true, expand: checkNumbers });

/** On lists and maps, with a variable for the index or key and one for the element or value. */
const twoVariables = (id: string, name: string, macro: ComprehensionMacro, arity: readonly number[]): Macro => ({
  id,
  name,
  receiver: true,
  arity,
  expand: (site) => expandTwoVariables(site, macro),
});

export const EXTENSION_MACROS: readonly Macro[] = [
  twoVariables('all2', 'all', 'all', [3]),
  twoVariables('exists2', 'exists', 'exists', [3]),
  twoVariables('exists_one2', 'exists_one', 'exists_one', [3]),
  twoVariables('existsOne2', 'existsOne', 'exists_one', [3]),
  twoVariables('transformList', 'transformList', 'transformList', [3, 4]),
  twoVariables('transformMap', 'transformMap', 'transformMap', [3, 4]),
  twoVariables('transformMapEntry', 'transformMapEntry', 'transformMapEntry', [3, 4]),
  spaced('cel', 'bind', [3], expandBind),
  spaced('cel', 'block', [2], expandBlock),
  spaced('cel', 'index', [1], (site) => slot(site, (n) => `@index${n}`)),
  spaced('cel', 'iterVar', [2], (site) => slot(site, (n, m) => `@it:${n}:${m}`)),
  spaced('cel', 'accuVar', [2], (site) => slot(site, (n, m) => `@ac:${n}:${m}`)),
  { id: 'optMap', name: 'optMap', receiver: true, arity: [2], expand: (site) => expandOptionalMap(site, false) },
  { id: 'optFlatMap', name: 'optFlatMap', receiver: true, arity: [2], expand: (site) => expandOptionalMap(site, true) },
  { id: 'sortBy', name: 'sortBy', receiver: true, arity: [2], expand: expandSortBy },
  limits('least'),
  limits('greatest'),
  spaced('proto', 'getExt', [2], (site) => expandExtension(site, 'select')),
  spaced('proto', 'hasExt', [2], (site) => expandExtension(site, 'has')),
];

function expandTwoVariables(site: MacroSite, macro: ComprehensionMacro): Expr {
  const first = variableOf(arg(site, 0));
  const second = variableOf(arg(site, 1));
  if (first === undefined) return site.fault(arg(site, 0), 'first_variable');
  if (second === undefined) return site.fault(arg(site, 1), 'second_variable');
  if (first.name === second.name) return site.fault(second, 'same_variables');
  for (const variable of [first, second]) if (overwritesAccumulator(variable.name, site)) return site.fault(variable, 'accumulator');
  const filtered = site.args.length === 4;
  const node = comprehension(site, macro, first, filtered ? arg(site, 2) : undefined, arg(site, filtered ? 3 : 2));
  return { ...node, second: nameOf(second), secondSpan: second.span };
}

function expandSortBy(site: MacroSite): Expr {
  const range = target(site);
  if (range.kind === 'literal' || range.kind === 'map' || range.kind === 'struct') return site.fault(range, 'sort');
  return oneVariable(site, 'sortBy');
}

function expandBind(site: MacroSite): Expr {
  const variable = variableOf(arg(site, 0));
  return variable === undefined ? site.fault(arg(site, 0), 'bind') : bind(site, 'cel.bind', variable, arg(site, 1), arg(site, 2));
}

function expandBlock(site: MacroSite): Expr {
  const bindings = arg(site, 0);
  if (bindings.kind !== 'list') return site.fault(bindings, 'block');
  return { kind: 'block', id: site.id, span: site.span, bindings: bindings.elements.map((element) => element.value), body: arg(site, 1) };
}

/** `cel.index(0)` and its like: names by number. */
function slot(site: MacroSite, spell: (n: number | bigint, m: number | bigint) => string): Expr {
  const numbers: (number | bigint)[] = [];
  for (const one of site.args) {
    const value = one.kind === 'literal' ? one.value : undefined;
    if (value === undefined || !isInt(value) || value < 0) return site.fault(one, 'slot');
    numbers.push(value);
  }
  return { kind: 'ident', id: site.id, span: site.span, name: spell(numbers[0] ?? 0, numbers[1] ?? 0), absolute: false };
}

function expandOptionalMap(site: MacroSite, flat: boolean): Expr {
  const named = variableOf(arg(site, 0));
  if (named === undefined) return site.fault(arg(site, 0), 'optional');
  const { id, span, nameSpan } = site;
  const variable = nameOf(named);
  return { kind: 'optionalMap', id, span, flat, nameSpan, value: target(site), variable, variableSpan: named.span, body: arg(site, 1) };
}

/** math.least and math.greatest stay calls; arguments that can be no number are refused already here, as cel-go does. */
function checkNumbers(site: MacroSite): Expr | undefined {
  const [only, ...more] = site.args;
  if (only === undefined) return site.fault(target(site), 'no_arguments');
  if (more.length === 0) {
    if (mayBeNumber(only) || (only.kind === 'list' && only.elements.length > 0 && only.elements.every((one) => mayBeNumber(one.value))))
      return undefined;
    return site.fault(only, 'one_number');
  }
  const wrong = site.args.find((one) => !mayBeNumber(one));
  return wrong === undefined ? undefined : site.fault(wrong, 'numbers');
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
  if (field === undefined) return site.fault(written, 'extension');
  return { kind, id: site.id, span: site.span, operand: arg(site, 0), field, fieldSpan: written.span, optional: false, extension: true };
}
