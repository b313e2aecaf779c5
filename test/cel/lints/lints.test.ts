// Each rule with what it finds and what it leaves alone.
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/cel/check/check.ts';
import { environment } from '../../../src/cel/check/environment.ts';
import { lint, type Use } from '../../../src/cel/lints/index.ts';
import { loadProfile } from '../../../src/cel/profiles/index.ts';
import { parse } from '../../../src/cel/syntax/parser.ts';

const { profile } = (await loadProfile('agentgateway')) ?? expect.fail('the profile agentgateway is missing');

function codes(text: string, use: Use): readonly string[] {
  const parsed = parse(text, profile.syntax);
  expect(parsed.issues).toEqual([]);
  const checked = check(parsed.expr, environment(profile));
  const found = lint({ checked, profile, use });
  for (const { span } of found) expect(span.end).toBeLessThanOrEqual([...text].length);
  return found.map((issue) => issue.code);
}

describe('lints', () => {
  it.each([
    // A deny rule that fails lets the request through.
    ['jwt.tenant != "a"', 'deny', ['deny_may_fail']],
    ['has(jwt.tenant) && jwt.tenant != "a"', 'deny', []],
    ['!has(jwt.tenant) || jwt.tenant != "a"', 'deny', []],
    ['has(jwt.tenant) ? jwt.tenant != "a" : true', 'deny', []],
    ['jwt != null && jwt.tenant != "a"', 'deny', ['deny_may_fail']],
    ['default(jwt.tenant, "") != "a"', 'deny', []],
    ['request.path.startsWith("/admin")', 'deny', []],
    ['int(request.headers["x"]) > 3', 'deny', ['deny_may_fail']],
    ['"x" in request.headers && request.headers["x"] == "1"', 'deny', []],
    ['10 / size(request.path) > 1', 'deny', ['deny_may_fail']],
    ['size(request.path) / 10 > 1', 'deny', []],
    ['jwt.tenant == "a"', 'allow', []],
    ['jwt.tenant == "a"', 'require', []],
    // A rule gives a bool.
    ['request.path', 'allow', ['rule_not_bool']],
    ['"true"', 'condition', ['rule_not_bool']],
    ['jwt.admin', 'allow', []],
    ['request.path', 'value', []],
    // It looks at the request.
    ['true', 'allow', []],
    ['request.path == "/" || true', 'allow', ['constant_rule']],
    ['!(request.path == "/" && false)', 'allow', ['constant_rule']],
    // Methods have upper case.
    ['request.method == "get"', 'allow', ['method_case']],
    ['request.method in ["GET", "post"]', 'allow', ['method_case']],
    ['request.method == "GET"', 'allow', []],
    ['request.path == "get"', 'allow', []],
    // What is written is left out when it fails.
    ['jwt.sub', 'value', ['nullable_access']],
    ['jwt.sub + jwt.iss', 'value', ['nullable_access']],
    ['default(jwt.sub, "-")', 'value', []],
    ['jwt == null ? "-" : jwt.sub', 'value', []],
    ['jwt != null ? jwt.sub : "-"', 'value', []],
    ['has(jwt.sub) ? jwt.sub : "-"', 'value', []],
    ['request.path', 'value', []],
    ['llm.requestModel + string(llm.inputTokens)', 'value', ['nullable_access']],
  ] as const)('%s (%s): %j', (text, use, expected) => {
    expect(codes(text, use)).toEqual(expected);
  });
});
