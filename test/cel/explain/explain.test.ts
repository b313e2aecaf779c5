import { describe, expect, it } from 'vitest';
import { explainOp } from '../../../src/cel/explain/op.ts';
import type { ExplainedNode } from '../../../src/cel/result.ts';

type Vars = Readonly<Record<string, unknown>>;
const explain = (expr: string, vars: Vars = {}) => explainOp({ expr, vars });

/** One line a node: `*` decided, the piece of text, what it was. */
async function outline(expr: string, vars: Vars = {}): Promise<string[]> {
  const { root } = await explain(expr, vars);
  const lines: string[] = [];
  const show = (node: ExplainedNode, depth: number): void => {
    const piece = [...expr].slice(node.span.start, node.span.end).join('');
    lines.push(`${'  '.repeat(depth)}${node.decided ? '*' : '-'} ${piece} → ${node.text}`);
    for (const child of node.children) show(child, depth + 1);
    for (const { binding, node: inner } of node.iterations ?? []) {
      lines.push(`${'  '.repeat(depth + 1)}[${binding}]`);
      show(inner, depth + 1);
    }
  };
  if (root !== undefined) show(root, 0);
  return lines;
}

describe('values of sub-expressions', () => {
  it('marks what decided and what was not evaluated', async () => {
    expect(await outline('a > 1 && b == "x"', { a: 1, b: 'x' })).toEqual([
      '* a > 1 && b == "x" → false',
      '  * a > 1 → false',
      '    * a → 1',
      '    * 1 → 1',
      '  - b == "x" → not evaluated',
    ]);
    expect(await outline('a || b', { a: false, b: true })).toEqual(['* a || b → true', '  - a → false', '  * b → true']);
    expect(await outline('c ? 1 : 2', { c: false })).toEqual(['* c ? 1 : 2 → 2', '  * c → false', '  - 1 → not evaluated', '  * 2 → 2']);
  });

  it('takes the first of several that would have decided', async () => {
    expect(await outline('a && b', { a: false, b: false })).toEqual(['* a && b → false', '  * a → false', '  - b → not evaluated']);
  });

  it('shows an error where it began, and one that was absorbed', async () => {
    expect(await outline('m.x == 1', { m: {} })).toEqual([
      '* m.x == 1 → error: no such key: x',
      '  * m.x → error: no such key: x',
      '    * m → {}',
      '  - 1 → 1',
    ]);
    expect(await outline('m.x || true', { m: {} })).toEqual([
      '* m.x || true → true',
      '  - m.x → error: no such key: x',
      '    - m → {}',
      '  * true → true',
    ]);
  });

  it('shows every round of a loop, and which settled it', async () => {
    expect(await outline('xs.exists(x, x > 1)', { xs: [1, 2, 3] })).toEqual([
      '* xs.exists(x, x > 1) → true',
      '  * xs → [1, 2, 3]',
      '  [x = 1]',
      '  - x > 1 → false',
      '    - x → 1',
      '    - 1 → 1',
      '  [x = 2]',
      '  * x > 1 → true',
      '    * x → 2',
      '    * 1 → 1',
    ]);
  });

  it('marks the element of a written list that was found, and all of them when none was', async () => {
    expect(await outline('x in ["a", "b"]', { x: 'b' })).toEqual([
      '* x in ["a", "b"] → true',
      '  * x → "b"',
      '  * ["a", "b"] → ["a", "b"]',
      '    - "a" → "a"',
      '    * "b" → "b"',
    ]);
    expect((await outline('x in ["a", "b"]', { x: 'c' })).filter((line) => line.includes('* "'))).toHaveLength(2);
    expect(await outline('x in xs', { x: 1, xs: [1] })).toEqual(['* x in xs → true', '  * x → 1', '  * xs → [1]']);
  });

  it('marks what an optional gave, or what stood in for it', async () => {
    const marks = async (m: Vars) => (await outline('m.?x.orValue(y) == 1', { m, y: 1 })).filter((line) => / [*-] (m\.\?x|y) /.test(line));
    expect(await marks({ x: 1 })).toEqual(['    * m.?x → optional.of(1)', '    - y → 1']);
    expect(await marks({})).toEqual(['    * m.?x → optional.none()', '    * y → 1']);
  });

  it('needs two elements to refuse exists_one, and every one to grant it', async () => {
    const deciding = async (xs: readonly number[]) => {
      const { root } = await explain('xs.exists_one(x, x == 1)', { xs });
      return root?.iterations?.map(({ node }) => node.decided);
    };
    expect(await deciding([1, 2, 1, 1])).toEqual([true, false, true, false]);
    expect(await deciding([1, 2])).toEqual([true, true]);
    expect(await deciding([2, 3])).toEqual([true, true]);
  });

  it('takes the error that came through, of operands and of loops', async () => {
    expect((await outline('1 / a + 2 % a == 0', { a: 0 })).filter((line) => line.includes('fails') || line.includes('error'))).toEqual([
      '* 1 / a + 2 % a == 0 → error: division by zero',
      '  * 1 / a + 2 % a → error: division by zero',
      '    * 1 / a → error: division by zero',
      '    - 2 % a → error: modulus by zero',
    ]);
    const { root } = await explain('xs.all(x, 10 / x > 0)', { xs: [1, 0, 2, 0] });
    expect(root?.iterations?.map(({ node }) => node.decided)).toEqual([false, true, false, false]);
  });

  it('keeps rounds of nested loops apart', async () => {
    const { root } = await explain('xs.map(x, ys.map(y, x * y))', { xs: [1, 2], ys: [3, 4] });
    const inner = root?.iterations?.map(({ binding, node }) => [
      binding,
      node.iterations?.map((one) => `${one.binding}: ${one.node.text}`),
    ]);
    expect(inner).toEqual([
      ['x = 1', ['y = 3: 3', 'y = 4: 4']],
      ['x = 2', ['y = 3: 6', 'y = 4: 8']],
    ]);
  });

  it('shows the filter of a round that it kept out', async () => {
    const { root } = await explain('xs.map(x, x > 1, x * 10)', { xs: [1, 2] });
    expect(root?.iterations?.map(({ node }) => node.text)).toEqual(['false', '20']);
  });

  it('bounds what it keeps', async () => {
    const { root, because } = await explain('xs.all(x, xs.all(y, x + y >= 0))', { xs: Array.from({ length: 300 }, (_, i) => i) });
    expect(root?.iterations?.length).toBe(100);
    expect(root?.moreIterations).toBe(200);
    expect(because).toContain('all 300 elements');
    const wide = Array.from({ length: 100 }, (_, i) => `x != ${i}`).join(' || ');
    const many = await explain(`xs.all(x, xs.all(y, ${wide}))`, { xs: Array.from({ length: 100 }, (_, i) => i) });
    expect(JSON.stringify(many.root).length).toBeLessThan(4_000_000);
    const long = await explain('s.size() > 1', { s: 'x'.repeat(1_000_000) });
    expect(long.root?.children[0]?.children[0]?.text.length).toBeLessThan(200);
  });

  it('does not show namespaces or parts of a qualified name as values', async () => {
    expect(await outline('math.abs(a.b)', { 'a.b': -1 })).toEqual(['* math.abs(a.b) → 1', '  * a.b → -1']);
  });

  it('gives static types where they are known', async () => {
    const { root } = await explainOp({ expr: 'x + 1', types: { x: 'int' }, vars: { x: 1 } });
    expect(root?.type).toBe('int');
    const skipped = await explainOp({ expr: 'false && x > 1.0', types: { x: 'double' }, vars: { x: 1 } });
    expect(skipped.root?.children[1]).toMatchObject({ state: 'skipped', type: 'bool' });
  });
});

