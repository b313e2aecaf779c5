// The server behind `npm start`: what it gives, what it refuses, and that no request ends it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serve.mjs';

const outside = mkdtempSync(join(tmpdir(), 'gateglass-serve-'));
const folder = join(outside, 'dist');
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'embed'), { recursive: true });
  for (const name of ['index.html', 'embed/index.html', '.hidden', 'a b.js']) writeFileSync(join(folder, name), name);
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(outside, 'dist.txt'), 'secret');
  server = await serve({ folder, prefix: '/some/where/' });
});
afterAll(async () => {
  await server.close();
  rmSync(outside, { recursive: true });
});

/** The status and body for a request line as it is. */
function ask(target: string, method = 'GET'): Promise<readonly [number, string]> {
  return new Promise((done, failed) => {
    let text = '';
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
      socket.write(`${method} ${target} HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n`);
    });
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
    });
    socket.on('error', failed);
    socket.on('close', () => done([Number(text.slice(9, 12)), text.split('\r\n\r\n').slice(1).join('')]));
  });
}

describe('the server', () => {
  it.each([
    ['/some/where/', 'index.html'],
    ['/some/where/index.html?x=1', 'index.html'],
    ['/some/where/embed/', 'embed/index.html'],
    ['/some/where/a%20b.js', 'a b.js'],
    ['http://a.test/some/where/', 'index.html'],
  ])('gives %s', async (target, name) => {
    const [status, body] = await ask(target);
    expect([status, body.includes(name)]).toEqual([200, true]);
  });

  it.each([
    '/',
    '//',
    '///',
    'http://[',
    '/some/where',
    '/some/where/embed',
    '/some/where/nope',
    '/some/where/.hidden',
    '/some/where/../secret.txt',
    '/some/where/%2e%2e/secret.txt',
    '/some/where/..%2fsecret.txt',
    '/some/where/..%5csecret.txt',
    '/some/where//../../secret.txt',
    '/some/where/%',
    '/some/where/%00',
    '/some/where/../dist.txt',
  ])('has nothing at %s, and goes on', async (target) => {
    expect((await ask(target))[0]).toBe(404);
    expect((await ask('/some/where/'))[0]).toBe(200);
  });

  it('changes nothing', async () => {
    expect((await ask('/some/where/', 'POST'))[0]).toBe(405);
    expect(await ask('/some/where/', 'HEAD')).toEqual([200, '']);
  });

  it('says when its port is taken', async () => {
    await expect(serve({ folder, port: Number(new URL(server.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
