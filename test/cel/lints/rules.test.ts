// Each rule with what it finds and what it leaves alone, in the profile that it is about.
import { describe, expect, it } from 'vitest';
import { lint, loadProfile, type Use } from '../../../src/cel/index.ts';
import type { CelIssue } from '../../../src/cel/result.ts';

const types = { xs: 'list(string)', n: 'int', s: 'string', b: 'bool', x: 'dyn' };

async function findings(profile: string, text: string, use: Use = 'condition'): Promise<readonly CelIssue[]> {
  const loaded = (await loadProfile(profile)) ?? expect.fail(profile);
  const found = lint(loaded, text, use, { variables: profile === 'cel' ? types : {} });
  for (const { span, fix } of found)
    for (const { start, end } of fix === undefined ? [span] : [span, fix.span]) {
      expect(start).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual([...text].length);
    }
  return found;
}

const codes = async (profile: string, text: string, use?: Use): Promise<readonly string[]> =>
  (await findings(profile, text, use)).map(({ code }) => code);

/** The text with the one fix made, which then has no such finding. */
async function mended(profile: string, text: string, code: string): Promise<string> {
  const [found] = (await findings(profile, text)).filter((issue) => issue.code === code);
  const fix = found?.fix ?? expect.fail(`no fix for ${code}`);
  const points = [...text];
  const after = [...points.slice(0, fix.span.start), fix.text, ...points.slice(fix.span.end)].join('');
  expect(await codes(profile, after)).not.toContain(code);
  return after;
}

describe('opposed comparisons', () => {
  it.each<[string, readonly string[]]>([
    ['s == "a" && s == "b"', ['opposed_comparisons']],
    ['"a" == s && b && "b" == s', ['opposed_comparisons']],
    ['s != "a" || s != "b"', ['opposed_comparisons']],
    ['s == "a" || s == "b"', []],
    ['s != "a" && s != "b"', []],
    ['s == "a" && xs[0] == "b"', []],
    ['xs.exists(y, y == "a" && y == "b")', ['opposed_comparisons']],
  ])('%s', async (text, expected) => expect(await codes('cel', text)).toEqual(expected));
});

describe('repeated operands', () => {
  it.each<[string, readonly string[]]>([
    ['b || s == "a" || b', ['repeated_operand']],
    ['s in ["a", "b", "a"]', ['repeated_operand']],
    ['s == s', ['repeated_operand']],
    ['b || s == "a"', []],
    ['n + n == n', []],
  ])('%s', async (text, expected) => expect(await codes('cel', text)).toEqual(expected));

  it('are left out by the fix, and brackets stay closed', async () => {
    expect(await mended('cel', '(b) || (s == "a" && n > 1) || (b)', 'repeated_operand')).toBe('b || s == "a" && n > 1');
    expect(await mended('cel', 's == "a" && (b || (b))', 'repeated_operand')).toBe('s == "a" && (b)');
  });

  it('may be what gives another value each time', async () =>
    expect(await codes('agentgateway', 'random() < 0.5 && random() < 0.5')).toEqual([]));
});

describe('negations and comparisons of bools', () => {
  it('mends them', async () => {
    expect(await mended('cel', '!(!b) && n > 1', 'double_negation')).toBe('b && n > 1');
    expect(await mended('cel', '!(!(b || n > 1))', 'double_negation')).toBe('(b || n > 1)');
    expect(await mended('cel', 'b == true', 'bool_comparison')).toBe('b');
    expect(await mended('cel', '(n > 1) != true', 'bool_comparison')).toBe('!(n > 1)');
    expect(await mended('cel', 'false == b', 'bool_comparison')).toBe('!b');
  });
  it.each(['!b', 'x == true', '!(b && !b)'])('leaves %s', async (text) => expect(await codes('cel', text)).toEqual([]));
});

