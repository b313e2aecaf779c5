// The specification, with every extension library.
import { standard } from '../lib/standard/index.ts';
import { fromJson } from '../values/json.ts';
import { CelError, type Value } from '../values/value.ts';
import type { LoadedProfile, Profile } from './profile.ts';

const libraries = [standard({ durationMilliseconds: 'part' })];

const profile: Profile = {
  id: 'cel',
  version: '',
  title: 'CEL',
  libraries,
  syntax: {
    optionals: true,
    backquotes: true,
    maxDepth: 250,
    maxChain: 250,
    macros: new Set(libraries.flatMap((library) => library.macros ?? [])),
    parser: 'cel-go',
    comprehensions: true,
  },
  evaluation: { numbers: 'int-if-integral', logic: 'both', stringSize: 'code-points', crossTypeComparisons: true, regex: 're2' },
  checker: 'required',
  checks: { constantArguments: ['ip', 'cidr'], formatStrings: 'new' },
  variables: [],
};

function bind(_sample: unknown, vars: Readonly<Record<string, unknown>>): Readonly<Record<string, Value>> {
  const entries = Object.entries(vars).map(([name, json]) => [name, fromJson(json, undefined)] as const);
  return Object.fromEntries(entries.filter(([, value]) => !(value instanceof CelError)));
}

export const cel: LoadedProfile = { profile, bind };
