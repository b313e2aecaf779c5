// Bytes beyond ASCII in what is matched. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { ask, routes } from './support.ts';

/** Characters of a raw message stand for bytes: `é` as UTF-8. */
const E_ACUTE = '\u00c3\u00a9';

const MATCHES = routes(`- matches: [{path: {exact: /any}, headers: [{name: x-a, value: {regex: ".*"}}]}]
- matches: [{path: {exact: /exact}, headers: [{name: x-a, value: {exact: "é"}}]}]
- matches: [{path: {exact: /regex}, headers: [{name: x-a, value: {regex: "é"}}]}]
- matches: [{path: {exact: /tab}, headers: [{name: x-a, value: {regex: "a\\tb"}}]}]
- matches: [{path: {exact: /pseudo}, headers: [{name: ":path", value: {regex: "/pseudo.*"}}]}]
- matches: [{path: {exact: /é}}]
- matches: [{path: {regex: "/g/é+"}}]
- matches: [{path: {exact: /query}, query: [{name: x, value: {exact: "é"}}]}]`).replaceAll(
  /matches: (.*)$/gm,
  'matches: $1\n      policies: {directResponse: {status: 200, body: x}}',
);

const statusOf = async (target: string, ...headers: readonly string[]): Promise<number | undefined> =>
  (await ask(MATCHES, { raw: `GET ${target} HTTP/1.1\r\nHost: a.test\r\n${headers.map((h) => `x-a: ${h}\r\n`).join('')}\r\n` })).status;

describe('a header value that is not all visible ASCII', () => {
  it('is compared with an exact value, and no regex matches it', async () => {
    expect(await statusOf('/exact', E_ACUTE)).toBe(200);
    expect(await statusOf('/any', E_ACUTE)).toBe(404);
    expect(await statusOf('/any', '\u00e9')).toBe(404);
    expect(await statusOf('/any', E_ACUTE, 'plain')).toBe(200);
    expect(await statusOf('/regex', E_ACUTE)).toBe(404);
    expect(await statusOf('/tab', 'a\tb')).toBe(200);
    expect(await statusOf('/pseudo?x=1')).toBe(200);
    expect(await statusOf(`/pseudo?x=${E_ACUTE}`)).toBe(404);
  });

  it('is told as the reason', async () => {
    const { trace } = await ask(MATCHES, { path: '/any', headers: [['x-a', 'é']] }, { trace: true });
    expect(JSON.stringify(trace)).toContain('header x-a is é, which no regex can match: it is not all ASCII');
  });
});

describe('a target with bytes beyond ASCII', () => {
  it.each([`/${E_ACUTE}`, `/g/${E_ACUTE}${E_ACUTE}`, `/query?x=${E_ACUTE}`, '/query?x=%C3%A9'])('is read as UTF-8: %s', async (target) => {
    expect(await statusOf(target)).toBe(200);
  });
});
