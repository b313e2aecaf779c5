// A request written out as bytes is read back as the same request.
import { expect, it } from 'vitest';
import { latin1Text } from '../../../src/http/bytes.ts';
import { bodyOf } from '../../../src/http/normal-request.ts';
import { parseRawMessage } from '../../../src/http/raw-message.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { rawMessageOf } from '../../../web/panes/request/raw-message.ts';

it.each<SampleRequest>([
  { method: 'GET', host: 'shop.test:8080', path: '/a?x=1' },
  {
    method: 'POST',
    host: 'shop.test',
    path: '/',
    headers: [
      ['x-a', '1'],
      ['x-a', '2'],
    ],
    body: 'héllo',
  },
  { method: 'PUT', host: 'shop.test', path: '/', headers: { 'content-length': '3' }, body: { base64: 'AAH/' } },
  { path: '/', headers: { host: 'from-the-list.test' }, protocol: 'HTTP/1.0' },
])('%j', (request) => {
  const raw = parseRawMessage(rawMessageOf(request));
  expect(raw.faults).toEqual([]);
  expect(raw.method).toBe(request.method ?? 'GET');
  expect(raw.target).toBe(request.path);
  expect(raw.version).toBe(request.protocol ?? 'HTTP/1.1');
  expect(latin1Text(raw.body)).toBe(latin1Text(bodyOf(request.body)));
  expect(raw.headers.filter(([name]) => name.toLowerCase() === 'host')).toHaveLength(1);
});

it('an HTTP/2 request becomes one of HTTP/1.1, and none without a Host header gets one', () => {
  expect(rawMessageOf({ method: 'GET', host: 'a.test', path: '/', protocol: 'HTTP/2' })).toBe('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n');
  expect(rawMessageOf({ host: null, path: '/x' })).toBe('GET /x HTTP/1.1\r\n\r\n');
});
