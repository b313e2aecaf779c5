// Generated code at work: what it leaves to the closures, when it gives up, how it is bounded, and the second tier.
import { describe, expect, it } from 'vitest';
import { generatedProgram, generator } from '../../../src/cel/compile/functions.ts';
import type { Program } from '../../../src/cel/compile/program.ts';
import { compile } from '../../../src/cel/compile.ts';
import { loadProfile } from '../../../src/cel/index.ts';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';

const { profile } = (await loadProfile('cel')) ?? expect.fail('no profile cel');
const variables = { a: 'dyn', b: 'dyn', list: 'dyn', many: 'dyn' };

type Vars = Readonly<Record<string, Value>>;

function both(expression: string, own: Profile = profile): { readonly program: Program; readonly closures: (vars: Vars) => Value } {
  let program: Program | undefined;
  const { run } = compile(expression, {
    profile: own,
    variables,
    backend: {
      programOf: (request) => {
        const made = generatedProgram(request);
        program = 'refused' in made ? expect.fail(made.refused) : made;
        return request.closures;
      },
    },
  });
  return { program: program ?? expect.fail('no program'), closures: run ?? expect.fail('not compiled') };
}

const told = (value: Value): string => (value instanceof CelError ? `${value.code} at ${value.node}: ${value.message}` : text(value));

describe('a generated program', () => {
  it.each<readonly [expression: string, vars: Vars, left: number]>([
    ['a.b == "x"', { a: { b: 'x' } }, 0],
    ['a.b == "x"', { a: { b: 4 } }, 0],
    ['a.b == "x"', { a: {} }, 1],
    ['a.b == "x"', {}, 1],
    ['a.b == "x" || b', { a: {}, b: true }, 0],
    ['a.b == "x" || b', { a: {}, b: false }, 1],
    ['b || a.b == "x"', { a: {}, b: false }, 1],
    ['a.b == "x" && b', { a: {}, b: false }, 0],
    ['list.exists(x, x.f == 1)', { list: [{}, { f: 1 }] }, 0],
    ['list.exists(x, x.f == 1)', { list: [{}, { f: 2 }] }, 1],
    ['list.all(x, x.f == 1)', { list: [{}, { f: 2 }] }, 0],
    ['list.map(x, 10 / x).exists(x, x == 10)', { list: [1, 0] }, 1],
    ['list.filter(x, 10 / x > 1).size()', { list: [1, 2, 20] }, 0],
    ['a * 3 - 1', { a: 5 }, 0],
    ['a * 3 - 1', { a: 9007199254740991 }, 1],
    ['a % 2 == 0 ? a % 2 : 1', { a: -4 }, 0],
  ])('%s over %j: left to the closures %i times', (expression, vars, left) => {
    const { program, closures } = both(expression);
    expect(told(program.run(vars))).toBe(told(closures(vars)));
    expect(program.left()).toBe(left);
  });

  // Where numbers of JavaScript part from ints: -0, and sums and products beyond 2^53, also within a chain that ends below it.
  it.each<readonly [expression: string, vars: Vars]>([
    ['a % 2', { a: -4 }],
    ['a * b', { a: 0, b: -3 }],
    ['[a * b, a / b]', { a: 0, b: -3 }],
    ['-(a * b)', { a: 0, b: 3 }],
    ['double(a % 2)', { a: -4 }],
    ['a * 3 + 1 - 2', { a: 3002399751580331 }],
    ['a * 3 - 5', { a: 3002399751580332 }],
    ['a + b - 1', { a: 9007199254740991, b: 2 }],
    ['(a + b) - a == b', { a: 9007199254740991, b: 9007199254740990 }],
    ['a + b > 5', { a: 9007199254740991, b: 9007199254740991 }],
    ['a * b == 1', { a: 9007199254740991, b: 9007199254740991 }],
    ['a + 1 == 9007199254740992', { a: 9007199254740991 }],
  ])('%s over %j is computed with ints', (expression, vars) => {
    const { program, closures } = both(expression);
    const value = program.run(vars);
    expect(told(value)).toBe(told(closures(vars)));
    expect([value].flat().some((one) => Object.is(one, -0))).toBe(false);
  });

  it('orders NaN as the profile does', async () => {
    for (const name of ['cel', 'kubernetes', 'agentgateway']) {
      const { profile: own } = (await loadProfile(name)) ?? expect.fail(name);
      for (const expression of ['a < 2', '2 <= a', 'a > b', 'a >= 1.5', '[a].exists(x, x < 2)']) {
        const { program, closures } = both(expression, own);
        const vars = { a: Number.NaN, b: 1 };
        expect(told(program.run(vars)), `${name}: ${expression}`).toBe(told(closures(vars)));
      }
    }
  });

  it('gives up where most of the runs are left, and stays where few are', () => {
    const mostly = both('a.b == "x"').program;
    for (let i = 0; i < 2000; i++) mostly.run({ a: i % 4 === 0 ? { b: 'x' } : {} });
    expect(mostly.left()).toBeLessThan(400);
    const seldom = both('a.b == "x"').program;
    for (let i = 0; i < 2000; i++) seldom.run({ a: i % 4 === 0 ? {} : { b: 'x' } });
    expect(seldom.left()).toBe(500);
    expect(seldom.run({ a: { b: 'x' } })).toBe(true);
  });

  it('is bounded as the closures are', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => i);
    for (const expression of ['many.exists(x, many.exists(y, x + y == -1))', 'many.all(x, many.map(y, [x, y]).size() > 0)']) {
      const { program, closures } = both(expression);
      for (const value of [program.run({ many }), closures({ many })]) expect(value).toMatchObject({ code: 'limit_exceeded' });
    }
  });

  it('goes on under the budget where loops are long', () => {
    const many = Array.from({ length: 1000 }, (_, i) => i);
    const { program } = both('many.exists(x, many.exists(y, x + y == 1998))');
    expect(program.run({ many })).toBe(true);
    expect(program.left()).toBe(0);
  });

  it('does not run off the end of the stack on what is nested deep', () => {
    let deep: Value = [];
    for (let i = 0; i < 50_000; i++) deep = [deep];
    const { program, closures } = both('a == b');
    expect(told(program.run({ a: deep, b: [deep] }))).toBe(told(closures({ a: deep, b: [deep] })));
  });
});