describe('because', () => {
  const jwt = { age: 17, groups: ['user', 'dev'], sub: 'ann', admin: false };
  it.each<[string, Vars, string]>([
    ['jwt.age >= 18', { jwt }, 'jwt.age is 17, it needs at least 18'],
    ['18 <= jwt.age', { jwt }, 'jwt.age is 17, it needs at least 18'],
    ['jwt.age < 18', { jwt }, 'jwt.age is 17, less than 18'],
    ['jwt.sub == "bob"', { jwt }, 'jwt.sub is "ann", not "bob"'],
    ['jwt.sub != "bob"', { jwt }, 'jwt.sub is "ann", not "bob"'],
    ['jwt.sub == "ann"', { jwt }, 'jwt.sub is "ann"'],
    ['jwt.sub in ["a", "b"]', { jwt }, 'jwt.sub is "ann", not one of ["a", "b"]'],
    ['"admin" in jwt.groups', { jwt }, 'jwt.groups is ["user", "dev"], it does not have "admin"'],
    ['has(jwt.email)', { jwt }, 'there is no jwt.email'],
    ['has(jwt.sub)', { jwt: { sub: 'u' } }, 'jwt.sub is there'],
    ['false', {}, 'false is written out'],
    ['a == 1 && false', { a: 1 }, 'false is written out'],
    ['b || false', { b: false }, 'b is false'],
    ['!(false || b)', { b: false }, 'b is false'],
    ['!false', {}, 'false is written out'],
    ['1 == 2', {}, '1 == 2 is always false'],
    ['"a" in ["b"]', {}, '"a" in ["b"] is always false'],
    ['xs.exists(x, true)', { xs: [1] }, 'xs has x = 1'],
    ['{"k": 1} == m', { m: {} }, 'm is {}, not {"k": 1}'],
    ['!jwt.admin', { jwt }, 'jwt.admin is false'],
    ['path.startsWith("/admin") && jwt.admin', { jwt, path: '/x' }, 'path is "/x", it does not start with "/admin"'],
    ['jwt.age > 1 && jwt.sub == "ann"', { jwt }, 'jwt.age is 17, more than 1, and jwt.sub is "ann"'],
    ['jwt.age > limit', { jwt, limit: 20 }, 'jwt.age is 17, it needs more than limit (20)'],
    ['jwt.groups.exists(g, g == "dev")', { jwt }, 'jwt.groups has g = "dev"'],
    ['jwt.groups.exists(g, g == "x")', { jwt }, 'g == "x" holds for none of the 2 elements of jwt.groups'],
    ['xs.all(x, x > 1 && x < 5)', { xs: [2, 9] }, 'for x = 9 of xs: it needs less than 5'],
    ['xs.all(x, x > 1)', { xs: [] }, 'xs is empty'],
    ['jwt.nope == 1', { jwt }, 'jwt.nope fails: no such key: nope'],
    ['xs.map(x, 10 / x)', { xs: [1, 0] }, 'for x = 0: 10 / x fails: division by zero'],
    ['jwt.admin ? "a" : jwt.sub', { jwt }, 'jwt.admin is false, and jwt.sub is "ann"'],
    ['jwt.sub + "!"', { jwt }, 'jwt.sub is "ann"'],
    ['1 + 1', {}, ''],
  ])('%s', async (expr, vars, sentence) => {
    expect((await explain(expr, vars)).because).toBe(sentence);
  });

  it('is the message of what cannot run', async () => {
    const { because, root, answer } = await explain('a +');
    expect(root).toBeUndefined();
    expect(answer.ok ? '' : answer.message).toBe(because);
  });
});

