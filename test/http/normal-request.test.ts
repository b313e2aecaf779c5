import { describe, expect, it } from 'vitest';
import { utf8Text } from '../../src/http/bytes.ts';
import { normalise } from '../../src/http/normal-request.ts';
import { readSample } from '../../src/http/read-sample.ts';

describe('defaults', () => {
  it('are those of the headless contract', () => {
    expect(normalise({})).toEqual({
      method: 'GET',
      scheme: 'http',
      host: 'example.com',
      path: '/',
      hasPath: true,
      headers: [],
      body: new Uint8Array(0),
      listener: {},
      tls: undefined,
      source: { address: '127.0.0.1', port: undefined },
      directSource: { address: '127.0.0.1', port: undefined },
      destination: {},
      protocol: 'HTTP/1.1',
      jwt: undefined,
      vars: {},
      metadata: {},
      random: 0,
      isRandomGiven: false,
      runtime: {},
      time: undefined,
      responses: new Map(),
      verdicts: new Map(),
      connection: {},
      raw: undefined,
    });
  });

  it('take the host from the header when only that is given, and keep both when both are', () => {
    expect(normalise({ headers: { Host: 'a.test', x: '1' } })).toMatchObject({ host: 'a.test', headers: [['x', '1']] });
    expect(normalise({ host: 'b.test', headers: [['host', 'a.test']] })).toMatchObject({ host: 'b.test', headers: [['host', 'a.test']] });
    expect(normalise({ host: null }).host).toBeUndefined();
  });

  it('spread header lists, decode bodies, list responses', () => {
    const request = normalise({
      headers: { cookie: ['a=1', 'b=2'] },
      body: { base64: 'aGk' },
      responses: { c: [{ status: 503 }, {}], d: { body: 'x' } },
    });
    expect(request.headers).toEqual([
      ['cookie', 'a=1'],
      ['cookie', 'b=2'],
    ]);
    expect(utf8Text(request.body)).toBe('hi');
    expect(request.responses.get('c')?.map(({ status }) => status)).toEqual([503, 200]);
    expect(utf8Text(request.responses.get('d')?.[0]?.body ?? new Uint8Array())).toBe('x');
  });
});

describe('JSON of unknown shape', () => {
  it('keeps what is right and names the rest', () => {
    const { request, problems } = readSample({
      method: 'POST',
      path: 7,
      headers: { a: '1', b: ['2', 3], c: {} },
      tls: { sni: 'a', alpn: 'h2', peer: { dnsSans: ['x', 1] } },
      source: { port: 70000, address: '::1' },
      body: { base64: '!' },
      responses: { __proto__x: { status: 'x', tools: ['add'] }, m: [{ status: 500 }, 5] },
      wat: 1,
      host: null,
      jwt: null,
    });
    expect(request).toEqual({
      method: 'POST',
      headers: [
        ['a', '1'],
        ['b', '2'],
        ['b', '3'],
      ],
      tls: { sni: 'a', peer: { dnsSans: ['x'] } },
      source: { address: '::1' },
      responses: { __proto__x: { tools: ['add'] }, m: [{ status: 500 }] },
      host: null,
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'path',
      'headers.c',
      'tls.alpn',
      'tls.peer.dnsSans[1]',
      'source.port',
      'body',
      'responses.__proto__x.status',
      'responses.m[1]',
      'wat',
    ]);
  });

  it.each([null, 1, 'x', [], true])('is an empty request for %j', (json) => {
    const { request, problems } = readSample(json);
    expect(request).toEqual({});
    expect(problems).toHaveLength(1);
  });

  it('leaves out what nests too deep to be walked', () => {
    const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    const { request, problems } = readSample({ jwt: { a: deep(99) }, vars: { a: deep(100) }, metadata: { a: deep(50_000) } });
    expect(request).toEqual({ jwt: { a: deep(99) } });
    expect(problems.map(({ message }) => message)).toEqual([
      "'vars' nests deeper than 100 levels.",
      "'metadata' nests deeper than 100 levels.",
    ]);
  });

  it('takes names that surprise in JavaScript as names', () => {
    const { request } = readSample(JSON.parse('{"headers":{"__proto__":"1","constructor":"2"},"verdicts":{"__proto__":{"allow":true}}}'));
    expect(normalise(request).headers).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(normalise(request).verdicts.get('__proto__')).toEqual({ allow: true });
  });
});

describe('a request without a path', () => {
  it('differs from one with an empty path, and from one that leaves it open', () => {
    expect([null, '', undefined].map((path) => normalise(path === undefined ? {} : { path }))).toMatchObject([
      { path: '', hasPath: false },
      { path: '', hasPath: true },
      { path: '/', hasPath: true },
    ]);
  });
});
