// How agentgateway's functions find their arguments, by what the real program answers: a value, or the kind of error, which
// decides what default() catches.
import { describe, expect, it } from 'vitest';
import { evaluateIn } from '../../../src/cel/evaluate.ts';
import { loadProfile } from '../../../src/cel/index.ts';
import { backends } from '../compile/backends.ts';

const agentgateway = (await loadProfile('agentgateway')) ?? expect.fail('no profile');
const vars = {
  jwt: { team: 'a', level: 3, tags: ['x'] },
  apiKey: { key: 'k', quota: 7, nested: { n: 1 } },
  metadata: { count: 3 },
  request: { path: '/shop', uri: 'http://a.test/shop?x=1', headers: { 'x-a': '1', 'x-b': ['1', '2'] } },
};

describe.each(backends)('calls ($name)', ({ backend }) => {
  const run = (expression: string): string => {
    const found = evaluateIn(agentgateway, { expr: expression, vars }, { backend });
    return found.ok ? found.text : found.code;
  };

  describe('of headers with several values, by a name that is written out', () => {
    it.each<[string, string]>([
      ['request.headers["x-b"]', '"1"'],
      ['request.headers["x-b"][0]', 'no_such_key'],
      ['[0].map(i, request.headers["x-b"][i])', '["1"]'],
      ['[1].exists(i, request.headers["x-b"] == "1")', 'false'],
      ['jwt.team.with(t, request.headers["x-b"])', '["1", "2"]'],
      ['{"k": 1}.mapValues(v, request.headers["X-B"])', '{"k": ["1", "2"]}'],
      ['[request.headers["x-b"]].map(v, v + "!")', '["1!"]'],
      ['request.headers["x-b"].with(v, v + "!")', '"1!"'],
      ['[1].map(i, request.headers["x-a"])', '["1"]'],
      ['request.headers.join()["x-b"]', '"1,2"'],
      ['request.headers.join(";")', 'function_error'],
    ])('is the first, but all of them in loops and bindings: %s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('of an index that nothing has', () => {
    it.each<[string, string]>([
      ['default(jwt.team[0], "d")', '"d"'],
      ['default(jwt.team["a"], "d")', 'no_such_overload'],
      ['default(jwt.team[0u], "d")', 'no_such_overload'],
      ['default(jwt.team.a, "d")', '"d"'],
      ['default(request.uri["a"], "d")', '"d"'],
      ['default(request.uri[1.5], "d")', 'no_such_overload'],
      ['default(null["a"], "d")', 'no_such_overload'],
      ['default(null.a, "d")', '"d"'],
    ])('is a missing key where it could be one: %s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  it.each<[string, string]>([
    ['optional.of(2.0)', '<object 2.0>'],
    ['optional.of([9223372036854775807, -0.0])', '<object [9223372036854775807,-0.0]>'],
    ['optional.of(optional.none())', '<object null>'],
    ['toJson(optional.of({"a": optional.of(1e3)}))', '"{\\"a\\":1000.0}"'],
  ])('write what an optional holds as they write numbers: %s', (expression, expected) => expect(run(expression)).toBe(expected));

  describe('of what tests a text', () => {
    it.each<[string, string]>([
      ['startsWith("/shop", "/admin")', 'true'],
      ['endsWith("a", "b")', 'true'],
      ['contains("abc", "x")', 'true'],
      ['contains("abc")', 'true'],
      ['matches("v12", "^[a-z]+$")', 'true'],
      ['contains([1, 2], 1)', 'false'],
      ['contains({"a": 1}, "a")', 'function_error'],
      ['contains("abc", 1 / 0)', 'true'],
      ['startsWith(1.5, "1")', 'no_such_overload'],
      // Called on what is no text, the argument stands for both.
      ['jwt.level.startsWith("9")', 'true'],
      ['jwt.level.startsWith(9)', 'no_such_overload'],
      ['"abc".startsWith("b")', 'false'],
      ['"abc".startsWith()', 'no_such_overload'],
      ['(1 / 0).startsWith("a")', 'divide_by_zero'],
      ['default(jwt.level.matches("9"), "d")', '"d"'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('of functions on a value', () => {
    it.each<[string, string]>([
      ['jwt.team.default("none")', '"none"'],
      ['jwt.nope.default("none")', 'no_such_key'],
      ['jwt.team.coalesce(null, 1)', '1'],
      ['"a".toJson("b")', '"\\"b\\""'],
      ['"a".json("1")', '1u'],
      ['"2026-01-01T00:00:00Z".timestamp()', 'no_such_overload'],
      ['"a".timestamp(0)', 'timestamp("1970-01-01T00:00:00Z")'],
      ['"a".getFullYear(timestamp(0))', '1970'],
      ['cidr("10.0.0.0/8").ip(1)', '<object "10.0.0.0">'],
      ['default("a".ip(), "d")', 'no_such_overload'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('of methods as functions', () => {
    it.each<[string, string]>([
      ['default(charAt("abc", 1), "d")', 'no_such_overload'],
      ['default(charAt(jwt.nope, 1), "d")', 'no_such_overload'],
      ['default(redacted("abc"), "d")', '"d"'],
      ['default("abc".redacted(1 / 0), "d")', '"d"'],
      ['default("abc".split(), "d")', 'no_such_overload'],
      ['default("abc".prefixLength(), "d")', '"d"'],
      ['request.headers.raw(1)', 'no_such_overload'],
      ['request.uri.query(1)', 'no_such_key'],
      ['hasValue(optional.of(1))', 'true'],
      ['orValue(optional.none(), 3)', '<object null>'],
      ['optional.none().or(1)', 'no_such_overload'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('of more', () => {
    it.each<[string, string]>([
      ['size("a", 1 / 0)', '1'],
      ['default(jwt.team)', '"a"'],
      ['default(jwt.nope)', 'no_such_overload'],
      ['bytes(b"a")', 'no_such_overload'],
      ['base64.decode("YQ")', 'b"a"'],
      ['base64.decode("YR")', 'function_error'],
      ['url.decode(1.5)', 'function_error'],
      ['optional.ofNonZeroValue({})', '<object null>'],
      ['optional.ofNonZeroValue(duration("0s"))', '<object null>'],
      ['int(0.0 / 0.0)', '0'],
      ['int(9223372036854775807.0)', '9223372036854775807'],
      ['int(-9223372036854775808.0)', '-9223372036854775808'],
      ['uint(18446744073709551615.0)', '18446744073709551615u'],
      ['int(1e30)', 'overflow'],
      ['math.bitShiftLeft(6u, 3)', '48u'],
      ['math.bitShiftLeft(6u, 3u)', 'function_error'],
      ['request.host', 'null'],
      ['request.version', '"HTTP/1.1"'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  describe('of && and || with errors', () => {
    it.each<[string, string]>([
      ['jwt.nope || 1 / 0 == 1', 'divide_by_zero'],
      ['1 / 0 == 1 && jwt.nope', 'no_such_key'],
      ['{} || jwt.nope', 'no_such_key'],
      ['jwt.nope || {}', 'no_such_key'],
      ['jwt.nope || true', 'true'],
    ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
  });

  it.each(['"".all(x, true)', 'b"".map(x, x)', '"".mapValues(v, v)'])('of loops over no list: %s', (expression) => {
    expect(run(expression)).toBe('no_such_overload');
  });

  it('see the members of an API key as ints, those of other free maps as uints', () => {
    expect(run('apiKey')).toBe('{"key": "<redacted>", "nested": {"n": 1u}, "quota": 7}');
    expect(run('metadata')).toBe('{"count": 3u}');
  });
});
