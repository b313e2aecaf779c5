// What the planner makes shorter gives what the long way gives: the same values, the same errors at the same nodes. A plan with a recorder
// is not optimised, so it says what is right. So does a plan while the short ways are not loaded.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/cel/compile.ts';
import { costsOf } from '../../../src/cel/evaluate.ts';
import { type LoadedProfile, loadProfile } from '../../../src/cel/index.ts';
import { plan } from '../../../src/cel/plan/plan.ts';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import { double, int } from '../../../src/cel/values/number.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, Timestamp, Uint, type Value } from '../../../src/cel/values/value.ts';
import { activations, declared, expressions } from '../compile/expressions.ts';
import { fuzzing } from '../fuzzing.ts';

const load = async (name: string): Promise<LoadedProfile> => (await loadProfile(name)) ?? expect.fail(`no profile ${name}`);
const profiles = (await Promise.all(['cel', 'agentgateway', 'envoy', 'kubernetes'].map(load))).map(({ profile }) => profile);

const silent = { value: () => undefined, enter: () => undefined, leave: () => undefined };

const told = (value: Value): string => (value instanceof CelError ? `error ${value.code} at ${value.node}: ${value.message}` : text(value));

function compare(
  profile: Profile,
  expression: string,
  variables: Readonly<Record<string, string>>,
  inputs: readonly Variables[],
  check: boolean,
) {
  const fast = compile(expression, { profile, variables, check });
  const slow = compile(expression, { profile, variables, check, recorder: silent });
  if (fast.run === undefined || slow.run === undefined) return 0;
  const plain = plan(slow.expr, slow.env, { checked: slow.checked, bound: variables, plain: true });
  for (const vars of inputs) {
    expect(told(fast.run(vars)), expression).toBe(told(slow.run(vars)));
    expect(told(plain.run(vars)), expression).toBe(told(slow.run(vars)));
  }
  return inputs.length;
}

type Variables = Readonly<Record<string, Value>>;

/** Values of every kind, for whatever a short way takes for granted. */
const kinds: readonly Value[] = [
  ...[
    null,
    true,
    'a',
    'b',
    '',
    1,
    2,
    -3,
    1.5,
    Number.NaN,
    double(2),
    int(2n ** 60n),
    new Uint(1),
    new Uint8Array([1]),
    new Timestamp(5, 0),
  ],
  ...[[], ['a'], [1, 'a'], ['a', 1, null], [[1], [2]], {}, { a: 'a' }, { a: { b: 'a' } }, { a: { b: 2 }, sub: 's' }, { a: 2, name: 'b' }],
];
const given = kinds.map((x, i): Variables => ({ x, y: kinds[(i * 7 + 3) % kinds.length] ?? null }));

