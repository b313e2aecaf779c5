// agentgateway 1.4: its fork of cel-rust with its own libraries and variables. There is no checker at run time; ours warns.
import type { Library } from '../../lib/library.ts';
import { rustLiterals } from '../../syntax/strings-rust.ts';
import { DYN, opaque, type as typeType } from '../../types/type.ts';
import { TypeValue } from '../../values/value.ts';
import type { LoadedProfile, Profile, Variable } from '../profile.ts';
import { bindAgentgateway } from './activation.ts';
import { codecRows } from './functions/codec.ts';
import { coreRows } from './functions/core.ts';
import { hostRows } from './functions/host.ts';
import { mathRows } from './functions/math.ts';
import { networkRows } from './functions/network.ts';
import { otherCalls } from './functions/other-calls.ts';
import { timeRows } from './functions/time.ts';
import { agentgatewayMacros } from './macros.ts';
import { CIDR_NAME, IP_NAME } from './objects.ts';
import { operators } from './operators.ts';
import { roots } from './roots.ts';
import { standardOperatorRows } from './standard-rows.ts';
import { variablesFunction } from './variables-function.ts';

const typeNamed = (name: string) => ({ type: typeType(opaque(name)), value: new TypeValue(name) });

const functions = [...coreRows, ...timeRows, ...hostRows, ...mathRows, ...networkRows, ...codecRows];

const libraries: readonly Library[] = [
  {
    id: 'agentgateway',
    title: 'agentgateway',
    overloads: [...standardOperatorRows, ...functions, variablesFunction],
    macros: ['has', 'all', 'exists', 'exists_one', 'existsOne', 'map', 'filter', 'with', 'mapValues', 'filterKeys'],
    constants: {
      dyn: { type: typeType(DYN), value: new TypeValue('dyn') },
      float: { type: typeType(DYN), value: new TypeValue('double') },
      duration: { type: typeType(DYN), value: new TypeValue('google.protobuf.Duration') },
      timestamp: { type: typeType(DYN), value: new TypeValue('google.protobuf.Timestamp') },
      [IP_NAME]: typeNamed(IP_NAME),
      [CIDR_NAME]: typeNamed(CIDR_NAME),
    },
  },
];

const variables: readonly Variable[] = Object.entries(roots).map(([name, { field, doc, phases, nullable }]) => ({
  name,
  type: field.type,
  doc,
  ...(phases === undefined ? {} : { phases }),
  ...(nullable === undefined ? {} : { nullable }),
}));

const profile: Profile = {
  id: 'agentgateway',
  version: '1.4',
  title: 'agentgateway',
  libraries,
  syntax: {
    optionals: false,
    backquotes: true,
    maxDepth: 48,
    maxChain: 100_000,
    macros: new Set(libraries.flatMap((library) => library.macros ?? [])),
    moreMacros: agentgatewayMacros,
    parser: 'cel-rust',
    literals: rustLiterals,
    comprehensions: true,
  },
  evaluation: {
    numbers: 'int-if-integral',
    logic: 'left-only',
    stringSize: 'utf8-bytes',
    protobufNames: 'unknown',
    crossTypeComparisons: true,
    regex: 'rust',
    operators,
    extraArguments: 'ignored',
    otherCalls: otherCalls(functions),
    eitherForm: false,
    messages: false,
  },
  checker: 'advisory',
  variables,
};

export const agentgateway: LoadedProfile = { profile, bind: bindAgentgateway };
