// Input of every bad kind: a message with its place, within its time, and the rest still read.
import { describe, expect, it } from 'vitest';
import { evaluateOp } from '../../src/cel/evaluate.ts';
import { locateDiagnostic } from '../../src/diagnostics/located.ts';
import { open } from '../../src/gateway/open.ts';
import { route } from '../../src/gateway/route.ts';
import { standardServices } from '../../src/gateway/services.ts';
import { importRequest } from '../../src/http/import/import-request.ts';

const agw = (routes: string): string => `binds:
- port: 3000
  listeners:
  - routes:
    - name: good
      matches: [{path: {exact: /good}}]
      backends: [{host: 10.0.0.1:80}]
${routes}`;
const envoy = (more: string): string => `static_resources:
  clusters:
  - name: c
    connect_timeout: 1s
${more}`;

async function errorsOf(text: string): Promise<string[]> {
  const { sources, diagnostics } = await open({ files: [{ name: 'config.yaml', text }] });
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => locateDiagnostic(sources, diagnostic))
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('a configuration with', () => {
  it.each<[string, string, RegExp]>([
    ['bad YAML', agw('    - name: "x\n'), /^8:13 This quote is not closed/],
    ['an unknown field', agw('    - nmae: x\n'), /^8:7 .*did you mean 'name'/],
    ['a value of a wrong type', agw('    - name: x\n      backends: 5\n'), /^9:\d+ /],
    ['bad CEL', agw("    - name: x\n      policies: {authorization: {rules: [{allow: 'a +'}]}}\n"), /^9:\d+ /],
    ['an unknown field (Envoy)', envoy('    wat: 1\n'), /^5:5 .*wat/],
    ['a value of a wrong type (Envoy)', envoy('    lb_policy: [1]\n'), /^5:\d+ /],
    ['bad YAML (Envoy)', envoy('    type: [x\n'), /^\d+:\d+ /],
  ])('%s has an error in its place', async (_, text, expected) => {
    expect((await errorsOf(text)).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  it('an error still answers for its good part', async () => {
    const configuration = await open({ files: [{ name: 'config.yaml', text: agw('    - nmae: x\n      matches: 7\n') }] });
    expect(await route(configuration, [{ path: '/good' }], {}, standardServices)).toMatchObject([{ outcome: 'forward', route: 'good' }]);
  });

  it('an alias bomb is refused in its place', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) =>
        `a${i}: &a${i} [${Array(10)
          .fill(i === 0 ? 'x' : `*a${i - 1}`)
          .join(', ')}]`,
    );
    expect((await errorsOf(`binds: []\n${levels.join('\n')}\n`)).join('\n')).toMatch(/^\d+:\d+ Aliases would expand/m);
  });

  it('5 MB of routes is read', async () => {
    const routes = Array.from(
      { length: 30_000 },
      (_, i) =>
        `    - name: r${i}\n      hostnames: [h${i}.test]\n      matches: [{path: {pathPrefix: /p${i}}}]\n      backends: [{host: "10.0.${i % 256}.1:80"}]\n      # ${'-'.repeat(40)}\n`,
    ).join('');
    const text = agw(routes);
    expect(text.length).toBeGreaterThan(5_000_000);
    const configuration = await open({ files: [{ name: 'config.yaml', text }] });
    expect(configuration.valid).toBe(true);
    expect(await route(configuration, [{ host: 'h29999.test', path: '/p29999/x' }], {}, standardServices)).toMatchObject([
      { route: 'r29999' },
    ]);
  });

  it.each([
    ['listeners: [', '1:12 This'],
    ['foo: "bar\n', '1:6 This quote is not closed.'],
    ['{"foo": [1, 2', '1:9 '],
  ])('%j that is no known dialect is told what is wrong with it first', async (text, first) => {
    const errors = await errorsOf(text);
    expect(errors[0]?.startsWith(first), errors[0]).toBe(true);
    expect(errors.at(-1)).toMatch(/^1:1 This is no configuration of a gateway/);
  });

  it('5 MB of anything else is told', async () => {
    expect(await errorsOf('lorem ipsum '.repeat(450_000))).toHaveLength(1);
  });

  it.each(['['.repeat(20_000), '{a: '.repeat(20_000), `binds: ${'['.repeat(20_000)}`])(
    '%.12s… twenty thousand deep is told',
    async (text) => {
      expect((await errorsOf(text)).length).toBeGreaterThan(0);
    },
  );
});

describe('an expression', () => {
  it('of nine nested maps over nine elements stops', async () => {
    const list = '[1,2,3,4,5,6,7,8,9]';
    const expr = Array.from({ length: 9 }, (_, i) => i).reduce((inner, i) => `${list}.map(x${i}, ${inner})`, '1');
    expect(await evaluateOp({ expr })).toMatchObject({ ok: false, stage: 'eval', code: 'limit_exceeded' });
  });

  it('of twenty thousand parentheses is refused in its place', async () => {
    expect(await evaluateOp({ expr: '('.repeat(20_000) })).toMatchObject({
      ok: false,
      stage: 'parse',
      span: { start: expect.any(Number) },
    });
  });

  it('with a pattern that would backtrack for ever is answered', async () => {
    for (const profile of ['cel', 'agentgateway'])
      expect(await evaluateOp({ expr: "'aaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')", profile })).toMatchObject({
        ok: true,
        value: false,
      });
  });
});

describe('a request', () => {
  it.each(['http://a.test:99999/', 'http://', "curl 'http://a", 'GET', '{"path":'])('%s is told what is wrong', (text) => {
    expect(importRequest(text)).toMatchObject({ requests: [], problems: [{ severity: 'error', span: { start: expect.any(Number) } }] });
  });
});
