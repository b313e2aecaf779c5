// What people are told to write in place of what the checker refuses: the fix, made, checks.
import { describe, expect, it } from 'vitest';
import { check, lint, loadProfile } from '../../../src/cel/index.ts';

const variables = {
  price: 'double',
  n: 'int',
  u: 'uint',
  s: 'string',
  b: 'bool',
  xs: 'list(string)',
  m: 'map(string, int)',
  t: 'timestamp',
  d: 'duration',
};

const load = async (profile: string) => (await loadProfile(profile)) ?? expect.fail(profile);

/** The text after the first fix. */
async function mended(profile: string, text: string): Promise<string | undefined> {
  const found = lint(await load(profile), text, 'value', { variables: profile === 'cel' ? variables : {} });
  const fix = found.find((issue) => issue.fix !== undefined)?.fix;
  if (fix === undefined) return undefined;
  const points = [...text];
  return [...points.slice(0, fix.span.start), fix.text, ...points.slice(fix.span.end)].join('');
}

const hints = async (profile: string, text: string): Promise<string> =>
  lint(await load(profile), text, 'value', { variables: profile === 'cel' ? variables : {} })
    .map(({ hint }) => hint ?? '')
    .join(' ');

describe('fixes', () => {
  it.each<[string, string, string]>([
    // Numbers.
    ['cel', 'price / 100', 'price / 100.0'],
    ['cel', '100 / price', '100.0 / price'],
    ['cel', 'u + 1', 'u + 1u'],
    ['cel', 'n + u', 'n + int(u)'],
    ['cel', 'n * 1.5', 'double(n) * 1.5'],
    ['cel', 'n == price', 'double(n) == price'],
    ['agentgateway', 'llm.inputTokens + 1', 'llm.inputTokens + 1u'],
    ['agentgateway', 'json(request.body).n + 1', 'json(request.body).n + 1u'],
    // Texts.
    ['cel', 's + n', 's + string(n)'],
    ['cel', '"n=" + 1', '"n=" + string(1)'],
    ['cel', 'n == "200"', 'n == 200'],
    ['cel', '"5" == u', '5u == u'],
    ['cel', 's == 5', 's == "5"'],
    ['cel', 'b == "true"', 'b == true'],
    ['cel', 't > "2024-01-01T00:00:00Z"', 't > timestamp("2024-01-01T00:00:00Z")'],
    ['cel', 'd == "5m"', 'd == duration("5m")'],
    // Collections.
    ['cel', 'xs.contains("a")', '"a" in xs'],
    ['cel', 'm.contains("a")', '"a" in m'],
    ['cel', '"a" in s', 's.contains("a")'],
    ['cel', 'xs.length()', 'xs.size()'],
    ['cel', 'len(xs)', 'size(xs)'],
    ['cel', 's.size', 's.size()'],
    ['cel', 's.length', 's.size()'],
    ['cel', 'has(m["a"])', '"a" in m'],
    // Conditions.
    ['cel', 's == "a" || "b"', 's == "a" || s == "b"'],
    ['cel', '1 < n < 3', '1 < n && n < 3'],
    // Names.
    ['cel', 's.startWith("a")', 's.startsWith("a")'],
    ['cel', 'startsWith(s, "a")', 's.startsWith("a")'],
    ['cel', 's.int()', 'int(s)'],
    ['cel', 's.toLowerCase()', 's.lowerAscii()'],
    ['cel', 'True', 'true'],
    ['cel', 'nil == null', 'null == null'],
    ['cel', 'math.max(n, 1)', 'math.greatest(n, 1)'],
    ['cel', 'math.absolute(n)', 'math.abs(n)'],
    ['cel', 'xs.exist(x, x == "a")', 'xs.exists(x, x == "a")'],
    ['cel', 'xs.any(x, x == "a")', 'xs.exists(x, x == "a")'],
    ['cel', 'xs.every(x, x.size() > 1)', 'xs.all(x, x.size() > 1)'],
    ['agentgateway', 'reqest.path', 'request.path'],
    ['agentgateway', 'request.header["x"]', 'request.headers["x"]'],
    ['agentgateway', 'request.headers.x-team-id', 'request.headers["x-team-id"]'],
    ['agentgateway', 'source.address.inCIDR("10.0.0.0/8")', 'cidr("10.0.0.0/8").containsIP(source.address)'],
    ['envoy', 'source.adress', 'source.address'],
    ['envoy', 'response.code == "200"', 'response.code == 200'],
    ['kubernetes', 'objct.spec', 'object.spec'],
    ['kubernetes', 'quantity("1Gi") > quantity("1Mi")', 'quantity("1Gi").isGreaterThan(quantity("1Mi"))'],
    ['kubernetes', 'semver("1.2.3") <= semver("2.0.0")', 'semver("1.2.3").compareTo(semver("2.0.0")) <= 0'],
  ])('%s: %s', async (profile, text, expected) => {
    expect(await mended(profile, text)).toBe(expected);
    const { issues } = check(await load(profile), expected, { variables: profile === 'cel' ? variables : {} });
    expect(issues).toEqual([]);
  });
});

describe('hints', () => {
  it.each<[string, string, string]>([
    ['cel', 's != null', 'A string never equals null. To ask whether a field is there, write has(…).'],
    ['agentgateway', 'response.code == [1]', 'A uint never equals a list(int): this is always false.'],
    ['cel', 'xs.exists(s == "a")', 'It is written list.exists(x, condition).'],
    ['cel', 'math.hypotenuse(1)', 'math has '],
    ['cel', 't > "yesterday"', 'timestamp("2026-01-31T00:00:00Z")'],
    ['envoy', 'request.path.lowerAscii()', 'enable_string_functions'],
    ['envoy', 'request.path + request.host', 'enable_string_concat'],
    ['envoy', 'string(request.size)', 'enable_string_conversion'],
    ['kubernetes', 'has(object)', 'as in has(object.field)'],
  ])('%s: %s', async (profile, text, expected) => {
    const said =
      (await hints(profile, text)) +
      lint(await load(profile), text, 'value', { variables })
        .map(({ message }) => message)
        .join(' ');
    expect(said).toContain(expected);
  });

  it('leave out what only follows from another mistake', async () => {
    const found = lint(await load('cel'), 'xs.exist(y, y == "a") && math.foo(1)', 'value', { variables });
    expect(found.map(({ code, span }) => [code, span.start])).toEqual([
      ['undeclared_reference', 3],
      ['undeclared_reference', 30],
    ]);
  });

  it('say once what Envoy refuses and our checker finds too', async () => {
    const found = lint(await load('envoy'), 'request.path.startWith("/a")', 'value');
    expect(found).toMatchObject([{ severity: 'error', fix: { text: 'startsWith' } }]);
  });

  it('name the phases in which a variable exists', async () => {
    const found = lint(await load('agentgateway'), 'response.code == 200u', 'value', { phase: 'request' });
    expect(found).toMatchObject([{ code: 'absent_in_phase', span: { start: 0, end: 8 } }]);
    expect(found[0]?.hint).toContain('response');
  });
});