const shortened = [
  // A comparison of a name, or of a path, with a constant.
  ...['x == "a"', 'x != "a"', 'x == 2', 'x != 2', 'x.a == "a"', 'x.a != 2', 'x.a.b == "a"', 'x.a.b != 2', 'x["a"] == "a"', 'x.sub == "s"'],
  ...['x.sub', 'x.sub.a', 'x.name == "b"', 'x.a.sub == ""', 'x.length == 1', 'x.__proto__ == 1', 'x.missing == "a" || y == "a"'],
  // Chains of them, and constant lists, are sets.
  ...['x == "a" || x == "b" || x == "c"', 'x != "a" && x != "b" && x != "c"', 'x == 1 || x == 2 || x == 3', 'x != 1 && x != 2 && x != 3'],
  ...['x.a == "a" || x.a == "b" || x.a == "c"', 'x.a.b == 2 || x.a.b == 3 || x.a.b == 4', 'x == 1 || x == "a" || x == 2'],
  ...['x in ["a", "b"]', 'x in ["a", "b", "c"]', 'x in [1, 2, 3]', 'x in [1, "a"]', 'x in [1, 2u, 3.0]', 'x in []', 'x.a in [2, 3]'],
  // Sums of texts, formats, times.
  ...['"a" + x', 'x + "b"', '"a" + x + "b"', '"a" + x + "b" + y', '"a" + x + y + "b" + x', 'x + ("a" + y)', '"a" + "b" + x', 'x + "a" + 1'],
  ...[
    '"%s-%d".format([x, y])',
    '"%s".format([x])',
    '"%d%%".format([x])',
    '"%s %s".format([x])',
    '"%x".format([x, y])',
    '"%.2f".format([x])',
  ],
  ...['"%q".format([x])', '"%s".format(x)', 'x + duration("1h") > timestamp("1970-01-01T01:00:04Z")', 'x + duration("1h") >= timestamp(1)'],
  // Filters and maps in a row.
  ...[
    'x.map(v, v).size()',
    'x.filter(v, v == "a").size()',
    'x.filter(v, v != null).map(v, [v]).size()',
    'x.map(v, v + 1).filter(v, v > 1)',
  ],
  ...['x.map(v, v).exists(v, v == "a")', 'x.map(v, v + 1).exists(v, v == 2)', 'x.map(v, v.a).all(v, v == 1)', 'size(x.map(v, 1 / v))'],
  ...[
    'x.filter(v, v > 0).exists(v, 1 / v == 1)',
    'x.map(v, v > 0, v).size()',
    'x.map(v, x.map(w, [v, w]).size())',
    'x.map(v, y.map(v, v))',
  ],
  ...['x.filter(v, y.map(w, w).size() > 0).map(v, v).size()', 'x.map(v, v).map(v, v).map(v, v)', 'x.exists(v, v == "a")'],
  // Constants.
  ...['1 + 2 * x', '"a" + "b"', '[1, 2].map(v, v * 2)', '1 / 0', '1 / 0 == 1 || x == "a"', '[1, 0].map(v, 1 / v)', 'int("x")'],
  ...[
    'duration("1h") + duration("2h")',
    'true ? x : 1 / 0',
    'false && x',
    'x || true',
    '[1, 2, 3].filter(v, v > 1).size()',
    '{"a": [1, 2]}',
  ],
];

describe.each(profiles.map((profile) => [profile.id, profile] as const))('short ways (%s)', (_, profile) => {
  it.each(shortened)('%s', (expression) => {
    const runs = [true, false].map((check) => compare(profile, expression, { x: 'dyn', y: 'dyn' }, given, check));
    if (profile.id === 'cel') expect(runs[1]).toBe(given.length);
  });

  it.each([true, false])('of generated expressions, checked: %s', (check) => {
    const dynamic = Object.fromEntries(Object.keys(declared).map((name) => [name, 'dyn']));
    fc.assert(
      fc.property(expressions(profile), (expression) => {
        compare(profile, expression, check ? declared : dynamic, activations, check);
      }),
      fuzzing(200),
    );
  });
});

describe('costs', () => {
  it('are those of what was written, however it runs', async () => {
    const profile = profiles[0] as Profile;
    const costOf = (await costsOf(profile)) ?? expect.fail('no costs');
    const costs = ['x.map(v, v).size()', 'x.filter(v, v != "").map(v, v).size()', 'x.exists(v, v == "a")', '"%s".format(["a"])'].map(
      (expression) => {
        const { checked, env } = compile(expression, { profile, variables: { x: 'list(string)' } });
        return checked === undefined ? undefined : costOf(checked, env, { x: ['b', 'a', 'c'] }).actual;
      },
    );
    expect(costs).toEqual([52, 108, 17, 11]);
  });
});

describe('names that primitives have as methods', () => {
  it.each([
    ['x.sub', { sub: 'root' }, '"root"'],
    ['x.sub', 'text', 'no_such_overload'],
    ['x.sub.length', { sub: 'root' }, 'no_such_overload'],
    ['x.trim == "a"', { trim: 'a' }, 'true'],
    ['x.trim == "a"', 'a', 'no_such_overload'],
    ['x.at.sub == 1', { at: { sub: 1 } }, 'true'],
  ] as const)('%s of %j', (expression, x, expected) => {
    const { run } = compile(expression, { profile: profiles[0] as Profile, variables: { x: 'dyn' } });
    expect(told(run?.({ x: x as Value }) ?? null)).toContain(expected);
  });
});
