// Every function is documented, and every example gives what its documentation says.
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/cel/index.ts';
import { functionDoc } from '../../../src/cel/profiles/docs.ts';
import { loadProfile } from '../../../src/cel/profiles/index.ts';
import { sampleOf } from '../../../src/cel/profiles/samples.ts';
import { variableExample } from '../../../src/cel/profiles/variable-docs.ts';
import { profileDoc } from '../../../web/workers/functions.ts';

/** Macros with two variables stand beside those with one: `all2` is written `all`. */
const written = (macro: string): string => macro.replace(/2$/, '');

describe.each(['cel', 'agentgateway', 'envoy', 'kubernetes'])('%s', async (name) => {
  const loaded = (await loadProfile(name)) ?? expect.fail(`no profile ${name}`);
  const entries = loaded.profile.libraries.flatMap(({ id, overloads, macros = [] }) =>
    [...new Set([...overloads.map((overload) => overload.name), ...macros.map(written)])].map((known) => ({
      id,
      known,
      doc: functionDoc(id, known),
    })),
  );

  it('documents every function and macro', () => {
    expect(entries.filter(({ doc }) => doc === undefined || doc.doc === '').map(({ id, known }) => `${id}: ${known}`)).toEqual([]);
  });

  it('shows every function and macro at work', () => {
    const without = entries.filter(({ doc }) => Object.keys(doc?.examples ?? {}).length === 0).map(({ id, known }) => `${id}: ${known}`);
    // Extensions of messages need messages (test/cel/conformance), and loops are off in Envoy.
    expect(without.filter((one) => !/^protos:|^envoy: (all|exists|exists_one|map|filter)$/.test(one))).toEqual([]);
  });

  it('gives every function a signature', async () => {
    const { functions } = await profileDoc(name);
    expect(functions.length).toBeGreaterThan(20);
    // Parts of cel.block are written by tools.
    const bare = functions.filter(({ signatures }) => signatures.length === 0).map((one) => one.name);
    expect(bare.filter((one) => !/^cel\.(index|iterVar|accuVar)$/.test(one))).toEqual([]);
  });

  const { request, vars, types } = sampleOf(name);
  const run = (expression: string) => {
    const answer = evaluate(loaded, expression, vars, { request, types, now: '2026-01-31T10:00:00Z' });
    return answer.ok
      ? answer.text
      : answer.code === 'conversion' || answer.stage === 'eval'
        ? 'error'
        : `${answer.stage}: ${answer.message}`;
  };
  const examples = entries.flatMap(({ doc }) => Object.entries(doc?.examples ?? {}));
  it.each(examples)('%s', (expression, expected) => {
    const found = run(expression);
    expect(expected === 'error' && found.includes(': ') && !found.startsWith('"') ? 'error' : found).toBe(expected);
  });

  it.each(loaded.profile.variables.map((variable) => [variable.name, variable] as const))(
    'describes the variable %s',
    (known, variable) => {
      expect(variable.doc).toMatch(/\w+.*\.$/);
      const { expression, result } = variableExample(name, known) ?? expect.fail(`no example of ${known}`);
      expect(expression).toContain(known);
      expect(run(expression)).toBe(result);
    },
  );
});
