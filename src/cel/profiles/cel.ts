// The specification, with every extension library.

import { bindings, protos, twoVariables } from '../lib/bindings.ts';
import { encoders } from '../lib/encoders.ts';
import { lists } from '../lib/lists.ts';
import { matchesRows } from '../lib/matches.ts';
import { math } from '../lib/math.ts';
import { network } from '../lib/network.ts';
import { optionals } from '../lib/optionals.ts';
import { regex } from '../lib/regex.ts';
import { sets } from '../lib/sets.ts';
import { standard } from '../lib/standard/index.ts';
import { strings } from '../lib/strings.ts';
import { wellKnownTypes } from '../types/well-known.ts';
import { fromJson } from '../values/json.ts';
import { CelError, type Value } from '../values/value.ts';
import { goBuilding } from './go-building.ts';
import { goSyntax } from './go-syntax.ts';
import type { LoadedProfile, Profile } from './profile.ts';

const libraries = [
  standard({ durationMilliseconds: 'part', rows: matchesRows({ dialect: 're2', constantsMustCompile: false }) }),
  strings({ searchPastEnd: 'error' }),
  math,
  lists,
  sets,
  regex,
  optionals(true),
  network({ isMask: true, hexadecimalV4: 'v4' }),
  bindings,
  twoVariables,
  protos,
  encoders,
];

const profile: Profile = {
  id: 'cel',
  version: '',
  title: 'CEL',
  libraries,
  types: wellKnownTypes,
  syntax: goSyntax(libraries),
  evaluation: {
    numbers: 'int-if-integral',
    logic: 'both',
    stringSize: 'code-points',
    crossTypeComparisons: true,
    regex: 're2',
    building: goBuilding,
    unbuilt: 'fails',
    emptyRanges: 'no-rounds',
  },
  checker: 'required',
  checks: { constantArguments: ['ip', 'cidr'], formatStrings: 'new' },
  costs: 'cel-go',
  variables: [],
};

function bind(_sample: unknown, vars: Readonly<Record<string, unknown>>): Readonly<Record<string, Value>> {
  const entries = Object.entries(vars).map(([name, json]) => [name, fromJson(json, undefined)] as const);
  return Object.fromEntries(entries.filter(([, value]) => !(value instanceof CelError)));
}

export const cel: LoadedProfile = { profile, bind };