describe('reads', () => {
  it.each<[string, string[]]>([
    ['request.headers["x-a"] == "1" && jwt.sub != ""', ['request.headers["x-a"]', 'jwt.sub']],
    ['xs.exists(x, x == y.z)', ['xs', 'y.z']],
    ['m[k].a', ['m.a', 'k']],
    ['cel.bind(v, a.b, v + c)', ['a.b', 'c']],
    ['has(a.b) && a.b.c', ['a.b', 'a.b.c']],
    ['math.least(a, 1) == int("1")', ['a']],
    ['type(a) == int', ['a']],
  ])('%s', async (expr, paths) => {
    const names = ['request', 'jwt', 'xs', 'y', 'm', 'k', 'a', 'c'];
    expect((await explainOp({ expr, types: Object.fromEntries(names.map((name) => [name, 'dyn'])) })).reads).toEqual(paths);
  });
});

describe('macros written out', () => {
  it('shows the fold', async () => {
    expect((await explain('[1].exists(x, x > 0)')).expanded).toBe(
      ['fold(x in [1], @result = false', '  while @not_strictly_false(!@result)', '  @result || (x > 0)', '  @result)'].join(',\n'),
    );
    expect((await explain('cel.bind(x, 1, x + 1)')).expanded).toBe('let x = 1\n  in x + 1');
    expect((await explain('1 + 1')).expanded).toBeUndefined();
  });
});

