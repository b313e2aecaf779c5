// The functions and macros of a profile by the name that people write, with their signatures and what is said of them.
import type { Library, Overload } from '../lib/library.ts';
import type { Profile } from '../profiles/profile.ts';
import { DYN, list, map, optional, type Type } from '../types/type.ts';
import type { CompletionEnv } from './known.ts';
import { isOperator, macroSignatures, type SignatureText, signatureText } from './signature-text.ts';

export interface Callable {
  /** `size`, `math.least`. */
  readonly name: string;
  readonly kind: 'function' | 'macro';
  readonly library: string;
  /** What it may be called on; undefined: it stands alone, or after its namespace. */
  readonly receiver: Type | undefined;
  readonly params: readonly Type[];
  readonly variadic: boolean;
  readonly text: SignatureText;
}

const ANY_LIST = list(DYN);
const ANY_MAP = map(DYN, DYN);

const LIST_OR_MAP = [ANY_LIST, ANY_MAP];
const ONLY_LIST = [ANY_LIST];
const ONLY_MAP = [ANY_MAP];
const LOOPS: readonly (readonly Type[])[] = [LIST_OR_MAP, ONLY_LIST, ONLY_MAP];

/** What a macro is called on, by its id: any of these. */
const MACRO_RECEIVERS: Readonly<Record<string, readonly Type[]>> = {
  all: LIST_OR_MAP,
  exists: LIST_OR_MAP,
  exists_one: LIST_OR_MAP,
  existsOne: LIST_OR_MAP,
  map: LIST_OR_MAP,
  filter: LIST_OR_MAP,
  all2: LIST_OR_MAP,
  exists2: LIST_OR_MAP,
  exists_one2: LIST_OR_MAP,
  existsOne2: LIST_OR_MAP,
  transformList: LIST_OR_MAP,
  transformMap: LIST_OR_MAP,
  transformMapEntry: LIST_OR_MAP,
  optMap: [optional(DYN)],
  optFlatMap: [optional(DYN)],
  sortBy: ONLY_LIST,
  with: [DYN],
  mapValues: ONLY_MAP,
  filterKeys: ONLY_MAP,
};

const known = new WeakMap<Profile, readonly Callable[]>();

/** All functions and macros of a profile, in the order of its libraries; a function once for each of its overloads. */
export function callablesOf(profile: Profile): readonly Callable[] {
  const found = known.get(profile);
  if (found !== undefined) return found;
  const made = profile.libraries.flatMap((library) => [
    ...library.overloads.filter((overload) => !isOperator(overload.name)).map((overload) => fromOverload(library, overload)),
    ...(library.macros ?? []).filter((macro) => isOn(profile, macro)).flatMap((macro) => fromMacro(library, macro)),
  ]);
  known.set(profile, made);
  return made;
}

/** Where loops are switched off, so are the macros over lists and maps. */
const isOn = ({ syntax }: Profile, macro: string): boolean =>
  syntax.macros.has(macro) && (syntax.comprehensions || !LOOPS.some((receivers) => receivers === MACRO_RECEIVERS[macro]));

function fromOverload(library: Library, overload: Overload): Callable {
  const { name, receiver, params, variadic } = overload;
  return {
    name,
    kind: 'function',
    library: library.id,
    receiver: receiver ? (params[0] ?? DYN) : undefined,
    params: receiver ? params.slice(1) : params,
    variadic: variadic === true,
    text: signatureText(overload),
  };
}

function fromMacro(library: Library, id: string): readonly Callable[] {
  const receivers = Object.hasOwn(MACRO_RECEIVERS, id) ? MACRO_RECEIVERS[id] : undefined;
  const name = id.replace(/2$/, '');
  return macroSignatures(id).flatMap((text) =>
    (receivers ?? [undefined]).map((receiver) => ({
      name,
      kind: 'macro' as const,
      library: library.id,
      receiver,
      params: text.parameters.map(() => DYN),
      variadic: false,
      text,
    })),
  );
}

/** The sentences on it. */
export const docOf = (env: CompletionEnv, { library, name }: Callable): string | undefined => env.docs?.(library, name);
