// The names that an expression may use: variables, functions, types and constants of a profile, found from inside a
// container (namespace) by the rules of C++: `R` in container `a.b` is `a.b.R`, else `a.R`, else `R`.
import type { Overload } from '../lib/library.ts';
import type { Profile } from '../profiles/profile.ts';
import { parseType } from '../types/parse.ts';
import { NO_TYPES, type TypeProvider } from '../types/provider.ts';
import { DYN, type Type, type as typeOf } from '../types/type.ts';
import { TypeValue, type Value } from '../values/value.ts';

/** What a name stands for. `phases`: where the variable exists; undefined: everywhere. */
export interface Declaration {
  readonly name: string;
  readonly type: Type;
  readonly constant?: Value;
  readonly phases?: readonly string[];
}

export interface EnvironmentOptions {
  readonly container?: string | undefined;
  /**
   * Variables beside the profile's, by full name; they replace the profile's of the same name. A type may be given as text
   * (`map(string, int)`); text that cannot be read counts as dyn.
   */
  readonly variables?: Readonly<Record<string, string | Type>> | undefined;
  readonly types?: TypeProvider | undefined;
  /** The phase the expression is for; variables that do not exist in it are reported. */
  readonly phase?: string | undefined;
}

export interface Environment {
  readonly profile: Profile;
  readonly container: string;
  readonly phase: string | undefined;
  readonly types: TypeProvider;
  /** The most dots in any declared name: longer qualified names need no look-up. */
  readonly deepest: number;
  /** Whether a variable's dotted name may begin with this word: most field chains begin with a plain variable. */
  mayBeQualified(root: string): boolean;
  /** Whether a function's dotted name may begin with this word. */
  mayBeNamespace(root: string): boolean;
  variable(name: string): Declaration | undefined;
  /** The overloads of a function by its full name. */
  functions(name: string): readonly Overload[] | undefined;
  readonly variableNames: () => readonly string[];
  readonly functionNames: () => readonly string[];
}

/** Type names that every CEL has as values: `type(1) == int`. */
const STANDARD_TYPES = 'bool bytes double int list map null_type string type uint google.protobuf.Duration google.protobuf.Timestamp'.split(
  ' ',
);

interface Index {
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly functions: ReadonlyMap<string, readonly Overload[]>;
  readonly deepest: number;
  /** First words of dotted names. */
  readonly variableRoots: ReadonlySet<string>;
  readonly functionRoots: ReadonlySet<string>;
}

const indexes = new WeakMap<Profile, Index>();

/** The environment of a profile. Cheap to make: what depends on the profile alone is indexed once. */
export function environment(profile: Profile, options: EnvironmentOptions = {}): Environment {
  const declared = declarationsOf(profile, options.variables ?? NOTHING);
  if (options.container !== undefined || options.types !== undefined || options.phase !== undefined)
    return make(profile, declared, options);
  declared.plain ??= make(profile, declared, options);
  return declared.plain;
}

function make(profile: Profile, { own, roots, deepest }: Declarations, options: EnvironmentOptions): Environment {
  const index = indexOf(profile);
  const types = options.types ?? profile.types ?? NO_TYPES;
  const container = options.container ?? '';
  // From a container, or with message types of any package, any word may begin a longer name.
  const open = container !== '' || options.types !== undefined;
  let resolved: Map<string, Declaration | undefined> | undefined;
  const variable = (name: string): Declaration | undefined => {
    const known = own.get(name) ?? index.variables.get(name);
    if (known !== undefined) return known;
    resolved ??= new Map();
    if (!resolved.has(name)) resolved.set(name, lacksProtobuf(profile) ? undefined : provided(types, name));
    return resolved.get(name);
  };
  return {
    profile,
    container,
    phase: options.phase,
    types,
    // Messages and enum constants come by names of any depth.
    deepest: Math.max(index.deepest, options.types === undefined ? 4 : 64, deepest),
    mayBeQualified: (root) => open || index.variableRoots.has(root) || roots.has(root),
    mayBeNamespace: (root) => open || index.functionRoots.has(root),
    variable,
    functions: (name) => {
      const rows = index.functions.get(name);
      const more = types.functions?.(name);
      return rows === undefined || more === undefined ? (rows ?? more) : [...rows, ...more];
    },
    variableNames: () => [...own.keys(), ...index.variables.keys()],
    functionNames: () => [...index.functions.keys()],
  };
}

/** The variables that are given, as declarations. */
interface Declarations {
  readonly profile: Profile;
  readonly names: readonly string[];
  readonly written: readonly (string | Type)[];
  readonly own: ReadonlyMap<string, Declaration>;
  /** First words of dotted names, and the most dots. */
  readonly roots: ReadonlySet<string>;
  readonly deepest: number;
  /** The environment of these variables and the profile alone. */
  plain: Environment | undefined;
}

const NOTHING: Readonly<Record<string, Type>> = {};
const declarations = new WeakMap<object, Declarations>();