describe('the second tier', () => {
  it('comes after as many evaluations as asked for', () => {
    const programs: unknown[] = [];
    const backend = generator({ after: 10, onProgram: (program) => programs.push(program) });
    const { run } = compile('a.b == "x"', { profile, variables, backend });
    for (let i = 0; i < 10; i++) expect(run?.({ a: { b: 'x' } })).toBe(true);
    expect(programs).toHaveLength(0);
    for (let i = 0; i < 10; i++) expect(run?.({ a: { b: 'y' } })).toBe(false);
    expect(programs).toHaveLength(1);
  });

  it('is not tried for a program that is recorded', () => {
    const programs: unknown[] = [];
    const backend = generator({ after: 0, onProgram: (program) => programs.push(program) });
    const recorder = { value: () => undefined, enter: () => undefined, leave: () => undefined };
    compile('a.b == "x"', { profile, variables, backend, recorder });
    expect(programs).toHaveLength(0);
  });

  it('stays with the closures where functions of text are forbidden', () => {
    const { Function: original } = globalThis;
    const refused: unknown[] = [];
    const forbid = (): never => {
      throw new EvalError('Code generation from strings disallowed for this context');
    };
    globalThis.Function = new Proxy(original, { construct: forbid });
    try {
      const backend = generator({ after: 0, onProgram: (program) => refused.push(program) });
      const { run } = compile('a.b == "x"', { profile, variables, backend });
      expect(run?.({ a: { b: 'x' } })).toBe(true);
    } finally {
      globalThis.Function = original;
    }
    expect(refused).toEqual([{ refused: expect.stringContaining('disallowed') }]);
  });
});
