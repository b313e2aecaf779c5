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
      warnings: ["request.path: 'path' must be a text."],
    });
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
