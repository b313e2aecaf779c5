// Targets and hosts that are no usual ones. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { ask, routes } from './support.ts';

const APP = routes('- backends: [{host: app.test:80}]');
const inMode = (mode: string): string => `frontendPolicies: {connect: {mode: ${mode}}}\n${APP}`;
const statusOf = async (config: string, line: string, host?: string): Promise<number | undefined> =>
  (await ask(config, { raw: `${line} HTTP/1.1\r\n${host === undefined ? '' : `Host: ${host}\r\n`}\r\n` })).status;

describe('a Host', () => {
  it.each([
    ['a.test:80x', 200],
    ['a.test:', 200],
    ['http://a.test', 503],
    ['a.test:80/', 503],
    ['a.test:1:2', 503],
    ['a.test:%41', 503],
  ])('%s: %d', async (host, status) => expect(await statusOf(APP, 'GET /p', host)).toBe(status));
});

it('an absolute target names a host', async () => {
  expect(await statusOf(APP, 'GET http:///p', 'a.test')).toBe(400);
  expect(await statusOf(APP, 'GET http://b.test/p', 'a.test')).toBe(200);
});

it.each(['deny', 'route', 'tunnel'])('a CONNECT without a target is no request, in mode %s', async (mode) => {
  expect(await statusOf(inMode(mode), 'CONNECT ', 'a.test:443')).toBe(400);
});

describe('a port for tunnels', () => {
  it.each([
    ['GET /p', undefined, 405],
    ['GET /p', 'a b', 405],
    ['CONNECT /p', 'a.test:443', 400],
    ['CONNECT a.test', 'a.test:443', 400],
    ['CONNECT a.test:443', undefined, 404],
    ['CONNECT :443', 'a.test', 404],
  ])('%s with Host %s: %d', async (line, host, status) => expect(await statusOf(inMode('tunnel'), line, host)).toBe(status));
});
