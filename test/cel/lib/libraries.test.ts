// Rules of the libraries that hold for any argument, and answers at the edges. (The examples of the documentation run in
// test/cel/profiles/docs.test.ts; the official suite and recorded answers in the harness.)
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/cel/compile.ts';
import { split } from '../../../src/cel/lib/strings.ts';
import { replace, trim } from '../../../src/cel/lib/texts.ts';
import { loadProfile } from '../../../src/cel/profiles/index.ts';
import { fromJson } from '../../../src/cel/values/json.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';

const cel = (await loadProfile('cel')) ?? expect.fail('the profile cel is missing');
const kubernetes = (await loadProfile('kubernetes')) ?? expect.fail('the profile kubernetes is missing');

function programOf(expression: string, { profile } = cel): (vars: Readonly<Record<string, unknown>>) => Value {
  const variables = { a: 'dyn', b: 'dyn' };
  const { run, issues } = compile(expression, { profile, variables });
  if (run === undefined) throw new Error(issues.map((issue) => issue.message).join());
  return (vars) => run(Object.fromEntries(Object.entries(vars).map(([name, json]) => [name, fromJson(json, undefined)])));
}
const shown = (v: Value): string => (v instanceof CelError ? v.code : text(v));

const word = fc.string({ unit: fc.constantFrom('a', 'b', ',', '😀', 'é'), maxLength: 12 });
const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 12 });

describe('strings', () => {
  it('splits as Go does, and joins to the same text', () => {
    fc.assert(
      fc.property(word, word, (s, separator) => {
        const parts = split(s, separator, -1) as readonly string[];
        expect(parts.join(separator)).toBe(s);
        if (separator === '') expect(parts).toEqual([...s]);
      }),
    );
  });

  it('splits into at most as many parts as the limit says', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 5 }), (s, separator, limit) => {
        const parts = split(s, separator, limit) as readonly string[];
        expect(parts.length).toBeLessThanOrEqual(limit);
        expect(parts.join(separator)).toBe(s);
      }),
    );
  });

  it('replaces what lies between the parts', () => {
    fc.assert(
      fc.property(word, word, word, fc.integer({ min: -1, max: 4 }), (s, old, by, limit) => {
        fc.pre(old !== '');
        const parts = s.split(old);
        const n = limit < 0 ? parts.length : limit;
        const rule = parts.reduce((out, part, i) => out + (i <= n ? by : old) + part);
        expect(replace(s, old, by, limit)).toBe(rule);
      }),
    );
  });

  it.each([
    ['ab', '-', -1, '-a-b-'],
    ['ab', '-', 2, '-a-b'],
    ['😀', '-', -1, '-😀-'],
    ['', 'x', -1, 'x'],
    ['ab', '$&', 1, '$&ab'],
  ])('replaces nothing in %j by %j (%d)', (s, by, limit, expected) => {
    expect(replace(s, '', by, limit)).toBe(expected);
  });

  it('trims white space of any kind', () => {
    expect(trim('\u2003\u0085 a b\u3000\n')).toBe('a b');
  });

  const reversed = programOf('a.reverse().reverse() == a');
  it('reverses twice to the same', () => {
    fc.assert(fc.property(word, (a) => reversed({ a }) === true));
  });
});

describe('lists and sets', () => {
  it.each([
    ['a.sort()', (a: number[]) => a.toSorted((x, y) => x - y)],
    ['a.distinct()', (a: number[]) => [...new Set(a)]],
    ['a.reverse()', (a: number[]) => a.toReversed()],
    ['[a, [a]].flatten(9)', (a: number[]) => [...a, ...a]],
    ['a.slice(0, a.size())', (a: number[]) => a],
    ['a.filter(x, x > 0)', (a: number[]) => a.filter((x) => x > 0)],
    ['a.map(x, x * 2)', (a: number[]) => a.map((x) => x * 2)],
    ['a.map(x, x > 0, x * 2)', (a: number[]) => a.filter((x) => x > 0).map((x) => x * 2)],
    ['a.transformList(i, x, i + x)', (a: number[]) => a.map((x, i) => x + i)],
    ['a.sortBy(x, -x)', (a: number[]) => a.toSorted((x, y) => y - x)],
    ['[a.first().orValue(0)]', (a: number[]) => [a[0] ?? 0]],
    ['[a.last().orValue(0)]', (a: number[]) => [a.at(-1) ?? 0]],
  ])('%s', (expression, rule) => {
    const run = programOf(expression);
    fc.assert(fc.property(numbers, (a) => void expect(shown(run({ a }))).toBe(`[${rule(a).join(', ')}]`)));
  });

  it.each([
    ['sets.contains(a, b)', (a: number[], b: number[]) => b.every((x) => a.includes(x))],
    ['sets.intersects(a, b)', (a: number[], b: number[]) => b.some((x) => a.includes(x))],
    ['sets.equivalent(a, b)', (a: number[], b: number[]) => a.every((x) => b.includes(x)) && b.every((x) => a.includes(x))],
    ['a.hasAll(b)', (a: number[], b: number[]) => b.every((x) => a.includes(x))],
    ['a.hasOnly(b)', (a: number[], b: number[]) => a.every((x) => b.includes(x))],
    ['a.exists(x, x in b)', (a: number[], b: number[]) => a.some((x) => b.includes(x))],
    ['a.all(x, x in b)', (a: number[], b: number[]) => a.every((x) => b.includes(x))],
    ['a.exists_one(x, x in b)', (a: number[], b: number[]) => a.filter((x) => b.includes(x)).length === 1],
  ])('%s', (expression, rule) => {
    const run = programOf(expression);
    fc.assert(fc.property(numbers, numbers, (a, b) => void expect(run({ a, b })).toBe(rule(a, b))));
  });
});

