// The official conformance suite (google/cel-spec) as @bufbuild/cel-spec ships it: parse, check, evaluate, compare by
// typed text. A few tests contradict each other by design: the sections named `strong_…` are about strong enums.

import { join } from 'node:path';
import type { SimpleTest } from '@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/cel/compile/backend.ts';
import { type Compiled, compile } from '../../../src/cel/compile.ts';
import { cel } from '../../../src/cel/profiles/cel.ts';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import type { ProtobufTypes } from '../../../src/cel/protobuf/index.ts';
import { printType } from '../../../src/cel/types/print.ts';
import { DYN, type Type } from '../../../src/cel/types/type.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';
import { backends } from '../compile/backends.ts';
import { knownFailures } from './known-failures.ts';
import { type OfficialTest, shippedTests, testsIn } from './suite.ts';
import { celValueOf, legacyTypes, strongTypes, typeOf } from './values.ts';

const SHARED = join(import.meta.dirname, '../../../../shared/cases/cel-spec');

interface Ready {
  readonly compiled: Compiled;
  readonly vars: Readonly<Record<string, Value>>;
  readonly types: ProtobufTypes;
}

function ready({ section, test }: OfficialTest, backend: Backend | undefined): Ready {
  const types = /strong/.test(section) ? strongTypes : legacyTypes;
  const variables: Record<string, Type> = {};
  const vars: Record<string, Value> = {};
  for (const [name, { kind }] of Object.entries(test.bindings)) {
    if (kind.case !== 'value') continue;
    variables[name] = DYN;
    vars[name] = celValueOf(kind.value, types);
  }
  for (const { name, declKind } of test.typeEnv) if (declKind.case === 'ident') variables[name] = typeOf(declKind.value.type);
  const profile = withFunctions(test);
  const compiled = compile(test.expr, { profile, variables, container: test.container, types, check: !test.disableCheck, backend });
  return { compiled, vars, types };
}

/** The profile with the functions that a test declares; they are checked, never run. */
function withFunctions({ typeEnv }: SimpleTest): Profile {
  const overloads = typeEnv.flatMap(({ name, declKind }) =>
    declKind.case !== 'function'
      ? []
      : declKind.value.overloads.map((o) => ({
          id: o.overloadId,
          name,
          receiver: o.isInstanceFunction,
          params: o.params.map(typeOf),
          result: typeOf(o.resultType),
          run: () => null,
        })),
  );
  if (overloads.length === 0) return cel.profile;
  return { ...cel.profile, libraries: [...cel.profile.libraries, { id: 'declared', title: 'declared', overloads }] };
}

/** What is wrong with our answer; undefined when it is the expected one. */
function faultOf(official: OfficialTest, backend: Backend | undefined): string | undefined {
  const { test } = official;
  const { compiled, vars, types } = ready(official, backend);
  const matcher = test.resultMatcher;
  const issues = compiled.issues.filter((issue) => issue.severity === 'error').map((issue) => `${compiled.failed}: ${issue.message}`);
  const wantsError = matcher.case === 'evalError' || matcher.case === 'anyEvalErrors';
  if (wantsError && compiled.failed === 'check') return undefined;
  if (issues.length > 0) return issues.join('\n');
  if (matcher.case === 'typedResult') {
    const [type, wanted] = [printType(compiled.checked?.type ?? { kind: 'error' }), printType(typeOf(matcher.value.deducedType))];
    if (type !== wanted) return `type ${type}, expected ${wanted}`;
    if (matcher.value.result === undefined) return undefined;
  }
  if (test.checkOnly) return undefined;
  const result = compiled.run === undefined ? new CelError('invalid_argument', 'did not run') : compiled.run(vars);
  if (result instanceof CelError) return wantsError ? undefined : `error ${result.message}`;
  if (wantsError) return `${text(result)}, expected an error`;
  const expected = matcher.case === 'value' ? matcher.value : matcher.case === 'typedResult' ? matcher.value.result : undefined;
  const wanted = expected === undefined ? true : celValueOf(expected, types);
  return text(result) === text(wanted) ? undefined : `${text(result)}, expected ${text(wanted)}`;
}

/** The test on every back end. */
const judge = (official: OfficialTest): void => {
  const known = Object.hasOwn(knownFailures, official.id) ? knownFailures[official.id] : undefined;
  for (const { name, backend } of backends) {
    const fault = faultOf(official, backend);
    if (known === undefined) expect(fault, name).toBeUndefined();
    else expect(fault, `passes now: take it off the list of known failures (${known})`).toBeDefined();
  }
};

describe.each([
  ['core', (t: OfficialTest) => t.isCore],
  ['extensions', (t: OfficialTest) => !t.isCore && !t.needsProtobuf],
  ['protobuf', (t: OfficialTest) => t.needsProtobuf],
] as const)('official suite: %s', (_, isPart) => {
  it.each(shippedTests().filter(isPart))('$id', judge);
});

describe('official suite, newest form', () => {
  const newest = testsIn(SHARED);
  it.skipIf(newest === undefined)(`is run, all of it, where ${SHARED} is checked out`, () => {
    expect(newest).toHaveLength(2456);
    expect(newest?.filter((t) => t.isCore)).toHaveLength(1147);
  });
  it.each(newest ?? [])('$id', judge);
});
