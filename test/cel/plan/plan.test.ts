// What a plan gives, with and without the checker, with and without a recorder; which errors are absorbed; when it stops.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTypeIn } from '../../../src/cel/check/environment.ts';
import { compile } from '../../../src/cel/compile.ts';
import { loadProfile } from '../../../src/cel/profiles/index.ts';
import type { LoadedProfile } from '../../../src/cel/profiles/profile.ts';
import { fromJson } from '../../../src/cel/values/json.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';
import { typedText, VARIABLES } from '../check/typed-expressions.ts';

const load = async (name: string): Promise<LoadedProfile> => (await loadProfile(name)) ?? expect.fail(`no profile ${name}`);
const [cel, agentgateway, kubernetes] = (await Promise.all(['cel', 'agentgateway', 'kubernetes'].map(load))) as [
  LoadedProfile,
  LoadedProfile,
  LoadedProfile,
];

const shown = (v: Value): string => (v instanceof CelError ? `error: ${v.code}` : text(v));

function run(
  { profile }: LoadedProfile,
  expression: string,
  vars: Readonly<Record<string, unknown>> = {},
  options: { check?: boolean } = {},
): string {
  const variables = Object.fromEntries(Object.keys(vars).map((name) => [name, 'dyn']));
  const { run: go, failed } = compile(expression, { profile, variables, ...options });
  return go === undefined
    ? `refused: ${failed}`
    : shown(go(Object.fromEntries(Object.entries(vars).map(([name, json]) => [name, fromJson(json, undefined)]))));
}

const silent = { value: () => undefined, enter: () => undefined, leave: () => undefined };