describe('costs', () => {
  it('are counted where the profile counts them', async () => {
    const { answer } = await explain('[1, 2].exists(x, x > 1)');
    expect(answer.ok && answer.cost?.actual).toBeGreaterThan(0);
  });

  it('are there for a run that failed, and without a run the bounds', async () => {
    const { answer, cost } = await explain('xs.map(x, 1 / x).size() > 0', { xs: [1, 0] });
    expect(answer.ok).toBe(false);
    expect(cost?.actual).toBeGreaterThan(0);
    expect(cost?.estimated?.[1]).toBe('18446744073709551615');
  });

  it('are those of the program: the API server counts otherwise', async () => {
    const expr = '"/a/b".startsWith("/a") && [1, 2, 3].exists(x, x > 2)';
    const [celGo, apiServer] = await Promise.all([explainOp({ expr }), explainOp({ expr, profile: 'kubernetes' })]);
    expect(apiServer.cost).toBeDefined();
    expect(apiServer.cost).not.toEqual(celGo.cost);
    expect((await explainOp({ expr, profile: 'agentgateway' })).cost).toBeUndefined();
  });
});

describe('other profiles', () => {
  it('explains what agentgateway does: a right-hand error is not absorbed', async () => {
    const { answer, because } = await explainOp({ expr: 'true && jwt.sub == "a"', profile: 'agentgateway', request: { path: '/' } });
    expect(answer.ok).toBe(false);
    expect(because).toContain('jwt.sub fails');
  });

  it('shows the value of a call of which agentgateway reads one member only', async () => {
    const request = { path: '/', body: '{"model": "small", "n": 2} and more' };
    const { root } = await explainOp({ expr: 'json(request.body).model == "small"', profile: 'agentgateway', request });
    const member = root?.children[0];
    expect(member).toMatchObject({ state: 'value', text: '"small"', decided: true });
    expect(member?.children[0]).toMatchObject({ state: 'value', text: '{"model": "small", "n": 2u}', decided: true });
    expect(member?.children[0]?.children[0]).toMatchObject({ state: 'value', type: 'bytes' });
  });

  it('marks what coalesce and default passed over, and what they took', async () => {
    const { root } = await explainOp({
      expr: 'coalesce(jwt.a, jwt.b, jwt.c) == "x"',
      profile: 'agentgateway',
      vars: { jwt: { b: 'x', c: 'y' } },
    });
    expect(root?.children[0]?.children.map(({ text, decided }) => [text, decided])).toEqual([
      ['error: no such key: a', true],
      ['"x"', true],
      ['"y"', false],
    ]);
    const taken = await explainOp({ expr: 'default(jwt.b, "z")', profile: 'agentgateway', vars: { jwt: { b: 'x' } } });
    expect(taken.root?.children.map(({ decided }) => decided)).toEqual([true, false]);
  });
});

describe('runs that end early', () => {
  it('is told where a limit stopped it', async () => {
    const nine = '[1,2,3,4,5,6,7,8,9]';
    const deep = Array.from('abcdefghi').reduceRight((body, v) => `${nine}.map(${v}, ${body})`, '1');
    const { answer, because, root } = await explain(deep);
    expect(answer).toMatchObject({ ok: false, code: 'limit_exceeded' });
    expect(because).not.toBe('');
    expect(root).toBeDefined();
  });

  it('takes what a profile tries while it plans', async () => {
    const { answer } = await explainOp({
      expr: "dyn(1) == 1 && timestamp('2024-01-01T00:00:00Z') != null",
      profile: 'kubernetes',
      check: false,
    });
    expect(answer.ok || answer.stage === 'eval').toBe(true);
  });
});

describe('long expressions', () => {
  it.each([
    ['agentgateway', Array(500).fill('1').join(' + ')],
    ['agentgateway', `jwt${'.b'.repeat(500)}`],
    ['cel', Array(10_000).fill('true').join(' && ')],
    ['cel', Array(250).fill('1').join(' + ')],
  ])('are evaluated and explained: %s %#', async (profile, expr) => {
    const { answer, root } = await explainOp({ expr, profile });
    expect(answer.ok || answer.stage === 'eval').toBe(true);
    expect(root).toBeDefined();
  });

  it('beyond what a tree can show are answered without one', async () => {
    const { answer, root, reads } = await explainOp({ expr: Array(10_000).fill('1').join('+'), profile: 'agentgateway' });
    expect(answer).toMatchObject({ ok: true, text: '10000' });
    expect(root).toBeUndefined();
    expect(reads).toEqual([]);
  });
});
