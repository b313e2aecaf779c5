import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLine } from '../../src/cli/batch/answer-line.ts';

const answer = async (ask: unknown): Promise<Record<string, unknown>> =>
  JSON.parse(await answerLine(typeof ask === 'string' ? ask : JSON.stringify(ask))) as Record<string, unknown>;

describe('a line that cannot be used', () => {
  it.each<[unknown, Record<string, unknown>]>([
    ['{', { code: 'bad_line' }],
    ['[1]', { code: 'bad_line' }],
    ['null', { code: 'bad_line' }],
    [{ id: 1 }, { id: 1, code: 'bad_line' }],
    [
      { id: 'x', op: 'constructor' },
      { id: 'x', code: 'bad_line' },
    ],
    [
      { id: null, op: 'eval' },
      { id: null, code: 'bad_line', message: "'expr' is missing." },
    ],
    [
      { op: 'eval', expr: 5 },
      { code: 'bad_line', message: "'expr' must be a text." },
    ],
    [{ op: 'eval', expr: '1', types: { a: 1 } }, { code: 'bad_line' }],
    [{ op: 'eval', expr: '1', profile: 'nope' }, { code: 'unsupported_profile' }],
    [{ op: 'format' }, { code: 'bad_line' }],
    [{ op: 'route' }, { code: 'bad_line', message: "'config' or 'configFile' is missing." }],
    [{ op: 'route', config: 'a', requests: [1] }, { code: 'bad_line' }],
    [{ op: 'route', config: 'a', dialect: 'nope' }, { code: 'unsupported_dialect' }],
    [{ op: 'route', config: 'a', profile: 'nope' }, { code: 'unsupported_profile' }],
    [{ op: 'route', configFile: '/does/not/exist' }, { code: 'unreadable_file' }],
    [
      { op: 'check', config: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n' },
      { code: 'unsupported_dialect', dialect: 'gateway-api' },
    ],
    [{ op: 'check', config: 'hello' }, { code: 'unsupported_dialect' }],
    [{ op: 'impact', dialect: 'nope' }, { code: 'unsupported_dialect' }],
    [{ op: 'impact', before: { a: 1 } }, { code: 'bad_line' }],
    [
      { op: 'impact', before: {} },
      { code: 'bad_line', message: "'after' is missing." },
    ],
    [{ op: 'impact', dialect: 'agentgateway', before: {}, after: {} }, { code: 'unsupported_op' }],
    [
      { op: 'eval', expr: 'now', now: 'yesterday' },
      { code: 'bad_line', message: "'now' must be a time such as 2026-01-01T00:00:00Z." },
    ],
    [{ op: 'eval', expr: 'now', now: '2026-02-30T00:00:00Z' }, { code: 'bad_line' }],
    [
      { op: 'check', config: 'binds: []', profile: 'envoy' },
      { code: 'unsupported_profile', dialect: 'agentgateway' },
    ],
    [
      { op: 'check', config: 'a: "b' },
      { code: 'unsupported_dialect', diagnostics: [{ severity: 'error', line: 1 }, { code: 'gateway/unrecognised' }] },
    ],
    [
      { op: 'check', configFile: tmpdir() },
      { code: 'unreadable_file', message: `${tmpdir()} is a folder; name a file.` },
    ],
  ])('%j', async (ask, expected) => {
    expect(await answer(ask)).toMatchObject({ ok: false, stage: 'input', ...expected });
  });

  it('never makes a throw', async () => {
    const op = fc.constantFrom('eval', 'explain', 'format', 'route', 'check', 'graph', 'impact', 'x');
    const field = fc.constantFrom(
      'expr',
      'config',
      'configFile',
      'requests',
      'request',
      'vars',
      'types',
      'profile',
      'dialect',
      'files',
      'env',
      'check',
      'id',
      '__proto__',
    );
    await fc.assert(
      fc.asyncProperty(op, fc.dictionary(field, fc.jsonValue({ maxDepth: 2 })), async (name, fields) => {
        expect(await answer({ ...fields, op: name })).toHaveProperty('ok');
      }),
      { numRuns: 300 },
    );
  });
});

describe('an id', () => {
  it.each([
    '9007199254740993',
    '-12345678901234567890',
    '0.10000000000000000000001',
    '1e400',
    '{"a":[1e400,"}\\\\\\""],"id":2}',
    '[ 1.00 ]',
    '"\\ud800"',
    'true',
    'null',
  ])('%s is repeated as it was written', async (id) => {
    for (const rest of ['"op":"eval","expr":"1"', '"op":"nope"', '"op":"route"']) {
      expect(await answerLine(`{"x":{"id":5}, "id" : ${id} ,${rest}}`)).toMatch(`{"id":${id},"ok":`);
      expect(await answerLine(`{${rest},"y":[{"id":5},":,"],"i\\u0064":${id}}`)).toMatch(`{"id":${id},"ok":`);
    }
  });

  it('is the last of several, and none where there is none', async () => {
    expect(await answerLine('{"id":1e400,"op":"format","expr":"a","id":[2]}')).toBe('{"id":[2],"ok":true,"text":"a"}');
    expect(await answerLine('{"__proto__":{"id":1},"op":"format","expr":"a"}')).toBe('{"ok":true,"text":"a"}');
  });
});

describe('op eval', () => {
  it('answers with type, value, text and time', async () => {
    expect(await answer({ op: 'eval', id: 7, expr: '[1, 2].map(x, x * 2)' })).toMatchObject({
      id: 7,
      ok: true,
      type: 'list(int)',
      value: [2, 4],
      text: '[2, 4]',
      ns: expect.any(Number),
    });
  });

  it('answers a fault with its span', async () => {
    expect(await answer({ op: 'eval', expr: '1 + ' })).toMatchObject({
      ok: false,
      stage: 'parse',
      span: [expect.any(Number), expect.any(Number)],
    });
    expect(await answer({ op: 'eval', expr: '1 / 0' })).toMatchObject({ ok: false, stage: 'eval', code: 'divide_by_zero' });
  });

  it('says which parts of a request it passed over', async () => {
    expect(await answer({ op: 'eval', expr: '1', request: { path: 5 } })).toMatchObject({
      ok: true,
      warnings: [{ code: 'unread_field', severity: 'warning', path: 'request.path', message: "'path' must be a text." }],
    });
  });

  it.each(['yesterday', '2026-01-01', '2026-13-01T00:00:00Z'])('does not take %j for the time of a request', async (time) => {
    expect(await answer({ op: 'eval', expr: '1', request: { time } })).toMatchObject({ warnings: [{ path: 'request.time' }] });
  });

  it('keeps what it says of the expression beside that', async () => {
    const { warnings } = await answer({ op: 'eval', expr: 'nope || true', profile: 'agentgateway', request: { path: 5 } });
    expect(warnings).toMatchObject([{ code: 'undeclared_reference', span: [0, 4] }, { code: 'unread_field' }]);
  });

  it('gives every span as a pair of code points', async () => {
    expect(await answer({ op: 'eval', expr: "'\u{1f600}' == nmae", types: { name: 'string' } })).toMatchObject({
      span: [7, 11],
      issues: [{ span: [7, 11], fix: { span: [7, 11], text: 'name' } }],
    });
  });

  it('keeps the digits of whole numbers', async () => {
    for (const op of ['eval', 'explain']) {
      expect(await answer(`{"op":"${op}","expr":"x + 1","vars":{"x":9007199254740993}}`)).toMatchObject({ text: '9007199254740994' });
    }
  });

  it('stops what would not end', async () => {
    const nine = '[1,2,3,4,5,6,7,8,9]';
    const expr = Array.from({ length: 9 }, (_, i) => i).reduce((inner, i) => `${nine}.map(x${i}, ${inner})`, '1');
    expect(await answer({ op: 'eval', expr })).toMatchObject({ ok: false, stage: 'eval', code: 'limit_exceeded' });
    expect(await answer({ op: 'eval', expr: '('.repeat(20_000) })).toMatchObject({ ok: false, stage: 'parse' });
  });
});

describe('op format', () => {
  it('gives the canonical form', async () => {
    expect(await answer({ op: 'format', expr: "a  &&(b||'x'==c)" })).toMatchObject({ ok: true, text: 'a && (b || "x" == c)' });
  });
});

describe('configurations', () => {
  it('come from a file, too', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'gateglass-')), 'route.yaml');
    writeFileSync(file, 'kind: Ingress\napiVersion: networking.k8s.io/v1\n');
    expect(await answer({ op: 'check', configFile: file })).toMatchObject({ code: 'unsupported_dialect', dialect: 'ingress' });
  });
});

describe('op explain', () => {
  it('adds to the answer what every part was and what decided', async () => {
    const vars = { xs: [1, 5] };
    expect(await answer({ id: 7, op: 'explain', expr: 'xs.exists(x, x > 3) || false', vars })).toMatchObject({
      id: 7,
      ok: true,
      text: 'true',
      because: 'for x = 5 of xs: more than 3',
      reads: ['xs'],
      cost: { estimated: [expect.any(Number), expect.any(String)], actual: expect.any(Number) },
      expanded: expect.stringContaining('fold(x in xs'),
      root: {
        span: [0, 28],
        decided: true,
        children: [{ iterations: [{ binding: 'x = 1', node: { decided: false } }, { binding: 'x = 5' }] }, {}],
      },
    });
  });

  it('says what is wrong with an expression that cannot run', async () => {
    expect(await answer({ op: 'explain', expr: '1 +' })).toMatchObject({ ok: false, stage: 'parse', span: [3, 3] });
    expect(await answer({ op: 'explain' })).toMatchObject({ ok: false, stage: 'input', code: 'bad_line' });
  });
});