describe('optimised and followed plans', () => {
  const variables = Object.fromEntries(Object.entries(VARIABLES).map(([name, [type]]) => [name, type]));

  it.each([
    ['cel', cel],
    ['kubernetes', kubernetes],
  ] as const)('give the same (%s)', (_, { profile }) => {
    fc.assert(
      fc.property(typedText(profile), (expression) => {
        const fast = compile(expression, { profile, variables });
        const slow = compile(expression, { profile, variables, recorder: silent });
        if (fast.run === undefined || slow.run === undefined) return;
        const vars = Object.fromEntries(
          Object.entries(VARIABLES).map(([name, [type, json]]) => [name, fromJson(json, parseTypeIn(profile, type))]),
        );
        expect(shown(fast.run(vars))).toBe(shown(slow.run(vars)));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('names', () => {
  it.each([
    ['a.b.c', { 'a.b.c': 1, 'a.b': { c: 2 }, a: { b: { c: 3 } } }, '1'],
    ['a.b.c', { 'a.b': { c: 2 }, a: { b: { c: 3 } } }, '2'],
    ['a.b.c', { a: { b: { c: 3 } } }, '3'],
    ['[1].map(a, a)[0] + a', { a: 10 }, '11'],
    ['x.__proto__', { x: JSON.parse('{"__proto__": 5}') }, '5'],
    ['x.__proto__', { x: {} }, 'error: no_such_key'],
    ['x.constructor', { x: {} }, 'error: no_such_key'],
    ['x.length', { x: [1, 2] }, 'error: no_such_overload'],
    ['x.length', { x: 'ab' }, 'error: no_such_overload'],
    ['x["length"]', { x: { length: 3 } }, '3'],
    ['constructor', { constructor: 1 }, '1'],
    ['math.least(x, 2)', { x: 1 }, '1'],
  ] as const)('%s of %j', (expression, vars, expected) => {
    expect(run(cel, expression, vars)).toBe(expected);
    expect(run(cel, expression, vars, { check: false })).toBe(expected);
  });
});

describe('absorbing errors', () => {
  const bad = '1 / 0 > 0';
  it.each([
    [`true || ${bad}`, 'true', 'true'],
    [`${bad} || true`, 'true', 'true'],
    [`false && ${bad}`, 'false', 'false'],
    [`${bad} && false`, 'false', 'false'],
    [`false || ${bad}`, 'error: divide_by_zero', 'error: divide_by_zero'],
    [`[0, 1].exists(x, 1 / x == 1)`, 'true', 'error: divide_by_zero'],
    [`[0, 1].all(x, 1 / x == 2)`, 'false', 'error: divide_by_zero'],
    [`true ? 1 : 1 / 0`, '1', '1'],
  ])('%s', (expression, specification, rust) => {
    expect(run(cel, expression)).toBe(specification);
    expect(run(agentgateway, expression)).toBe(rust);
  });
});

describe('limits', () => {
  const nine = '[1,2,3,4,5,6,7,8,9]';
  const nested = (depth: number): string => (depth === 0 ? '0' : `${nine}.map(x${depth}, ${nested(depth - 1)})`);
  it.each([
    ['nested loops', nested(9)],
    ['loops over a long range', 'lists.range(1000000).all(x, lists.range(1000000).all(y, x == x))'],
    ['texts that grow', `"a"${'.replace("", "bbbbbbbbbbbbbbbbbbbb")'.repeat(8)}`],
    [
      'shared lists',
      `${Array.from({ length: 40 }, (_, i) => `cel.bind(a${i + 1}, [a${i}, a${i}], `)
        .join('')
        .replace('a0, a0', '1, 1')}a40 == a39${')'.repeat(40)}`,
    ],
    [
      'printing of shared lists',
      `string(json.encode(${'cel.bind(a, [1, 1], '}${Array.from({ length: 40 }, (_, i) => `cel.bind(b${i}, [${i === 0 ? 'a, a' : `b${i - 1}, b${i - 1}`}], `).join('')}b39${')'.repeat(41)}))`,
    ],
  ])('%s', (_, expression) => {
    const outcome = run(cel, expression);
    expect(outcome.startsWith('error: limit_exceeded') || outcome.length < 200_000).toBe(true);
  });

  const shared = `[[1, 1]]${'.map(x, [x, x])'.repeat(45)}`;
  it.each([
    ['rounds over a long text', cel, 'long.all(i, s.substring(i).size() > 0)'],
    ['splitting in each round', agentgateway, 's.split("").map(x, s.split("")).size() > 0'],
    ['formatting shared lists', kubernetes, `"%s".format([${shared}]).size() > 0`],
    ['JSON of shared lists', agentgateway, `toJson(${shared}) == ""`],
  ] as const)('%s', (_, profile, expression) => {
    const outcome = run(profile, expression, { s: 'a'.repeat(100_000), long: Array.from({ length: 3000 }, (_value, i) => i) });
    expect(outcome.startsWith('error: limit_exceeded') || outcome === 'true').toBe(true);
  });

  it('leaves nothing behind for the next run', () => {
    expect(run(cel, nested(9))).toBe('error: limit_exceeded');
    expect(run(cel, `${nine}.map(x, x).size()`)).toBe('9');
  });

  it('is not absorbed', () => {
    expect(run(cel, `true || ${nested(9)}.size() > 0`)).toBe('true');
    expect(run(cel, `${nested(9)}.size() > 0 || true`)).toBe('error: limit_exceeded');
  });
});

describe('the recorder', () => {
  it('hears of every node that was evaluated, and of rounds', () => {
    const values: string[] = [];
    const rounds: string[] = [];
    const recorder = {
      value: (_: number, value: Value) => values.push(shown(value)),
      enter: (_: number, bindings: readonly (readonly [string, Value])[]) =>
        rounds.push(bindings.map(([name, value]) => `${name}=${text(value)}`).join()),
      leave: () => rounds.push('end'),
    };
    const { run: go } = compile('[1, 2, 3].exists(x, x == 2)', { profile: cel.profile, recorder });
    expect(go?.({})).toBe(true);
    expect(rounds).toEqual(['x=1', 'end', 'x=2', 'end']);
    expect(values).toContain('[1, 2, 3]');
    expect(values.at(-1)).toBe('true');
  });
});
