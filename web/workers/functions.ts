// Functions and variables of a profile, from the tables that its checker and evaluator read. Loaded when the pane is opened.
import type { Library, Overload } from '../../src/cel/lib/library.ts';
import { functionDoc } from '../../src/cel/profiles/docs.ts';
import { loadProfile } from '../../src/cel/profiles/index.ts';
import { printType } from '../../src/cel/types/print.ts';
import type { FunctionDoc, ProfileDoc } from '../../src/protocol/engine.ts';

export async function profileDoc(name: string): Promise<ProfileDoc> {
  const loaded = await loadProfile(name);
  if (loaded === undefined) return { profile: name, title: name, functions: [], variables: [] };
  const { profile } = loaded;
  return {
    profile: name,
    title: profile.title,
    functions: profile.libraries.flatMap(functionsOf).sort((a, b) => order(a.name, b.name)),
    variables: profile.variables.map(({ name: variable, type, doc, phases, example }) => ({
      name: variable,
      type: printType(type),
      doc,
      ...(phases === undefined ? {} : { phases }),
      ...(example === undefined ? {} : { example }),
    })),
  };
}

/** How macros are written, by their ids in syntax/macros.ts: their arguments are names and expressions, not values. */
const MACRO_FORMS: Readonly<Record<string, string>> = {
  has: 'has(e.field) → bool',
  all: 'list.all(x, predicate) → bool',
  exists: 'list.exists(x, predicate) → bool',
  exists_one: 'list.exists_one(x, predicate) → bool',
  existsOne: 'list.existsOne(x, predicate) → bool',
  map: 'list.map(x, transform) → list, list.map(x, predicate, transform) → list',
  filter: 'list.filter(x, predicate) → list',
  all2: 'list.all(i, x, predicate) → bool, map.all(k, v, predicate) → bool',
  exists2: 'list.exists(i, x, predicate) → bool, map.exists(k, v, predicate) → bool',
  exists_one2: 'list.exists_one(i, x, predicate) → bool',
  existsOne2: 'list.existsOne(i, x, predicate) → bool',
  transformList: 'list.transformList(i, x, transform) → list',
  transformMap: 'map.transformMap(k, v, transform) → map',
  transformMapEntry: 'map.transformMapEntry(k, v, entry) → map',
  'cel.bind': 'cel.bind(name, value, expression)',
  optMap: 'optional.optMap(x, transform) → optional_type',
  optFlatMap: 'optional.optFlatMap(x, transform) → optional_type',
  sortBy: 'list.sortBy(x, key) → list',
  with: 'value.with(name, expression)',
  mapValues: 'map.mapValues(v, transform) → map',
  filterKeys: 'map.filterKeys(k, predicate) → map',
};

/** The functions of a library by name, its macros among them. */
function functionsOf({ id, title, overloads, macros = [] }: Library): readonly FunctionDoc[] {
  const byName = new Map<string, string[]>();
  for (const overload of overloads) {
    const signatures = byName.get(overload.name) ?? [];
    const signature = signatureOf(overload);
    if (!signatures.includes(signature)) signatures.push(signature);
    byName.set(overload.name, signatures);
  }
  for (const macro of macros) {
    const name = macro.replace(/2$/, '');
    byName.set(name, [...(byName.get(name) ?? []), MACRO_FORMS[macro] ?? `${name}(…)`]);
  }
  return [...byName].map(([name, signatures]) => {
    const { doc = '', examples = {} } = functionDoc(id, name) ?? {};
    return { name: shownName(name), library: title, signatures, doc, examples: Object.entries(examples).map(exampleOf) };
  });
}

const exampleOf = ([expression, result]: readonly [string, string]) => ({ expression, result });

/** `list(A).size() -> int`, `int + int -> int`. */
function signatureOf({ name, receiver, params, variadic, result }: Overload): string {
  const types = params.map(printType);
  const to = ` → ${printType(result)}`;
  if (isOperator(name)) return operatorText(name, types) + to;
  const [self, ...rest] = receiver ? types : [undefined, ...types];
  const args = rest.map((type, i) => (variadic === true && i === rest.length - 1 ? `${type}…` : type)).join(', ');
  return `${self === undefined ? '' : `${self}.`}${name}(${args})${to}`;
}

const isOperator = (name: string): boolean => name.startsWith('_') || name.startsWith('@') || name.endsWith('_');

/** `_+_`, `-_`, `_[_]`, `_?_:_`: the underscores stand for the operands. `@in` is `in`. */
function operatorText(name: string, types: readonly string[]): string {
  if (name === '@in') return `${types[0]} in ${types[1]}`;
  let next = 0;
  return name
    .replace(/_/g, () => ` ${types[next++] ?? ''} `)
    .replace(/\s+/g, ' ')
    .replace(' [ ', '[')
    .replace(' ]', ']')
    .trim();
}

const shownName = (name: string): string => (name === '@in' ? 'in' : isOperator(name) ? name.replaceAll('_', '') : name);

/** Names before signs, each by the alphabet. */
function order(a: string, b: string): number {
  const signs = Number(!/^\w/.test(a)) - Number(!/^\w/.test(b));
  return signs !== 0 ? signs : a.localeCompare(b, 'en');
}