describe('encoders', () => {
  const json = programOf('json.parse(json.encode(a)).value() == a');
  const yaml = programOf('yaml.parse(yaml.encode(a)).value() == a');
  it('reads the JSON and YAML that it writes (of what Go finds printable)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const a = JSON.parse(JSON.stringify(value));
        expect([json({ a }), yaml({ a })]).toEqual([true, true]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the edges', () => {
  it.each([
    ['"a".charAt(2)', 'index_out_of_bounds'],
    ['yaml.parse("a: \\u0007")', 'optional.none()'],
    ['"abc".substring(2, 1)', 'invalid_argument'],
    ['"abc".indexOf("c", -1)', 'index_out_of_bounds'],
    ['lists.range(1000000000)', 'invalid_argument'],
    ['[1, 2].slice(-1, 1)', 'invalid_argument'],
    ['[dyn(1), "a"].sort()', 'invalid_argument'],
    ['math.bitShiftLeft(1, 64)', '0'],
    ['math.bitShiftRight(-1, 63)', '1'],
    ['math.abs(-9223372036854775807 - 1)', 'overflow'],
    ['math.greatest(1, 1.5, 2u)', '2u'],
    ['math.round(0.49999999999999994)', '0.0'],
    ['math.round(-0.5)', '-1.0'],
    ['"%.3f".format([1.0005])', '"1.000"'],
    ['"%e".format([1234.5])', '"1.234500e+03"'],
    ['"%x".format([b"ab"])', '"6162"'],
    ['"%s".format([{"b": 1, "a": [true, null]}])', '"{a: [true, null], b: 1}"'],
    ['regex.replace("abc", "(b)", "[\\\\1\\\\1]")', '"a[bb]c"'],
    ['"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("^(a+)+$")', 'false'],
    ['ip(dyn("::ffff:1.2.3.4")).family()', 'invalid_argument'],
    ['cidr(dyn("10.0.0.0/33"))', 'invalid_argument'],
    ['base64.decode("YQ")', 'b"a"'],
    ['optional.of(1).optMap(x, x / 0)', 'divide_by_zero'],
    ['optional.none()[1 / 0]', 'optional.none()'],
    ['json.parse("10.0.0.1")', 'optional.none()'],
    ['json.parse("1.")', 'optional.of(1.0)'],
    ['json.parse("true", bool)', 'optional.of(true)'],
    ['json.parse("constructor", bool)', 'optional.none()'],
    [`json.parse("${'1'.repeat(90_000)}x")`, 'optional.none()'],
    ['{}.?a.b[dyn(1) / 0]', 'optional.none()'],
    ['optional.of([1])[1 / 0]', 'divide_by_zero'],
  ])('%s', (expression, expected) => {
    expect(shown(programOf(expression)({}))).toBe(expected);
  });

  it.each([
    ['quantity("1.5Gi").isGreaterThan(quantity("1.5G"))', 'true'],
    ['quantity("0.1").add(quantity("0.2")).compareTo(quantity("0.3"))', '0'],
    ['semver("1.0.0-alpha.1").isLessThan(semver("1.0.0-alpha.beta"))', 'true'],
    ['url("https://[::1]:80/").getHostname()', '"::1"'],
    ['[].sum()', '0'],
    ['{}.?a[1 / 0]', 'optional.none()'],
    ['optional.of(dyn(1))[1 / 0]', 'divide_by_zero'],
    ['[1, 2].indexOf(3)', '-1'],
    ['format.dns1123Label().validate("Contains_Bad").hasValue()', 'true'],
  ])('%s (kubernetes)', (expression, expected) => {
    expect(shown(programOf(expression, kubernetes)({}))).toBe(expected);
  });
});