describe('patterns', () => {
  it.each<[string, string, readonly string[]]>([
    ['agentgateway', 'request.path.matches("/api/.*")', ['unanchored_pattern']],
    ['envoy', 'request.url_path.matches("/api")', ['unanchored_pattern']],
    ['agentgateway', 'request.path.matches("^/api/.*")', []],
    ['agentgateway', 'request.path.matches("api")', []],
    ['agentgateway', 'request.host.matches("/api")', []],
    ['agentgateway', 'request.host.matches("^api.example.com$")', ['unescaped_dot']],
    ['agentgateway', 'request.headers["origin"].matches("https://.*.example\\\\.com")', ['unescaped_dot']],
    ['agentgateway', 'request.host.matches("^api\\\\.example\\\\.com$")', []],
    ['agentgateway', 'request.host.matches("^[a-z.]+$")', []],
    ['agentgateway', 'request.path.matches("^/a.com")', []],
    ['agentgateway', 'request.path.matches("^/(?=a)")', ['bad_pattern']],
    ['agentgateway', 'request.path.regexReplace("(", "") == ""', ['bad_pattern']],
    ['cel', 's.matches("a**")', ['bad_pattern']],
    ['cel', 'regex.replace(s, "(?<=a)", "") == ""', ['bad_pattern']],
    ['cel', 's.matches(xs[0])', []],
    ['agentgateway', 'request.path.matches("a**")', []],
  ])('%s: %s', async (profile, text, expected) => expect(await codes(profile, text)).toEqual(expected));

  it('are mended', async () => {
    expect(await mended('agentgateway', 'request.path.matches("/api/.*")', 'unanchored_pattern')).toBe('request.path.matches("^/api/.*")');
    expect(await mended('agentgateway', 'request.host.matches("^api.example.com$")', 'unescaped_dot')).toBe(
      'request.host.matches("^api\\\\.example\\\\.com$")',
    );
  });
});

describe('letters', () => {
  it('are those that requests have', async () => {
    expect(await mended('envoy', 'request.scheme in ["HTTPS"]', 'scheme_case')).toBe('request.scheme in ["https"]');
    expect(await mended('agentgateway', 'request.headers.exists(h, h.startsWith("X-"))', 'header_name_case')).toBe(
      'request.headers.exists(h, h.startsWith("x-"))',
    );
    expect(await mended('agentgateway', 'request.method != "post"', 'method_case')).toBe('request.method != "POST"');
  });
  it.each([
    // A look-up by name ignores case in both gateways.
    'request.headers["X-Team"] == "A"',
    '"X-Team" in request.headers',
    'request.scheme == "https"',
    'request.headers.exists(h, h == "x-a")',
  ])('leaves %s', async (text) => expect(await codes('agentgateway', text)).toEqual([]));
});

describe('addresses and paths', () => {
  it.each<[string, string, readonly string[]]>([
    ['envoy', 'source.address == "10.0.0.1"', ['address_form']],
    ['envoy', 'source.address == "10.0.0.1:80"', []],
    ['agentgateway', 'source.address in ["10.0.0.1:80"]', ['address_form']],
    ['agentgateway', 'source.address == "10.0.0.1"', []],
    ['agentgateway', 'source.address.startsWith("10.1")', ['address_prefix']],
    ['agentgateway', 'source.address.startsWith("10.1.")', []],
    ['envoy', 'source.address.startsWith("10.1")', ['address_prefix']],
    ['envoy', 'request.path == "/a"', ['path_with_query']],
    ['envoy', 'request.path.endsWith(".html")', ['path_with_query']],
    ['envoy', 'request.path == "/a?x=1"', []],
    ['envoy', 'request.url_path == "/a"', []],
    ['agentgateway', 'request.path == "/a"', []],
    ['agentgateway', 'request.path.startsWith("/admin")', ['prefix_without_slash']],
    ['agentgateway', 'request.path.startsWith("/admin/")', []],
    ['agentgateway', 'request.path.startsWith("/index.html")', []],
  ])('%s: %s', async (profile, text, expected) => expect(await codes(profile, text)).toEqual(expected));

  it('names the network that was meant', async () => {
    const [found] = await findings('agentgateway', 'source.address.startsWith("10.1")');
    expect(found?.hint).toContain('cidr("10.1.0.0/16").containsIP(source.address)');
    expect(await codes('agentgateway', 'cidr("10.1.0.0/16").containsIP(source.address)')).toEqual([]);
  });
});

