// Which route takes a request: kinds of match, their order, and what happens where none fits.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask, routes, stepOf } from './support.ts';

const byMatches = (...matches: readonly string[]): string =>
  routes(matches.map((match, index) => `- name: r${index}\n  matches: [${match}]\n  backends: [{host: h.test:80}]`).join('\n'));

const routeFor = async (matches: readonly string[], request: SampleRequest): Promise<string | undefined> =>
  (await ask(byMatches(...matches), request)).route;

describe('a match of', () => {
  it.each<[string, SampleRequest, boolean]>([
    ['{path: {exact: /a}}', { path: '/a' }, true],
    ['{path: {exact: /a}}', { path: '/a?x=1' }, true],
    ['{path: {exact: /a}}', { path: '/a/' }, false],
    ['{path: {exact: /a}}', { path: '/A' }, false],
    ['{path: {pathPrefix: /a}}', { path: '/a/b' }, true],
    ['{path: {pathPrefix: /a}}', { path: '/ab' }, false],
    ['{path: {pathPrefix: /a/}}', { path: '/a' }, true],
    ['{path: {pathPrefix: /}}', { path: '/anything' }, true],
    ['{path: {regex: "/a/[0-9]+"}}', { path: '/a/12' }, true],
    ['{path: {regex: "/a/[0-9]+"}}', { path: '/x/a/12' }, false],
    ['{path: {regex: "/a/[0-9]+"}}', { path: '/a/12/x' }, false],
    ['{path: {pathPrefix: /}, method: POST}', { method: 'POST' }, true],
    ['{path: {pathPrefix: /}, method: POST}', { method: 'GET' }, false],
    ['{path: {pathPrefix: /}, headers: [{name: x-a, value: {exact: b}}]}', { headers: { 'X-A': 'b' } }, true],
    ['{path: {pathPrefix: /}, headers: [{name: x-a, value: {exact: b}}]}', { headers: { 'x-a': 'c' } }, false],
    ['{path: {pathPrefix: /}, headers: [{name: x-a, value: {exact: b}}]}', {}, false],
    ['{path: {pathPrefix: /}, headers: [{name: x-a, value: {regex: "[bc]+"}}]}', { headers: { 'x-a': 'bc' } }, true],
    ['{path: {pathPrefix: /}, headers: [{name: x-a, value: {regex: "[bc]+"}}]}', { headers: { 'x-a': 'bcd' } }, false],
    ['{path: {pathPrefix: /}, headers: [{name: ":method", value: {exact: PUT}}]}', { method: 'PUT' }, true],
    ['{path: {pathPrefix: /}, query: [{name: q, value: {exact: "1"}}]}', { path: '/?q=1' }, true],
    ['{path: {pathPrefix: /}, query: [{name: q, value: {exact: "1"}}]}', { path: '/?p=1' }, false],
    ['{path: {pathPrefix: /}, query: [{name: q, value: {regex: "[0-9]+"}}]}', { path: '/?q=77' }, true],
  ])('%s and %j: %j', async (match, request, fits) => {
    expect(await routeFor([match], { path: '/', ...request })).toBe(fits ? 'r0' : undefined);
  });
});

describe('of two matches', () => {
  it.each<[string, string, string, SampleRequest]>([
    ['exact beats prefix', '{path: {pathPrefix: /a}}', '{path: {exact: /a}}', { path: '/a' }],
    ['the longer prefix wins', '{path: {pathPrefix: /a}}', '{path: {pathPrefix: /a/b}}', { path: '/a/b' }],
    ['a method beats none', '{path: {pathPrefix: /a}}', '{path: {pathPrefix: /a}, method: GET}', { path: '/a' }],
    [
      'more headers win',
      '{path: {pathPrefix: /a}}',
      '{path: {pathPrefix: /a}, headers: [{name: x, value: {exact: y}}]}',
      { path: '/a', headers: { x: 'y' } },
    ],
    [
      'more parameters win',
      '{path: {pathPrefix: /a}}',
      '{path: {pathPrefix: /a}, query: [{name: q, value: {exact: "1"}}]}',
      { path: '/a?q=1' },
    ],
  ])('%s', async (_, loser, winner, request) => {
    expect(await routeFor([loser, winner], request)).toBe('r1');
    expect(await routeFor([winner, loser], request)).toBe('r0');
  });

  it('the first of equals wins', async () => {
    expect(await routeFor(['{path: {pathPrefix: /a}}', '{path: {pathPrefix: /a}}'], { path: '/a' })).toBe('r0');
  });
});

describe('hosts of routes', () => {
  const config = routes(
    ['a.test', '*.test', '*.b.test', '']
      .map((host, index) => `- name: r${index}\n${host === '' ? '' : `  hostnames: ["${host}"]\n`}  backends: [{host: h.test:80}]`)
      .join('\n'),
  );

  it.each([
    ['a.test', 'r0'],
    ['A.test', 'r1'],
    ['a.test:8080', 'r0'],
    ['c.test', 'r1'],
    ['x.b.test', 'r2'],
    ['x.y.b.test', 'r2'],
    ['test', 'r3'],
    ['.test', 'r1'],
    ['other.org', 'r3'],
  ])('%s goes to %s', async (host, expected) => {
    expect((await ask(config, { host })).route).toBe(expected);
  });

  it('falls through to the less specific host when no match of the better one fits', async () => {
    const nested = routes(`- name: exact
  hostnames: [a.test]
  matches: [{path: {exact: /only}}]
  backends: [{host: h.test:80}]
- name: wild
  hostnames: ["*.test"]
  backends: [{host: h.test:80}]`);
    expect((await ask(nested, { host: 'a.test', path: '/only' })).route).toBe('exact');
    expect((await ask(nested, { host: 'a.test', path: '/' })).route).toBe('wild');
  });
});

