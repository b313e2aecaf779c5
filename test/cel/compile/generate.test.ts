// The text that is generated: what stands in it, what never does, and which expressions are really generated.
import { describe, expect, it } from 'vitest';
import type { ProgramRequest } from '../../../src/cel/compile/backend.ts';
import { type Generated, generate } from '../../../src/cel/compile/generate.ts';
import { compile } from '../../../src/cel/compile.ts';
import { loadProfile } from '../../../src/cel/index.ts';

const loaded = (await loadProfile('cel')) ?? expect.fail('no profile cel');

const NAMES = ['a', 'b', 'i', 'jwt', 'list', 'now', 'request', 's', '__proto__', 'constructor', 'toString'];
const variables = Object.fromEntries(NAMES.map((name) => [name, 'dyn']));

function requestFor(text: string, types: Readonly<Record<string, string>> = variables): ProgramRequest {
  const requests: ProgramRequest[] = [];
  const programOf = (request: ProgramRequest) => {
    requests.push(request);
    return request.closures;
  };
  const { issues } = compile(text, { profile: loaded.profile, variables: types, backend: { programOf } });
  return requests[0] ?? expect.fail(issues[0]?.message ?? 'not compiled');
}

function codeOf(text: string, types?: Readonly<Record<string, string>>): Generated {
  const { expr, env, planned } = requestFor(text, types);
  const generated = generate(expr, env, planned);
  return 'refused' in generated ? expect.fail(generated.refused) : generated;
}

describe('generated code', () => {
  it.each([
    'i * 3 + a % 2 - 1',
    'request.headers["user-agent"]',
    'jwt.sub == "admin" || request.path == "/public"',
    'request.path.startsWith("/api/") && request.method in ["GET", "HEAD"]',
    'list.filter(x, x % 2 == 0).map(x, x * x).size()',
    'has(jwt.groups) && jwt.groups.exists(g, g == "admin")',
    'request.headers.map(k, k).size() > 0',
    'request.path.matches("^/v[0-9]+$")',
    '"user:" + jwt.sub + "@" + request.headers["host"]',
    '"%s has %d groups".format([jwt.sub, size(jwt.groups)])',
    'now + duration("1h") > timestamp("2024-01-01T00:00:00Z")',
    'i > 6 ? "big" : (i == 6 ? "six" : "small")',
    'list.exists(x, list.exists(y, list.exists(z, x + y + z == 1000)))',
    'cel.bind(v, a.b, v == "x" || v == "y")',
    'jwt.?sub.optMap(v, v == "x")',
  ])('%s needs no budget and no closure', (text) => {
    const { light, links } = codeOf(text);
    expect(light).toBeDefined();
    // A closure's step would be called with the variables.
    expect(light).not.toMatch(/k\d+\(vars\)/);
    expect(links.length).toBeLessThan(8);
  });

  it('builds no list where only its size is wanted', () => {
    expect(codeOf('list.filter(x, x > 1).map(x, x * 2).size()').light).not.toContain('push');
    expect(codeOf('list.filter(x, x > 1).map(x, x * 2)').light).toContain('push');
  });

  it('looks constants up in sets', () => {
    const chain = Array.from({ length: 20 }, (_, n) => `request.path == "/${n}"`).join(' || ');
    expect(codeOf(chain).links.some((link) => link instanceof Set && link.size === 20)).toBe(true);
    expect(codeOf('s in ["a", "b", "c", "d", "e", "f"]').links.some((link) => link instanceof Set && link.size === 6)).toBe(true);
  });

  it('calls the closures for what it has no code for', () => {
    expect(codeOf('list.sortBy(x, -x)[0]').metered).toMatch(/k\d+\(vars\)/);
  });

  it('says why it does not generate', () => {
    const long = `[${Array.from({ length: 9000 }, (_, n) => `a.f${n}`).join(', ')}]`;
    const { expr, env, planned } = requestFor(long);
    expect(generate(expr, env, planned)).toEqual({ refused: 'the code would be too long' });
  });
});

describe('what a user wrote', () => {
  const HOSTILE = ['"; throw 1; "', "'); throw 1; ('", '`\\x24{throw 1}`', '\\u2028throw 1', '*/ throw 1 /*', '\\n throw 1', '</script>'];

  it.each(HOSTILE)('stands in the code as a literal only: %s', (text) => {
    const quoted = `'''${text.replaceAll("'", "\\'")}'''`;
    const bodies = [`a == ${quoted}`, `a[${quoted}] == 1`, `has(a.b) && b in [${quoted}]`, `a.startsWith(${quoted})`, `{${quoted}: a}`].map(
      (expression) => codeOf(expression).light ?? codeOf(expression).metered ?? '',
    );
    for (const body of bodies) {
      const outside = body.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
      expect(outside).not.toMatch(/throw|script|\u2028/);
      expect(() => new Function('K', 'host', body)).not.toThrow();
    }
  });

  it.each([
    ['`odd name`', 'a.`odd name` == 1'],
    ['__proto__', 'a.__proto__ == 1 || __proto__ == 2'],
    ['constructor', 'a.constructor == 1 || constructor == 2'],
  ])('may name anything: %s', (_, expression) => {
    expect(codeOf(expression).light).not.toMatch(/[.]__proto__|[.]constructor|[.]odd/);
  });
});
