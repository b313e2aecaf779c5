// `xs.exist(x, x > 1)`: a macro's name with a slip in it reads as a function whose arguments name nothing. Also a macro with the wrong
// number of arguments.
import { nearest } from '../../base/nearest.ts';
import { rewrite } from '../lints/shape.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Advice, Advisor, Mistake } from './advice.ts';

/** Macros that walk a list or map, with how they are written. */
const FORMS: Readonly<Record<string, string>> = {
  all: 'list.all(x, condition)',
  exists: 'list.exists(x, condition)',
  exists_one: 'list.exists_one(x, condition)',
  existsOne: 'list.existsOne(i, x, condition)',
  filter: 'list.filter(x, condition)',
  map: 'list.map(x, value)',
  transformList: 'list.transformList(i, x, value)',
  transformMap: 'map.transformMap(k, v, value)',
  transformMapEntry: 'map.transformMapEntry(k, v, {key: value})',
  sortBy: 'list.sortBy(x, key)',
  mapValues: 'map.mapValues(v, value)',
  filterKeys: 'map.filterKeys(k, condition)',
  optMap: 'optional.optMap(x, value)',
  optFlatMap: 'optional.optFlatMap(x, value)',
};

/** As people who come from elsewhere call them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  any: 'exists',
  some: 'exists',
  every: 'all',
  forall: 'all',
  forEach: 'map',
  select: 'filter',
  where: 'filter',
};

export const misspeltMacro: Advisor = (mistake) => {
  const { issue, node, parentOf } = mistake;
  if (issue.code !== 'undeclared_reference') return undefined;
  if (node.kind === 'call') return adviceFor(mistake, node);
  return node.kind === 'ident' && isVariableOf(mistake, node, parentOf) ? 'noise' : undefined;
};

function adviceFor(mistake: Mistake, call: Call): Advice | undefined {
  if (call.target === undefined) return undefined;
  const name = macroNamed(mistake, call.name);
  const form = name === undefined ? undefined : FORMS[name];
  if (name === undefined || form === undefined) return undefined;
  if (name === call.name) return { hint: `It is written ${form}.` };
  const hint = `Did you mean '${name}'? It is written ${form}.`;
  return hasVariable(call) ? { hint, fix: rewrite(call.nameSpan, name) } : { hint };
}

/** The macro of the profile that a name stands for. */
function macroNamed({ profile }: Mistake, name: string): string | undefined {
  const known = Object.keys(FORMS).filter((macro) => isOn(profile.syntax.macros, macro));
  if (known.includes(name)) return name;
  const elsewhere = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  return elsewhere !== undefined && known.includes(elsewhere) ? elsewhere : nearest(name, known);
}

/** Ids of macros are their names, with what tells forms apart behind. */
const isOn = (macros: ReadonlySet<string>, name: string): boolean =>
  macros.has(name) || [...macros].some((id) => id.split(/[^A-Za-z_]/)[0] === name);

/** Whether the first argument could be the variable of a loop. */
const hasVariable = ({ args }: Call): boolean => args.length >= 2 && args[0]?.kind === 'ident';

/** Whether a name is the variable of a call around it that was meant to be a macro. */
function isVariableOf(mistake: Mistake, ident: Expr & { kind: 'ident' }, parentOf: Mistake['parentOf']): boolean {
  for (let around = parentOf(ident); around !== undefined; around = parentOf(around)) {
    if (around.kind !== 'call' || around.target === undefined || !hasVariable(around)) continue;
    const [first] = around.args;
    const isName = first?.kind === 'ident' && first.name === ident.name;
    const isInside = around.args.some((arg) => [...nodesOf(arg)].includes(ident));
    if (isName && isInside && macroNamed(mistake, around.name) !== undefined && isUnknown(mistake, around)) return true;
  }
  return false;
}

const isUnknown = ({ checked }: Mistake, call: Call): boolean => checked.references.get(call.id) === undefined;
