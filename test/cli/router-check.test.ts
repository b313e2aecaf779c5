import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerMatches } from '../../src/cli/router-check/header-match.ts';
import { buildCli } from '../tools/build-cli.mjs';
import { inRoot } from '../tools/paths.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gateglass-router-check-'));
beforeAll(() => buildCli(join(folder, 'cli')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'cli/gateglass.mjs'), 'router-check', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, out: stdout, err: stderr };
};
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const routes = `virtual_hosts:
- name: shop
  domains: [shop.test]
  routes:
  - match: {prefix: /old}
    redirect: {path_redirect: /new}
  - match: {prefix: /canary}
    route:
      weighted_clusters:
        clusters: [{name: a, weight: 30}, {name: b, weight: 70}]
  - match: {prefix: /hello}
    direct_response: {status: 200, body: {inline_string: hi}}
  - match: {prefix: /, runtime_fraction: {default_value: {numerator: 50}, runtime_key: some.key}}
    route: {cluster: some}
  - match: {prefix: /}
    route: {cluster: rest, prefix_rewrite: /api/}
`;
const test = (path: string, validate: object, input: object = {}) => ({
  test_name: path,
  input: { authority: 'shop.test', path, ...input },
  validate,
});

describe('router-check', () => {
  it('passes what holds, with the coverage of the tool', () => {
    const tests = [
      test('/old', { path_redirect: 'http://shop.test/new', code_redirect: 301, cluster_name: '' }),
      test('/canary', { cluster_name: 'a', virtual_host_name: 'shop', virtual_cluster_name: 'other' }, { random_value: 29 }),
      test('/canary', { cluster_name: 'b' }, { random_value: 30 }),
      test('/hello', { path_redirect: 'http://shop.test/hello', code_redirect: 200 }),
      test('/x', {
        cluster_name: 'rest',
        path_rewrite: '/api/x',
        host_rewrite: 'shop.test',
        request_header_matches: [{ name: 'x-envoy-original-path', string_match: { exact: '/x' } }],
      }),
      test('/x', { cluster_name: 'some' }, { runtime: 'some.key', random_value: 49 }),
      test('/x', { cluster_name: 'rest' }, { runtime: 'some.key', random_value: 50 }),
      test(
        '/x',
        { response_header_matches: [{ name: 'x-a', exact_match: '1' }] },
        { additional_response_headers: [{ key: 'x-a', value: '1' }] },
      ),
    ];
    expect(run(file('routes.yaml', routes), file('good.json', JSON.stringify({ tests })))).toEqual({
      status: 0,
      out: 'Current route coverage: 100%\n',
      err: '',
    });
  });

  it("says what fails in the tool's words", () => {
    const tests = [test('/x', { cluster_name: 'nope' }), test('/old', { path_redirect: 'http://shop.test/new' })];
    expect(
      run(
        file('routes.yaml', routes),
        file('bad.json', JSON.stringify({ tests })),
        '--details',
        '--fail-under',
        '50',
        '--detailed-coverage',
      ),
    ).toEqual({
      status: 1,
      out: [
        '/x',
        'expected: [nope], actual: [rest], test type: cluster_name',
        '/old',
        'Current route coverage: 16.6667%',
        ...['route[1] (a)', 'route[1] (b)', 'route[2]', 'route[3]', 'route[4]'].map((name) => `Missing test for route: shop: shop/${name}`),
        '',
      ].join('\n'),
      err: 'Failed to meet coverage requirement: 50%\n',
    });
  });

  it('reads YAML tests, and refuses what are none', () => {
    const yaml = 'tests:\n- test_name: one\n  input: {authority: shop.test, path: /x}\n  validate: {cluster_name: rest}\n';
    expect(run(file('routes.yaml', routes), file('tests.yaml', yaml))).toMatchObject({ status: 0 });
    expect(run(file('routes.yaml', routes), file('none.json', '{}'))).toMatchObject({ status: 2, err: expect.stringContaining("'tests'") });
    expect(run('x')).toMatchObject({ status: 2 });
  });

  const cases = inRoot('../shared/cases/envoy/router_check');
  it.skipIf(!existsSync(cases))("passes Envoy's own files (../shared/cases; skipped where it is not checked out)", () => {
    const names = readdirSync(cases).filter((name) => name.endsWith('.golden.proto.json'));
    for (const name of names) {
      const failures = name.includes('Failures');
      const config = join(cases, `${name.replace(/Failures/, '').replace('.golden.proto.json', '')}.yaml`);
      if (existsSync(config)) expect([name, run(config, join(cases, name)).status]).toEqual([name, failures ? 1 : 0]);
    }
  });
});

describe('header matchers', () => {
  it.each<[Parameters<typeof headerMatches>[0], readonly string[], boolean]>([
    [{ name: 'a', string_match: { exact: '1' } }, ['1'], true],
    [{ name: 'a', string_match: { prefix: 'X', ignore_case: true } }, ['xy'], true],
    [{ name: 'a', suffix_match: 'y' }, ['xy'], true],
    [{ name: 'a', contains_match: 'z' }, ['xy'], false],
    [{ name: 'a', safe_regex_match: { regex: 'x+' } }, ['xxy'], false],
    [{ name: 'a', string_match: { safe_regex: { regex: 'x+y' } } }, ['xxy'], true],
    [{ name: 'a', range_match: { start: 1, end: 5 } }, ['4'], true],
    [{ name: 'a', range_match: { start: 1, end: 5 } }, ['5'], false],
    [{ name: 'a', present_match: true }, [], false],
    [{ name: 'a', present_match: false }, [], true],
    [{ name: 'a', exact_match: '1', invert_match: true }, [], true],
    [{ name: 'a', exact_match: '1,2' }, ['1', '2'], true],
  ])('%j of %j', (matcher, values, expected) => {
    expect(headerMatches(matcher, values)).toBe(expected);
  });
});
