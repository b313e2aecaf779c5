// Chains that are nested to the left by the thousand: agentgateway reads and runs them, whatever their length. Ours do not need a deep
// stack for them, and give what the same sum gives by hand.
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/cel/compile.ts';
import { check, evaluate, explain, exprToJson, format, lint, loadProfile, parse, pretty } from '../../../src/cel/index.ts';
import type { Recorder } from '../../../src/cel/plan/plan.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';

const agentgateway = (await loadProfile('agentgateway')) ?? expect.fail('no profile');
const cel = (await loadProfile('cel')) ?? expect.fail('no profile');
const vars = { a: 3, p: true, s: 'x', deep: { next: 1 } };

const repeat = (n: number, term: (i: number) => string, sign: string): string => Array.from({ length: n }, (_, i) => term(i)).join(sign);

const told = (v: Value): string => (v instanceof CelError ? `${v.code} at ${v.node}` : text(v));

describe('chains of 10,000 terms', () => {
  const n = 10_000;
  it.each([
    ['a sum of constants', repeat(n, () => '1', ' + '), '10000'],
    ['a sum of variables', repeat(n, () => 'a', ' + '), '30000'],
    ['sums and differences', `0${' + a - 2'.repeat(n / 2)}`, '5000'],
    ['a sum of texts', `size(${repeat(n, (i) => (i % 2 === 0 ? 's' : '"y"'), ' + ')})`, '10000'],
    ['disjunctions', repeat(n, () => '!p', ' || '), 'false'],
    ['conjunctions', repeat(n, () => 'p', ' && '), 'true'],
    ['equalities', repeat(n, () => 'p', ' == '), 'true'],
    ['calls', `s${'.lowerAscii()'.repeat(n / 2)}`, '"x"'],
    ['signs', `${'!'.repeat(n - 1)}p`, 'false'],
  ])('%s', (_, expression, expected) => {
    const answer = evaluate(agentgateway, expression, vars);
    expect(answer).toMatchObject({ ok: true, text: expected });
    expect(
      check(agentgateway, expression, { variables: { a: 'int', p: 'bool', s: 'string' } }).issues.filter((i) => i.severity === 'error'),
    ).toEqual([]);
  });

  it.each([
    ['fields', `deep${'.next'.repeat(n)}`, 'no_such_overload'],
    ['indexes', `deep${'["next"]'.repeat(n)}`, 'no_such_overload'],
    ['a fault at the start', `a / 0${' + 1'.repeat(n)}`, 'divide_by_zero'],
  ])('%s that fail', (_, expression, code) => {
    const answer = evaluate(agentgateway, expression, vars);
    expect(answer).toMatchObject({ ok: false, stage: 'eval' });
    expect(answer.ok ? '' : answer.code).toMatch(new RegExp(`${code}|no_such_key|function_error`));
  });

  it('are answered by everything that shows expressions', () => {
    const sum = repeat(n, () => 'a', ' + ');
    const explained = explain(agentgateway, sum, vars);
    expect(explained.answer).toMatchObject({ ok: true, text: '30000' });
    expect(explained).toMatchObject({ root: undefined, reads: ['a'] });
    expect(explained.because).toContain('too long');
    expect(format(agentgateway, sum)).toMatchObject({ ok: false, code: 'limit_exceeded' });
    expect(pretty(agentgateway, sum)).toMatchObject({ ok: false, code: 'limit_exceeded' });
    expect(exprToJson(parse(agentgateway, sum).expr)).toBeUndefined();
    expect(lint(agentgateway, sum, 'allow')).toBeInstanceOf(Array);
  });

  it('are refused where the program refuses them', () => {
    expect(
      evaluate(
        cel,
        repeat(n, () => '1', ' + '),
      ),
    ).toMatchObject({ ok: false, stage: 'parse', code: 'limit_exceeded' });
  });
});

describe('chains that are cut in lengths', () => {
  const lengths = [46, 47, 48, 49, 50, 71, 72, 73, 74, 95, 96, 97, 98, 120, 121, 200];

  it.each(lengths)('give what they are written for (%i)', (n) => {
    for (const [expression, expected] of [
      [
        repeat(n, (i) => (i % 3 === 0 ? 'a' : '1'), ' + '),
        Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 3 : 1)).reduce<number>((x, y) => x + y, 0),
      ],
      [repeat(n, (i) => String(i), ' - '), Array.from({ length: n }, (_, i) => i).reduce((x, y) => x - y)],
    ] as const) {
      for (const profile of [cel, agentgateway])
        expect(evaluate(profile, expression, vars)).toMatchObject({ ok: true, text: String(expected) });
    }
  });

  it.each(lengths)('fail at the same place as followed ones, and are followed whole (%i)', (n) => {
    const expression = `a${' + 1'.repeat(n - 30)} + s${' + 1'.repeat(28)}`;
    const seen = new Set<number>();
    const recorder: Recorder = { value: (id) => seen.add(id), enter: () => undefined, leave: () => undefined };
    const options = { profile: agentgateway.profile, variables: { a: 'int', s: 'string' } };
    const fast = compile(expression, options);
    const followed = compile(expression, { ...options, recorder });
    expect(told(fast.run?.(vars as never) ?? null)).toBe(told(followed.run?.(vars as never) ?? null));
    expect(seen.size).toBe(2 * n - 1);
  });
});
