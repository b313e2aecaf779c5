import { describe, expect, it } from 'vitest';
import { importRequest, pasteKindOf } from '../../src/http/import/import-request.ts';

const entry = {
  startedDateTime: '2026-01-01T00:00:00.000Z',
  request: {
    method: 'POST',
    url: 'https://shop.test/a?b=c d',
    httpVersion: 'h2',
    headers: [
      { name: ':authority', value: 'shop.test' },
      { name: 'x-a', value: '1' },
      { name: 'Host', value: 'ignored' },
    ],
    postData: { mimeType: 'text/plain', text: 'hi' },
  },
};
const expected = {
  method: 'POST',
  scheme: 'https',
  host: 'shop.test',
  path: '/a?b=c%20d',
  headers: [['x-a', '1']],
  body: 'hi',
  tls: { sni: 'shop.test' },
  protocol: 'HTTP/2',
  time: '2026-01-01T00:00:00.000Z',
};

describe('what a paste is', () => {
  it.each([
    ['curl http://a.test', 'curl'],
    ['  $ curl a', 'curl'],
    ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'raw'],
    ['GET /x', 'raw'],
    [JSON.stringify({ log: { entries: [entry] } }), 'har'],
    [JSON.stringify({ log: { entries: [] } }), 'har'],
    [JSON.stringify(entry), 'har'],
    [JSON.stringify(entry.request), 'har'],
    ['{"path":"/x"}', 'sample'],
    ['[{"path":"/x"}]', 'sample'],
    ['https://a.test/x', 'url'],
    ['a.test:8080/x?y=1', 'url'],
    ['localhost:3000', 'url'],
    ['fetch("https://a.test/x", {"method":"PUT"});', 'fetch'],
    ['Bearer abc.def-123', 'token'],
    ['Authorization: Bearer abc.def-123', 'token'],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', 'token'],
    ['> GET /a HTTP/1.1\n> Host: a\n>\n', 'raw'],
    [':authority: a.test\n:path: /x', 'raw'],
    ['hello', 'unknown'],
    ['hello world.', 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (text, kind) => {
    expect(pasteKindOf(text)).toBe(kind);
  });
});

describe('HAR', () => {
  it.each([[{ log: { entries: [entry] } }], [entry]])('gives its requests', (json) => {
    expect(importRequest(JSON.stringify(json))).toEqual({ requests: [expected], problems: [] });
  });

  it('takes signs that browsers show as they are, and cookies that stand beside the headers', () => {
    const request = {
      ...entry.request,
      url: 'http://a.test/a|b?c={"d"}',
      headers: [],
      cookies: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    };
    expect(importRequest(JSON.stringify(request)).requests).toMatchObject([
      { path: '/a%7Cb?c=%7B%22d%22%7D', headers: [['cookie', 'a=1; b=2']] },
    ]);
    const given = { ...request, headers: [{ name: 'Cookie', value: 'c=3' }] };
    expect(importRequest(JSON.stringify(given)).requests).toMatchObject([{ headers: [['Cookie', 'c=3']] }]);
  });

  it('leaves out an entry whose URL is none, and says where', () => {
    const text = JSON.stringify({ log: { entries: [entry, { request: { ...entry.request, url: 'data:x' } }] } });
    const { requests, problems } = importRequest(text);
    expect(requests).toHaveLength(1);
    expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(['"data:x"']);
  });

  it('says where its JSON is broken', () => {
    expect(importRequest('{"log":{"entries":[}}').problems).toMatchObject([{ severity: 'error', span: { start: 18 } }]);
  });
});

describe('raw messages', () => {
  it('are read with any line ends, with or without body', () => {
    for (const end of ['\n', '\r\n'])
      expect(importRequest(['POST /a HTTP/1.1', 'Host: shop.test', 'X-A: 1', 'Content-Length: 2', '', 'hi'].join(end))).toEqual({
        requests: [{ method: 'POST', host: 'shop.test', path: '/a', headers: [['X-A', '1']], body: 'hi' }],
        problems: [],
      });
    expect(importRequest('GET /a').requests).toEqual([{ method: 'GET', path: '/a', headers: [] }]);
    expect(importRequest('GET https://a.test:8443/x HTTP/2\nx: 1\n').requests).toMatchObject([
      { scheme: 'https', host: 'a.test:8443', path: '/x', protocol: 'HTTP/2', tls: { sni: 'a.test' } },
    ]);
  });

  it('are read as curl prints them, the last one where it was sent again', () => {
    const sent = (path: string) => `> GET ${path} HTTP/1.1\n> Host: a.test\n> X-A: 1\n> \n`;
    const printed = `* Trying 10.0.0.1:80...\n* Connected\n${sent('/a')}< HTTP/1.1 301 Moved\n< Location: /b\n<\n${sent('/b')}< HTTP/1.1 200 OK\n`;
    expect(importRequest(printed)).toEqual({
      requests: [{ method: 'GET', host: 'a.test', path: '/b', headers: [['X-A', '1']] }],
      problems: [],
    });
  });

  it('are read as fields of HTTP/2', () => {
    expect(importRequest(':method: POST\n:path: /a\n:authority: a.test\n:scheme: https\nx-a: 1\n\nhi').requests).toEqual([
      {
        method: 'POST',
        scheme: 'https',
        host: 'a.test',
        path: '/a',
        headers: [['x-a', '1']],
        body: 'hi',
        protocol: 'HTTP/2',
        tls: { sni: 'a.test' },
      },
    ]);
  });

  it('report faults', () => {
    expect(importRequest('GET /a HTTP/1.1\nHost: a\nno colon here\n\n').problems).toMatchObject([
      { severity: 'warning', message: 'A header line has no colon.' },
    ]);
  });
});

describe('a call of fetch', () => {
  it('as a browser copies it', () => {
    const call = `await fetch("https://a.test/x?y=\\"1", {
      "headers": { "accept": "*/*", "x-a": "1" },
      "referrer": "https://r.test/",
      "body": "{\\"a\\":1}",
      "method": "POST",
      "mode": "cors"
    });`;
    expect(importRequest(call.replace('\\"1', '1'))).toMatchObject({
      requests: [
        {
          method: 'POST',
          host: 'a.test',
          path: '/x?y=1',
          headers: [
            ['accept', '*/*'],
            ['x-a', '1'],
            ['referer', 'https://r.test/'],
          ],
          body: '{"a":1}',
          tls: { sni: 'a.test' },
        },
      ],
      problems: [],
    });
    expect(importRequest('fetch("https://a.test/")').requests).toMatchObject([{ method: 'GET', host: 'a.test', headers: [] }]);
  });
  it('that a person wrote says what is read', () => {
    expect(importRequest('fetch("https://a.test/", { method: m })').problems).toMatchObject([{ severity: 'error' }]);
    expect(importRequest('fetch("https://a.test/" {})').problems).toMatchObject([{ severity: 'error' }]);
    expect(importRequest('fetch("https://a.test/",)').problems).toMatchObject([{ severity: 'error' }]);
  });
});

describe('hostile texts', () => {
  const many = (text: string) => text.repeat(400_000);
  // What takes quadratic time over these does not end before the test is given up.
  it.each([
    ['blanks behind an address', `fetch("a"${many(' ')}x`],
    ['blanks behind a call', `fetch("a", {})${many(' ')}x`],
    ['blanks behind a command in backticks', `\`curl${many(' ')}x`],
    ['options that curl does not have', `curl http://a.test${' --abcdefghijklm'.repeat(50_000)}`],
    ['brackets that nothing closes', `1.2.3.4 - - ${many('[ '.repeat(10))}`],
  ])('take no longer for their length: %s', (_, text) => {
    expect(importRequest(text)).toBeDefined();
  });

  it.each([
    ['labels', 'a.'],
    ['escapes', 'fetch("', '\\n'],
    ['letters of a token', 'Bearer ', 'a'],
    ['letters of an address', 'http://', 'a'],
    ['blanks', 'curl ', ' '],
  ])('of some million characters throw nothing: %s', (_, start, piece = start) => {
    expect(importRequest(start + piece.repeat(10_000_000 / piece.length))).toBeDefined();
  });
});

describe('a token', () => {
  it.each(['Bearer abc.def-123', 'authorization: bearer abc.def-123', 'Authorization: Bearer abc.def-123\n'])('%s is sent', (text) => {
    expect(importRequest(text).requests).toEqual([{ method: 'GET', path: '/', headers: [['authorization', 'Bearer abc.def-123']] }]);
  });
});

describe('URLs and JSON', () => {
  it('give one request', () => {
    expect(importRequest(' https://shop.test:8443/x ').requests).toEqual([
      { method: 'GET', scheme: 'https', host: 'shop.test:8443', path: '/x', tls: { sni: 'shop.test' }, listener: { port: 8443 } },
    ]);
    expect(importRequest('{"path":"/x","wat":1}')).toMatchObject({ requests: [{ path: '/x' }], problems: [{ severity: 'warning' }] });
    expect(importRequest('{"path":').problems).toMatchObject([{ severity: 'error' }]);
  });

  it('say where a URL is wrong', () => {
    const text = '  http://a.test:99999/';
    expect(importRequest(text).problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(['99999']);
  });
});
