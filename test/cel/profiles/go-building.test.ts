// What cel-go does with expressions that its checker has not seen, or could not see through (cel-go and Kubernetes' rules, asked).
import { describe, expect, it } from 'vitest';
import { evaluate, loadProfile } from '../../../src/cel/index.ts';

const cel = (await loadProfile('cel')) ?? expect.fail('no profile');
const kubernetes = (await loadProfile('kubernetes')) ?? expect.fail('no profile');
const envoy = (await loadProfile('envoy')) ?? expect.fail('no profile');

const run = (profile: typeof cel, expression: string, check = false): string => {
  const answer = evaluate(profile, expression, {}, { check });
  return answer.ok ? answer.text : `${answer.stage} error`;
};

describe('a call that is not reached', () => {
  it.each([
    'size()',
    'size(a, b)',
    'a.size(b)',
    'startsWith(a)',
    'a.startsWith()',
    'a.startsWith(b, c)',
    'a.matches(b, c)',
    'sets.contains(a)',
    'optional.of()',
    'type(a, b)',
    'base64.encode()',
    'lists.range(a, b)',
    'unheardOf()',
    'a.sort(b)',
  ])('stops the run where its function has one implementation, of another count: %s', (call) =>
    expect(run(cel, `true || ${call}`)).toBe('eval error'),
  );

  it.each([
    'int()',
    'timestamp(a, b, c)',
    'a.indexOf()',
    'a.format()',
    'a.substring()',
    'a.orValue()',
    'a.slice()',
    'unheardOf(a)',
    'a.unheardOf()',
  ])('does not matter where its function has several, or takes a list of them: %s', (call) =>
    expect(run(cel, `true || ${call}`)).toBe('true'),
  );

  it('keeps a program of the API server from being built', () => {
    expect(run(kubernetes, 'true || quantity()')).toBe('check error');
    expect(run(kubernetes, 'true || quantity(a, b)')).toBe('check error');
    expect(run(kubernetes, 'true || semver(a, b, c)')).toBe('true');
  });
});

describe('NaN', () => {
  const NAN = 'dyn(0.0 / 0.0)';
  it.each(['"a"', 'b"a"', 'true', 'timestamp(0)', 'duration("1s")', '1u'])('is not ordered against %s, and no error', (other) => {
    for (const sign of ['<', '<=', '>', '>=']) {
      expect(run(cel, `${NAN} ${sign} dyn(${other})`, true)).toBe('false');
      expect(run(cel, `dyn(${other}) ${sign} ${NAN}`, true)).toBe('false');
    }
  });

  it.each(['[1]', '{}', 'null', 'int', 'optional.of(1)', 'ip("::1")'])('is looked at only where the left one has an order: %s', (other) => {
    expect(run(cel, `${NAN} < dyn(${other})`, true)).toBe('false');
    expect(run(cel, `dyn(${other}) < ${NAN}`, true)).toBe('eval error');
  });

  it('is an error in Kubernetes, and beside what is no number in Envoy', () => {
    expect(run(kubernetes, `${NAN} < dyn("a")`, true)).toBe('eval error');
    expect(run(kubernetes, `${NAN} < dyn(1)`, true)).toBe('eval error');
    expect(run(envoy, `${NAN} < dyn("a")`)).toBe('eval error');
    expect(run(envoy, `${NAN} < dyn(1)`)).toBe('false');
  });
});

describe('a minus before a duration', () => {
  it.each<[string, string]>([
    ['-dyn(duration("90s"))', 'duration("-90s")'],
    ['-dyn(duration("-0.5s"))', 'duration("0.5s")'],
    ['-duration("1s")', 'check error'],
  ])('negates it where the checker does not see it: %s', (expression, expected) => {
    expect(run(cel, expression, true)).toBe(expected);
    expect(run(kubernetes, expression, true)).toBe(expected);
  });

  it('is no operator of Envoy', () => expect(run(envoy, '-duration("1s")')).toBe('eval error'));
});

describe('the names that tools write', () => {
  it.each(['cel.iterVar(0, 9007199254740993)', 'cel.iterVar(9223372036854775807, 0)'])('may have any number: %s', (name) =>
    expect(run(cel, `[1].map(${name}, ${name} + 1)`, true)).toBe('[2]'),
  );
  it.each(['cel.index(9223372036854775807)', 'cel.index(30)'])('must be declared: %s', (name) =>
    expect(run(cel, `cel.block([1], ${name})`, true)).toBe('check error'),
  );
  it.each(['cel.index(-1)', 'cel.index(1e300)', 'cel.index(1u)'])('have no other: %s', (name) =>
    expect(run(cel, `cel.block([1], ${name})`, true)).toBe('parse error'),
  );
});

describe('a constant that can index nothing', () => {
  it.each(['{}[null]', 'dyn([1])[b"a"]', 'dyn({})[int]', '{}[?null].hasValue()'])(
    'stops the run even where it is not reached: %s',
    (index) => {
      expect(run(cel, `true || dyn(${index}) == 1`, true)).toBe('eval error');
    },
  );
  it.each(['{}[timestamp(0)]', '{}[[]]', '[1][true]'])('does not, where it has to be computed or is a key of maps: %s', (index) =>
    expect(run(cel, `true || ${index}`)).toBe('true'),
  );
});

describe('an empty text', () => {
  it.each<[string, string]>([
    ['dyn("").all(x, false)', 'true'],
    ['dyn(b"").map(x, x)', '[]'],
    ['dyn("a").all(x, true)', 'eval error'],
    ['dyn(null).all(x, true)', 'eval error'],
  ])('is a range of no rounds in cel-go, not in the API server: %s', (expression, expected) => {
    expect(run(cel, expression, true)).toBe(expected);
    expect(run(kubernetes, expression, true)).toBe('eval error');
  });
});

describe('optional.none()', () => {
  it('gives what stands beside it, whatever it is', () => {
    expect(run(cel, 'optional.none().or(dyn(1))', true)).toBe('1');
    expect(run(cel, 'optional.of(2).or(dyn(1))', true)).toBe('optional.of(2)');
    expect(run(kubernetes, 'optional.none().or("a")')).toBe('"a"');
  });
  it('is what Kubernetes finds in values without parts, by keys that could be some', () => {
    const inside = 'dyn(optional.of(1))';
    expect(run(kubernetes, `${inside}[dyn("a")]`, true)).toBe('optional.none()');
    expect(run(kubernetes, `[dyn({})].map(k, ${inside}[k])`, true)).toBe('eval error');
    expect(run(kubernetes, '[dyn({})].map(k, dyn(1)[?k])', true)).toBe('eval error');
  });
});

describe('a message of a duration', () => {
  it.each<[string, string]>([
    ['9223372036, nanos: 854775807', 'duration("9223372036.854775807s")'],
    ['9223372036, nanos: 854775808', 'duration("9223372036.854775807s")'],
    ['-9223372037, nanos: 999999999', 'duration("-9223372036.854775808s")'],
    ['4611686018427387904', 'duration("9223372036.854775807s")'],
    ['1, nanos: -1', 'duration("0.999999999s")'],
  ])('is as long as one can be: %s', (fields, expected) =>
    expect(run(cel, `google.protobuf.Duration{seconds: ${fields}}`, true)).toBe(expected),
  );
});
