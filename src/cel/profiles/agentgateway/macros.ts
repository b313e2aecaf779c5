// The macros of agentgateway's fork of cel-rust.
import type { ComprehensionMacro, Expr } from '../../syntax/ast.ts';
import type { Macro, MacroSite } from '../../syntax/macro.ts';
import { arg, bind, comprehension, quantifier, target, variableOf } from '../../syntax/macros.ts';

const lenient = (name: 'mapValues' | 'filterKeys'): Macro => ({
  id: name,
  name,
  receiver: true,
  arity: [2],
  expand: (site) => expandLenient(site, name),
});

export const agentgatewayMacros: readonly Macro[] = [
  quantifier('existsOne', 'exists_one'),
  { id: 'with', name: 'with', receiver: true, arity: [2], expand: expandWith },
  lenient('mapValues'),
  lenient('filterKeys'),
];

/** A call whose first argument is no name is a plain call, which fails when it runs. */
function expandWith(site: MacroSite): Expr | undefined {
  const variable = variableOf(arg(site, 0));
  return variable === undefined ? undefined : bind(site, 'with', variable, target(site), arg(site, 1));
}

function expandLenient(site: MacroSite, macro: ComprehensionMacro): Expr | undefined {
  const variable = variableOf(arg(site, 0));
  return variable === undefined ? undefined : comprehension(site, macro, variable, undefined, arg(site, 1));
}