/** One table of variables serves many expressions. What is kept of it counts while the table still says the same. */
function declarationsOf(profile: Profile, variables: Readonly<Record<string, string | Type>>): Declarations {
  const known = declarations.get(variables);
  const names = Object.keys(variables);
  if (known !== undefined && known.profile === profile && isSame(known, names, variables)) return known;
  const own = new Map<string, Declaration>();
  const written: (string | Type)[] = [];
  for (const name of names) {
    const type = variables[name] as string | Type;
    written.push(type);
    own.set(name, { name, type: typeof type === 'string' ? (parseTypeIn(profile, type) ?? DYN) : type });
  }
  const deepest = Math.max(0, ...names.map(dots));
  const made: Declarations = { profile, names, written, own, roots: rootsOf(names), deepest, plain: undefined };
  declarations.set(variables, made);
  return made;
}

function isSame(known: Declarations, names: readonly string[], variables: Readonly<Record<string, string | Type>>): boolean {
  if (names.length !== known.names.length) return false;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (name !== known.names[i] || variables[name] !== known.written[i]) return false;
  }
  return true;
}

/** Full names that a name may mean, in the order in which they are tried. `absolute`: written with a leading dot. */
export function candidates(container: string, name: string, absolute: boolean): readonly string[] {
  if (absolute || container === '') return [name];
  const found: string[] = [];
  for (let prefix = container; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
    found.push(`${prefix}.${name}`);
  }
  return [...found, name];
}

const lacksProtobuf = ({ evaluation }: Profile): boolean => evaluation.protobufNames === 'unknown';

function provided(types: TypeProvider, name: string): Declaration | undefined {
  const type = types.findType(name);
  if (type !== undefined) return { name, type: typeOf(type), constant: new TypeValue(name) };
  const constant = types.findEnum(name);
  return constant === undefined ? undefined : { name, type: constant.type, constant: constant.value };
}

function indexOf(profile: Profile): Index {
  const known = indexes.get(profile);
  if (known !== undefined) return known;
  const variables = new Map<string, Declaration>();
  const functions = new Map<string, Overload[]>();
  for (const name of STANDARD_TYPES) {
    if (lacksProtobuf(profile) && name.includes('.')) continue;
    variables.set(name, { name, type: typeOf(parseType(name)), constant: new TypeValue(name) });
  }
  for (const library of profile.libraries) {
    for (const [name, constant] of Object.entries(library.constants ?? {})) {
      variables.set(name, { name, type: constant.type, constant: constant.value });
    }
    for (const overload of library.overloads) {
      if (isOff(profile, overload)) continue;
      const rows = functions.get(overload.name);
      if (rows === undefined) functions.set(overload.name, [overload]);
      else rows.push(overload);
    }
  }
  for (const { name, type, phases } of profile.variables) {
    variables.set(name, phases === undefined ? { name, type } : { name, type, phases });
  }
  const deepest = Math.max(0, ...[...variables.keys()].map(dots));
  const variableRoots = new Set([...rootsOf(variables.keys()), ...(lacksProtobuf(profile) ? [] : ['google'])]);
  const index = { variables, functions, deepest, variableRoots, functionRoots: rootsOf(functions.keys()) };
  indexes.set(profile, index);
  return index;
}

/** Rows such as `less_int64_double` are there for values of unknown type; whether they check is the profile's choice. */
function isOff(profile: Profile, overload: Overload): boolean {
  if (profile.evaluation.crossTypeComparisons || !ORDERINGS.has(overload.name)) return false;
  const [a, b] = overload.params;
  return a !== undefined && b !== undefined && a.kind !== b.kind && NUMBERS.has(a.kind) && NUMBERS.has(b.kind);
}

const ORDERINGS: ReadonlySet<string> = new Set(['_<_', '_<=_', '_>_', '_>=_']);
const NUMBERS: ReadonlySet<string> = new Set(['int', 'uint', 'double']);

/** The first words of the names that have dots. */
function rootsOf(names: Iterable<string>): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const name of names) {
    const dot = name.indexOf('.');
    if (dot > 0) roots.add(name.slice(0, dot));
  }
  return roots;
}

const dots = (name: string): number => name.split('.').length - 1;

const typeTexts = new WeakMap<Profile, Map<string, Type | undefined>>();
const MAX_TYPE_TEXTS = 500;

/** Reads type text with the opaque types that the profile's libraries declare (`net.IP`). */
export function parseTypeIn(profile: Profile, text: string): Type | undefined {
  const known = typeTexts.get(profile) ?? new Map<string, Type | undefined>();
  if (known.has(text)) return known.get(text);
  const { variables } = indexOf(profile);
  const type = parseType(text, (name) => {
    const declared = variables.get(name)?.type;
    return declared?.kind === 'type' && declared.of?.kind === 'opaque';
  });
  if (known.size < MAX_TYPE_TEXTS && text.length < 100) typeTexts.set(profile, known.set(text, type));
  return type;
}
