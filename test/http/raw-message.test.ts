import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Text } from '../../src/http/bytes.ts';
import { normalise } from '../../src/http/normal-request.ts';
import { parseRawMessage } from '../../src/http/raw-message.ts';

const head = 'GET / HTTP/1.1\r\nHost: shop.test\r\n';
const codes = (raw: string): string[] => parseRawMessage(raw).faults.map(({ code }) => code);

describe('a message', () => {
  it('is taken apart', () => {
    const message = parseRawMessage('POST /a?b=1 HTTP/1.1\r\nHost: shop.test:80\r\nX-A:  1 \r\nX-a: 2\r\nContent-Length: 5\r\n\r\nhello');
    expect(message).toMatchObject({
      method: 'POST',
      target: '/a?b=1',
      form: 'origin',
      version: 'HTTP/1.1',
      headers: [
        ['Host', 'shop.test:80'],
        ['X-A', '1'],
        ['X-a', '2'],
        ['Content-Length', '5'],
      ],
      faults: [],
    });
    expect(utf8Text(message.body)).toBe('hello');
  });

  it('has its chunks joined', () => {
    const message = parseRawMessage(
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: 1\r\n\r\n',
    );
    expect(utf8Text(message.body)).toBe('hello!');
    expect(message.faults).toEqual([]);
  });

  it.each([
    ['GET http://shop.test/p HTTP/1.1', 'absolute'],
    ['OPTIONS * HTTP/1.1', 'asterisk'],
    ['CONNECT a.test:443 HTTP/1.1', 'authority'],
    ['GET p HTTP/1.1', 'other'],
  ])('%s has the form %s', (line, form) => {
    expect(parseRawMessage(`${line}\r\nHost: a\r\n\r\n`).form).toBe(form);
  });
});

describe('faults', () => {
  it.each<[string, string[]]>([
    ['garbage\r\n\r\n', ['bad-request-line']],
    ['', ['empty-message', 'bad-request-line', 'bad-method']],
    ['GET /a b HTTP/1.1\r\nHost: a\r\n\r\n', ['bad-target']],
    ['GET / HTTP/2.0\r\nHost: a\r\n\r\n', ['bad-version']],
    ['G@T / HTTP/1.1\r\nHost: a\r\n\r\n', ['bad-method']],
    ['GET /r HTTP/1.1\r\n\r\n', ['missing-host']],
    ['GET /r HTTP/1.0\r\n\r\n', []],
    [`${head}Host: other.test\r\n\r\n`, ['several-hosts']],
    [`${head}Bad Header: 1\r\n\r\n`, ['bad-header-name']],
    [`${head}X : 1\r\n\r\n`, ['blank-before-colon']],
    [`${head}nocolon\r\n\r\n`, ['header-without-colon']],
    [`${head} folded: 1\r\n\r\n`, ['folded-header']],
    [`${head}x: a\u0000b\r\n\r\n`, ['control-in-header']],
    ['GET / HTTP/1.1\nHost: a\n\n', ['bare-line-feed', 'bare-line-feed', 'bare-line-feed']],
    [`${head}x: 1\r2\r\n\r\n`, ['bare-carriage-return', 'control-in-header']],
    ['\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n', ['blank-before-request-line']],
    [head, ['unfinished-head']],
    [`${head}Content-Length: abc\r\n\r\n`, ['bad-content-length']],
    [`${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, ['content-lengths-differ']],
    [`${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, ['content-length-and-chunked']],
    [`${head}Transfer-Encoding: gzip\r\n\r\nx`, ['bad-transfer-encoding']],
    [`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, ['bad-chunk']],
    [`${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`, ['unfinished-body']],
    [`${head}Content-Length: 5\r\n\r\nhel`, ['unfinished-body']],
    [`${head}\r\nmore`, ['text-after-message']],
  ])('of %j', (raw, expected) => {
    expect(codes(raw)).toEqual(expected);
  });

  it('join a folded value', () => {
    expect(parseRawMessage(`${head}x: a\r\n\t b\r\n\r\n`).headers).toContainEqual(['x', 'a b']);
  });

  it('are found in any bytes without a throw, in linear time', () => {
    const piece = fc.constantFrom(
      'GET ',
      '/',
      ' HTTP/1.1',
      '\r\n',
      '\n',
      '\r',
      'Host: a',
      ':',
      ' ',
      '\t',
      'Content-Length: 3',
      'Transfer-Encoding: chunked',
      '3',
      'abc',
      '0',
      '\u0000',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void parseRawMessage(pieces.join(''))),
      { numRuns: 2000 },
    );
    for (const part of ['a: b\r\n', ' ', '\t', '1\r\na\r\n', '\r\n', 'x']) {
      expect(parseRawMessage(`${head}Transfer-Encoding: chunked\r\n\r\n${part.repeat(100_000)}`)).toBeDefined();
      expect(parseRawMessage(head + part.repeat(100_000))).toBeDefined();
    }
  });
});

describe('the normal request of a raw one', () => {
  it('takes everything from the message', () => {
    const request = normalise({ raw: `${head}X-A: 1\r\n\r\n`, method: 'POST', host: 'other.test', headers: { 'x-b': '2' } });
    expect(request).toMatchObject({ method: 'GET', host: 'shop.test', path: '/', headers: [['X-A', '1']], protocol: 'HTTP/1.1' });
    expect(request.raw?.faults).toEqual([]);
  });
});
