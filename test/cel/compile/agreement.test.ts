// Closures and generated code give the same: values with their types, errors with their texts and places. `npm run fuzz` runs it longer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/cel/compile/backend.ts';
import { generatedProgram } from '../../../src/cel/compile/functions.ts';
import type { Program } from '../../../src/cel/compile/program.ts';
import { compile } from '../../../src/cel/compile.ts';
import { type LoadedProfile, loadProfile } from '../../../src/cel/index.ts';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { fuzzing } from '../fuzzing.ts';
import { activations, declared, expressions } from './expressions.ts';

const load = async (name: string): Promise<LoadedProfile> => (await loadProfile(name)) ?? expect.fail(`no profile ${name}`);
const profiles = await Promise.all(['cel', 'agentgateway', 'envoy', 'kubernetes'].map(load));

/** A result in full: what an error says and where, what a value is and of what types. */
const told = (value: Value): string =>
  value instanceof CelError ? `error ${value.code} at ${value.node}: ${value.message}` : value === undefined ? 'nothing' : text(value);

/** No int may be -0, which prints as 0 and divides otherwise. */
const holdsMinusZero = (value: Value): boolean => Object.is(value, -0) || (Array.isArray(value) && value.some(holdsMinusZero));

interface Setting {
  readonly profile: Profile;
  readonly check: boolean;
  readonly given: readonly Readonly<Record<string, Value>>[];
}

interface Tally {
  /** Runs of generated code that gave a value, and those of them that were left to the closures. */
  values: number;
  left: number;
}

/** The programs of an expression; the closures' own, and generated code with and without a sample of the variables. */
function programsOf(expression: string, { profile, check, given }: Setting) {
  const generated: Program[] = [];
  const dynamic = Object.fromEntries(Object.keys(declared).map((name) => [name, 'dyn']));
  const backend: Backend = {
    programOf: (request) => {
      const made = [undefined, given[0]].map((seen) => generatedProgram(request, seen));
      generated.push(...made.filter((program) => 'run' in program));
      return request.closures;
    },
  };
  const { run } = compile(expression, { profile, variables: check ? declared : dynamic, check, backend });
  return { run, generated };
}

function compare(expression: string, setting: Setting, tally: Tally): void {
  const { run, generated } = programsOf(expression, setting);
  if (run === undefined) return;
  for (const vars of setting.given) {
    const wanted = told(run(vars));
    for (const program of generated) {
      const before = program.left();
      const value = program.run(vars);
      expect(told(value), expression).toBe(wanted);
      expect(holdsMinusZero(value), expression).toBe(false);
      if (wanted.startsWith('error')) continue;
      tally.values++;
      tally.left += program.left() - before;
    }
  }
}

/** A request, for the profiles that have one. */
const sample: SampleRequest = {
  method: 'POST',
  path: '/api/v1?x=1',
  host: 'shop.test',
  headers: { 'x-tag': ['a', 'b'], cookie: 'a=1; b=2', authorization: 'Bearer t', 'content-type': 'application/json' },
  body: '{"model": "m", "n": [1, 2.5]}',
  jwt: { sub: 'root', exp: 5, groups: ['x'] },
};

describe.each(profiles.map((loaded) => [loaded.profile.id, loaded] as const))('both back ends (%s)', (_, { profile, bind }) => {
  const bound = bind(sample, {}, '2026-01-01T00:00:00Z');
  const given = activations.map((vars) => ({ ...bound, ...vars }));

  it.each([true, false])('give the same, checked: %s', (check) => {
    const tally: Tally = { values: 0, left: 0 };
    fc.assert(
      fc.property(expressions(profile), (expression) => compare(expression, { profile, check, given }, tally)),
      fuzzing(2000 / 8),
    );
    // The test means something only while generated code gives most of the values itself.
    expect(tally.left).toBeLessThan(tally.values / 2);
  });
});