describe('guards', () => {
  it.each<[string, Use, readonly string[]]>([
    ['!has(jwt.sub) && jwt.sub == "a"', 'allow', ['guard_reversed']],
    ['jwt.sub == "a" && !has(jwt.sub)', 'allow', ['guard_reversed']],
    ['has(jwt.sub) || jwt.sub == "a"', 'allow', ['guard_reversed']],
    ['has(jwt.sub) ? request.path == "/" : jwt.sub == "a"', 'allow', ['guard_reversed']],
    ['!has(jwt.sub) || jwt.sub == "a"', 'allow', []],
    ['has(jwt.sub) && jwt.sub == "a"', 'allow', []],
    ['!has(jwt.sub) && default(jwt.sub, "") == ""', 'allow', []],
    // An error gives way to the side that decides, whichever comes first.
    ['jwt.sub == "a" && has(jwt.sub)', 'deny', []],
    ['jwt.sub == "a" || !has(jwt.sub)', 'deny', []],
    ['jwt.sub == "a" && has(jwt.iss)', 'deny', ['deny_may_fail']],
    ['jwt.sub != null && request.path == "/"', 'deny', ['deny_may_fail']],
  ])('%s (%s)', async (text, use, expected) => expect(await codes('agentgateway', text, use)).toEqual(expected));
});

describe('loops, maps and numbers', () => {
  it.each<[string, string, readonly string[]]>([
    ['cel', 'xs.exists(y, b)', ['unused_loop_variable']],
    ['cel', 'xs.all(y, y != s)', []],
    ['cel', 'xs.exists(y, true)', []],
    ['cel', '{"a": 1}.all(k, v, v > 0)', []],
    ['agentgateway', 'jwt.groups.exists(request, request == "a")', ['hidden_variable']],
    ['agentgateway', 'jwt.groups.exists(g, g == "a")', []],
    ['cel', '{"a": 1, "a": 2}.size() == n', ['repeated_key']],
    ['cel', '{"a": 1, "b": 2}.size() == n', []],
    ['agentgateway', 'json(request.body).n + 1 > 2u', ['uint_arithmetic']],
    ['agentgateway', 'jwt.levels[0] + 1 > 2u', ['uint_arithmetic']],
    ['agentgateway', 'contains(request.path, "/admin")', ['second_ignored']],
    ['agentgateway', 'request.path.contains("/admin")', []],
    ['agentgateway', 'jwt.team.default("none") == "a"', ['receiver_ignored']],
    // What is wrong with an argument is said all the same.
    ['agentgateway', 'jwt.team.default(charAt(1)) == "a"', ['receiver_ignored', 'no_matching_overload']],
    ['cel', 'matches(s, "^a$")', []],
    ['agentgateway', 'json(request.body).n + 1u > 2u', []],
    // A claim by its name is an int.
    ['agentgateway', 'jwt.exp - 60 > 2', []],
    ['agentgateway', 'jwt["exp"] - 60 > 2', []],
    ['agentgateway', 'int(jwt.exp) - 60 > 2', []],
    ['agentgateway', 'jwt.exp > 60', []],
    ['cel', 'x.n + 1 > 2', []],
  ])('%s: %s', async (profile, text, expected) => expect(await codes(profile, text)).toEqual(expected));
});

describe('on hostile text', () => {
  it.each([
    ['many guards', Array.from({ length: 3000 }, (_, i) => `!has(jwt.a${i}) || jwt.a${i} == "x"`).join(' || ')],
    ['many equal terms', Array(5000).fill('jwt.a == "x"').join(' && ')],
    ['deep nesting', `${'!('.repeat(40)}jwt.a == "a"${')'.repeat(40)}`],
    ['many mistakes', Array(2000).fill('foo.bar(x)').join(' || ')],
  ])('ends: %s', async (_name, text) => {
    for (const use of ['deny', 'value'] as const) expect((await findings('agentgateway', text, use)).length).toBeLessThan(20_000);
  });
});
