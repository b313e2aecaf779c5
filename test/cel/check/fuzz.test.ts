// Whatever the text, checking and evaluating end with an answer. What checks has the type that the checker found, and the
// same value when it is run unchecked.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type LoadedProfile, lint, loadProfile } from '../../../src/cel/index.ts';
import { fuzzing } from '../fuzzing.ts';
import { damagedText, expressionText } from '../syntax/generated.ts';
import { typedText, VARIABLES } from './typed-expressions.ts';

const load = async (name: string): Promise<LoadedProfile> => (await loadProfile(name)) ?? expect.fail(`no profile ${name}`);
const [cel, agentgateway, kubernetes] = await Promise.all(['cel', 'agentgateway', 'kubernetes'].map(load));
const profiles = [cel, agentgateway, kubernetes] as readonly LoadedProfile[];

const types = Object.fromEntries(Object.entries(VARIABLES).map(([name, [type]]) => [name, type]));
const vars = Object.fromEntries(Object.entries(VARIABLES).map(([name, [, json]]) => [name, json]));

/** Both answers are answers, and issues lie within the text. */
function answers(profile: LoadedProfile, text: string): boolean {
  const length = [...text].length;
  const within = lint(profile, text, 'deny').every(({ span }) => span.start >= 0 && span.end <= length && span.start <= span.end);
  return within && [true, false].every((checking) => typeof evaluate(profile, text, {}, { check: checking }).ok === 'boolean');
}

describe('the engine', () => {
  it('answers for any expression', () => {
    fc.assert(
      fc.property(expressionText, (text) => profiles.every((profile) => answers(profile, text))),
      fuzzing(700),
    );
  });

  it('answers for damaged expressions', () => {
    fc.assert(
      fc.property(damagedText, (text) => profiles.every((profile) => answers(profile, text))),
      fuzzing(500),
    );
  });

  it.each([
    ['cel', cel],
    ['kubernetes', kubernetes],
  ] as const)('gives what checks its type, with and without the checker (%s)', (_name, loaded) => {
    const profile = loaded as LoadedProfile;
    fc.assert(
      fc.property(typedText(profile.profile), (text) => {
        const answer = evaluate(profile, text, vars, { types });
        if (!answer.ok && answer.stage !== 'eval') return;
        const unchecked = evaluate(profile, text, vars, { types, check: false });
        expect(unchecked.ok, text).toBe(answer.ok);
        if (!answer.ok) return;
        expect(unchecked, text).toMatchObject({ ok: true, text: answer.text });
        expect(answer.type, text).toSatisfy((type: string) => conforms(type, unchecked.ok ? (unchecked.type ?? '') : ''));
      }),
      fuzzing(2000),
    );
  });
});

/** Whether values with the run-time type `name` may have the static type. */
function conforms(type: string, name: string): boolean {
  const outer = type.replace(/\(.*/, '');
  const runtime = name.replace('google.protobuf.Timestamp', 'timestamp').replace('google.protobuf.Duration', 'duration');
  return outer === 'dyn' || outer === runtime || runtime === 'null_type';
}
