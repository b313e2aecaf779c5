// Kubernetes 1.37: the environment of the API server's expressions (CRD rules, admission policies), on cel-go 0.29.

import { twoVariables } from '../../lib/bindings.ts';
import { fn, type Library, type Overload } from '../../lib/library.ts';
import { listRows, lists } from '../../lib/lists.ts';
import { matchesRows } from '../../lib/matches.ts';
import { network } from '../../lib/network.ts';
import { optionals } from '../../lib/optionals.ts';
import { sets } from '../../lib/sets.ts';
import { standard } from '../../lib/standard/index.ts';
import { formatRow, quoteCel, stringRows } from '../../lib/strings.ts';
import { DYN, opaque, STRING, TIMESTAMP, type Type } from '../../types/type.ts';
import { wellKnownTypes } from '../../types/well-known.ts';
import { invalid } from '../../values/fault.ts';
import { fromJson } from '../../values/json.ts';
import { parseTimestamp } from '../../values/time.ts';
import { CelError, type Value } from '../../values/value.ts';
import { goSyntax } from '../go-syntax.ts';
import type { LoadedProfile, Profile, Variable } from '../profile.ts';
import { type AuthorizerRule, decideBy } from './authorizer.ts';
import { building } from './constants.ts';
import { kubernetesLibraries, PATTERNS } from './library.ts';
import { CheckValue } from './objects.ts';
import { oldClauses } from './old-format.ts';
import { operators } from './operators.ts';

/** Go's own reading of RFC 3339, which this version does not tighten. */
const timestampRow: Overload = fn('timestamp', 'string_to_timestamp', [STRING], TIMESTAMP, (s) => {
  return parseTimestamp(s as string, 'go') ?? invalid(`invalid timestamp ${JSON.stringify(s)}`);
});

const strings: Library = {
  id: 'strings',
  title: 'Strings extension',
  overloads: [
    ...stringRows({ searchPastEnd: 'not-found' }),
    formatRow(oldClauses),
    fn('strings.quote', 'strings_quote', [STRING], STRING, (s) => quoteCel(s as string)),
  ],
};

/** Version 3: without the tests of membership. */
const lists3: Library = {
  ...lists,
  overloads: [listRows.slice, listRows.flatten, listRows.sort, listRows.range, listRows.reverse, listRows.distinct].flat(),
};

const libraries: readonly Library[] = [
  standard({ durationMilliseconds: 'whole', zoneOffsets: 'any', rows: [...matchesRows(PATTERNS), timestampRow] }),
  strings,
  lists3,
  sets,
  optionals(false),
  network({ isMask: false, hexadecimalV4: 'refused' }),
  twoVariables,
  ...kubernetesLibraries,
];

const AUTHORIZER = 'kubernetes.authorization.Authorizer';

const variables: readonly Variable[] = [
  { name: 'object', type: DYN, doc: 'The object from the request; null for DELETE.' },
  { name: 'oldObject', type: DYN, doc: 'The existing object; null for CREATE.' },
  {
    name: 'request',
    type: DYN,
    doc: 'The admission request: operation, userInfo, namespace, dryRun and more.',
  },
  { name: 'params', type: DYN, doc: 'The parameter resource of the policy binding; null where there is none.' },
  { name: 'namespaceObject', type: DYN, doc: 'The namespace of the object; null for cluster-scoped ones.' },
  { name: 'variables', type: DYN, doc: "The policy's own variables, by name." },
  { name: 'self', type: DYN, doc: 'The value that a rule of a custom resource definition is attached to.' },
  { name: 'oldSelf', type: DYN, doc: 'The value before the update, in transition rules.' },
  { name: 'authorizer', type: opaque(AUTHORIZER), doc: 'Asks whether the user may do something.' },
];

const profile: Profile = {
  id: 'kubernetes',
  version: '1.37',
  title: 'Kubernetes',
  libraries,
  types: wellKnownTypes,
  syntax: goSyntax(libraries),
  evaluation: {
    numbers: 'int-if-integral',
    logic: 'both',
    stringSize: 'code-points',
    crossTypeComparisons: true,
    regex: 're2',
    operators,
    building,
  },
  checker: 'required',
  costs: 'kubernetes',
  costLimit: 1_000_000,
  checks: { homogeneousLiterals: true, alikeTypes: true, constantArguments: ['duration', 'timestamp', 'matches'], formatStrings: 'old' },
  variables,
};

/** An authorizer is given as its rules, or as null for the sample ones. */
function read(type: Type, json: unknown): Value | undefined {
  if (type.kind !== 'opaque' || type.name !== AUTHORIZER) return undefined;
  return new CheckValue('Authorizer', {}, decideBy(Array.isArray(json) ? (json as AuthorizerRule[]) : undefined));
}

function bind(_sample: unknown, vars: Readonly<Record<string, unknown>>): Readonly<Record<string, Value>> {
  const entries = Object.entries(vars).map(
    ([name, json]) => [name, name === 'authorizer' ? read(opaque(AUTHORIZER), json) : fromJson(json, undefined)] as const,
  );
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined && !(entry[1] instanceof CelError)));
}

export const kubernetes: LoadedProfile = { profile, bind, read };
