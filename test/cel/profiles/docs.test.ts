// Every function is documented, and every example gives what its documentation says.
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/cel/index.ts';
import { functionDoc } from '../../../src/cel/profiles/docs.ts';
import { loadProfile } from '../../../src/cel/profiles/index.ts';

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

  const examples = entries.flatMap(({ doc }) => Object.entries(doc?.examples ?? {}));
  it.each(examples)('%s', (expression, expected) => {
    const answer = evaluate(loaded, expression);
    expect(answer.ok ? answer.text : 'error').toBe(expected);
  });
});