describe('the trace of a route', () => {
  it('names each loser with the first condition that failed and what it saw', async () => {
    const decision = await ask(
      byMatches(
        '{path: {exact: /cart}, method: POST}',
        '{path: {exact: /cart}, headers: [{name: x-beta, value: {exact: "true"}}]}',
        '{path: {pathPrefix: /}}',
      ),
      { path: '/cart', headers: { 'x-beta': 'maybe' } },
      { trace: true },
    );
    const losers = stepOf(decision, 'route')
      ?.losers?.map(({ target, because }) => `${target}: ${because}`)
      .join('\n');
    expect(decision.route).toBe('r2');
    expect(losers).toMatch(/r0: .*POST.*GET/);
    expect(losers).toMatch(/r1: .*x-beta.*maybe/);
  });

  it('is not made when nobody asks', async () => {
    expect((await ask(byMatches('{path: {pathPrefix: /}}'))).trace).toEqual([]);
  });
});

describe('backends', () => {
  const weighted = routes(`- name: split
  backends:
  - {host: stable.test:80, weight: 3}
  - {host: canary.test:80, weight: 1}
  - {host: off.test:80, weight: 0}`);

  it.each([
    [0, 'stable.test:80'],
    [2, 'stable.test:80'],
    [3, 'canary.test:80'],
    [4, 'stable.test:80'],
    [103, 'canary.test:80'],
  ])('random %d chooses %s', async (random, expected) => {
    const decision = await ask(weighted, { random });
    expect(decision.backends?.filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual([expected]);
    expect(decision.random).toBe(true);
    expect(decision.backends?.map(({ share }) => share)).toEqual([0.75, 0.25, 0]);
  });

  it.each([
    ['none', routes('- name: none')],
    ['only weight zero', routes('- name: none\n  backends: [{host: h.test:80, weight: 0}]')],
    ['a name that is nowhere', routes('- name: none\n  backends: [{backend: nobody}]')],
  ])('%s: an answer of the gateway itself', async (_, config) => {
    expect(await ask(config)).toMatchObject({ outcome: 'respond', status: 500, route: 'none' });
  });

  it('a dead endpoint gives 503', async () => {
    expect(await ask(routes('- name: a\n  backends: [{host: h.test:80}]'), { responses: { 'h.test:80': { reset: true } } })).toMatchObject({
      status: 503,
    });
  });
});

describe('route groups', () => {
  const config = `binds:
- port: 3000
  listeners:
  - routes:
    - name: parent
      matches: [{path: {pathPrefix: /team}}]
      policies: {responseHeaderModifier: {set: {x-from: parent}}}
      backends: [{routeGroup: team}]
routeGroups:
- name: team
  routes:
  - name: child
    matches: [{path: {pathPrefix: /team/a}}]
    backends: [{host: a.test:80}]
`;

  it('hand on to the route of the group, with the policies of both', async () => {
    const decision = await ask(config, { path: '/team/a' });
    expect(decision).toMatchObject({ outcome: 'forward', route: 'child' });
    expect(decision.response?.headers).toContainEqual(['x-from', 'parent']);
  });

  it('answer 404 where none of the group fits', async () => {
    expect(await ask(config, { path: '/team/b' })).toMatchObject({ outcome: 'respond', status: 404 });
  });
});

describe('a dynamic target', () => {
  const text = (target: string): string => routes(`- name: d\n  backends: [{dynamic: {target: ${JSON.stringify(target)}}}]`);
  it.each([
    ['"10.0.0.1:080"', '10.0.0.1:80'],
    ['"localhost:1"', 'localhost:1'],
  ])('%s is called', async (target, endpoint) => {
    expect((await ask(text(target))).endpoint).toBe(endpoint);
  });

  it.each([
    ['"10.0.0.1"', 'dynamic backend target "10.0.0.1": invalid host:port: 10.0.0.1'],
    ['"[::1]:80"', 'dynamic backend target "[::1]:80": invalid digit found in string'],
    ['"a:"', 'dynamic backend target "a:": cannot parse integer from empty string'],
    ['"a:70000"', 'dynamic backend target "a:70000": number too large to fit in target type'],
    ['":80"', 'empty string'],
    ['"a/b:80"', 'invalid uri character'],
    ['5', 'dynamic backend target expression must evaluate to a host:port string'],
    ['jwt.sub', 'dynamic backend target expression eval: execution: No such key: sub'],
  ])('%s is refused', async (target, error) => {
    const decision = await ask(text(target));
    expect([decision.status, decision.response?.body]).toEqual([503, `processing failed: ${error}`]);
  });
});
