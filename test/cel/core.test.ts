// The core alone, bundled as test/checks/cel-size.test.ts measures it, and with none of its parts loaded: it answers the tests of the
// official suite that need no more than the standard library as the whole engine does.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/cel/compile.ts';
import { cel } from '../../src/cel/profiles/cel.ts';
import type { Profile } from '../../src/cel/profiles/profile.ts';
import { STANDARD_MACROS } from '../../src/cel/syntax/macros.ts';
import { text } from '../../src/cel/values/text.ts';
import { CelError, type Value } from '../../src/cel/values/value.ts';
import { bundleCode } from '../tools/bundle-code.mjs';
import { shippedTests } from './conformance/suite.ts';

const CODE = `export { check } from './src/cel/check/check.ts';
  export { compile } from './src/cel/compile.ts';
  export { standard } from './src/cel/lib/standard/index.ts';
  export { checker } from './src/cel/parts.ts';
  export { text } from './src/cel/values/text.ts';
  export { CelError } from './src/cel/values/value.ts';`;

interface Core {
  readonly check: typeof import('../../src/cel/check/check.ts')['check'];
  readonly compile: typeof compile;
  readonly standard: typeof import('../../src/cel/lib/standard/index.ts')['standard'];
  readonly checker: typeof import('../../src/cel/parts.ts')['checker'];
  readonly text: typeof text;
  readonly CelError: typeof CelError;
}

async function coreAlone(): Promise<Core> {
  const output = await bundleCode(CODE);
  expect(output.length, 'the core is one file').toBe(1);
  const folder = mkdtempSync(join(tmpdir(), 'gateglass-core-'));
  const file = join(folder, 'core.mjs');
  writeFileSync(file, output[0].code);
  const core = await import(/* @vite-ignore */ pathToFileURL(file).href);
  rmSync(folder, { recursive: true });
  return core;
}

const core = await coreAlone();
core.checker.comesFrom(async () => ({ check: core.check }));
await core.checker.load();

// What is looked at while a program is built is the profile's, with values of its own.
const { types: _types, checks: _checks, evaluation, ...rules } = cel.profile;
const { building: _building, ...run } = evaluation;
const profileOf = (library: Profile['libraries'][number]): Profile => ({
  ...rules,
  evaluation: run,
  libraries: [library],
  syntax: { ...rules.syntax, macros: new Set(STANDARD_MACROS), moreMacros: [] },
});
const alone = profileOf(core.standard({ durationMilliseconds: 'part' }));
const whole = profileOf(cel.profile.libraries[0] ?? expect.fail('no standard library'));

const told = (value: Value | undefined, { text: write, CelError: Fault }: Pick<Core, 'text' | 'CelError'>): string =>
  value instanceof Fault ? `error ${value.code} at ${value.node}: ${value.message}` : value === undefined ? 'nothing' : write(value);

/** What names, binds or checks more than the core has, or needs a pattern to be read. */
const tests = shippedTests().filter(
  ({ isCore, test }) => isCore && Object.keys(test.bindings).length === 0 && test.typeEnv.length === 0 && !/matches/.test(test.expr),
);

describe('the core alone', () => {
  it('is asked most of the suite', () => {
    expect(tests.length).toBeGreaterThan(900);
  });

  it.each(tests)('$id', ({ test }) => {
    const options = { container: test.container, check: !test.disableCheck };
    const answer = compile(test.expr, { ...options, profile: whole });
    // What is wrong with an expression is said in words, which are a part.
    if (answer.failed !== undefined) return expect(() => core.compile(test.expr, { ...options, profile: alone })).toThrow('not loaded');
    const own = core.compile(test.expr, { ...options, profile: alone });
    return expect(told(own.run?.({}), core)).toBe(told(answer.run?.({}), { text, CelError }));
  });
});
