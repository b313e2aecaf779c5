// Whatever the text is, something comes back; and the index answers as a look at every route would.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/open.ts';
import { ask, askAll, policies, routes } from './support.ts';

const sample = `gateways: {default: {port: 3000}}
routes:
- name: a
  hostnames: [a.test]
  matches: [{path: {exact: /a}, headers: [{name: x, value: {exact: y}}]}]
  policies:
    authorization: {rules: ['jwt.sub == "me"']}
    transformations: {request: {set: {x-a: request.path}}}
    localRateLimit: [{maxTokens: 2, fillInterval: 1s}]
    jwtAuth: {issuer: i, audiences: [a], jwks: '{"keys": []}'}
  backends: [{host: h.test:80, weight: 2}, {mcp: {targets: [{name: t, mcp: {host: "http://m.test/mcp"}}]}}]
llm: {models: [{name: m, provider: openAI}]}
`;

describe('values that the loader refuses', () => {
  it('do not make it try for ever', async () => {
    const decision = await ask(policies('retry: {attempts: 1000000000000, codes: [503]}'), {
      responses: { 'app.test:80': { status: 503 } },
    });
    expect(decision.status).toBe(503);
    expect(decision.accessLog?.[0]).toContain('retry.attempt=255');
  });
});

describe('mangled text', () => {
  const junk = fc.constantFrom(
    '',
    ' ',
    '\n',
    '{',
    '}',
    '[',
    ']',
    ': ',
    '- ',
    '"',
    "'",
    '5',
    'null',
    'x',
    '&a',
    '*a',
    '|',
    '!!str',
    '\u0000',
    '\ud800',
  );
  const cut = fc.tuple(fc.nat(sample.length), fc.nat(12), junk);

  it('is never thrown back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
        const text = cuts.reduce((all, [at, length, put]) => all.slice(0, at) + put + all.slice(at + length), sample);
        await askAll(text, [{ host: 'a.test', path: '/a', method: 'POST', body: '{' }], { trace: true });
      }),
      { numRuns: 300 },
    );
  });

  it('is never thrown back when a value is of another kind', async () => {
    const lines = sample.split('\n');
    const value = fc.constantFrom('5', 'true', 'null', '[]', '{}', '[[1]]', '{a: {b: 1}}', '""', '1.5', '-1', '99999999999999999999');
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length - 1), value, async (at, put) => {
        const text = lines.map((line, index) => (index === at ? line.replace(/: .*/, `: ${put}`) : line)).join('\n');
        const configuration = await open({ files: [{ name: 'c.yaml', text }], dialect: 'agentgateway' });
        expect(configuration.dialect?.id).toBe('agentgateway');
        await askAll(text, [{ host: 'a.test', path: '/a' }], { trace: true });
      }),
      { numRuns: 200 },
    );
  });
});

describe('the index of routes', () => {
  const host = fc.constantFrom('', 'a.test', 'b.test', '*.test', '*.b.test', '*.a.b.test');
  const path = fc.oneof(
    fc.constantFrom('/', '/a', '/a/b', '/a/b/c', '/ab').map((text) => `exact: ${text}`),
    fc.constantFrom('/', '/a', '/a/', '/a/b', '/ab').map((text) => `pathPrefix: ${text}`),
    fc.constantFrom('/a.*', '/a/.', '.*').map((text) => `regex: "${text}"`),
  );
  const method = fc.constantFrom(
    '',
    ', method: POST',
    ', headers: [{name: x, value: {exact: y}}]',
    ', query: [{name: q, value: {exact: "1"}}]',
  );
  const one = fc.record({ host, path, method });
  const request = fc.record({
    host: fc.constantFrom('a.test', 'b.test', 'c.b.test', 'x.a.b.test', 'other.org'),
    path: fc.constantFrom('/', '/a', '/a/', '/a/b', '/a/b/c', '/ab', '/a?q=1'),
    method: fc.constantFrom('GET', 'POST'),
    headers: fc.constantFrom({}, { x: 'y' }),
  });
  const item = ({ host: name, path: match, method: more }: { host: string; path: string; method: string }, index: number): string =>
    `- {name: r${index}${name === '' ? '' : `, hostnames: ["${name}"]`}, matches: [{path: {${match}}${more}}], backends: [{host: h.test:80}]}`;

  it('finds the route that is found when each is asked alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), request, async (list, asked) => {
        const whole = (await ask(routes(list.map(item).join('\n')), asked)).route;
        const fitting = await Promise.all(
          list.map(async (route, index) => ((await ask(routes(item(route, index)), asked)).route === undefined ? [] : [index])),
        );
        const indexes = fitting.flat();
        expect(whole === undefined).toBe(indexes.length === 0);
        // Two at a time: the winner of all wins against each one that fits.
        for (const other of indexes) {
          const both = [...new Set([Number(whole?.slice(1)), other])].sort((a, b) => a - b);
          const duel = routes(both.map((index) => item(list[index] as (typeof list)[number], index)).join('\n'));
          expect((await ask(duel, asked)).route).toBe(whole);
        }
      }),
      { numRuns: 60 },
    );
  });
});
