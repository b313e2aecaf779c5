// Origins as agentgateway 1.4 compares them; every row was asked of the program itself.
import { expect, it } from 'vitest';
import { isOriginAllowed } from '../../../src/dialects/agentgateway/steps/cors-origin.ts';

it.each<[string, string, boolean]>([
  ['*', 'garbage', true],
  ['*', 'null', true],
  ['null', 'null', false],
  ['http://x.test:80', 'http://x.test', true],
  ['http://x.test', 'HTTP://X.test:80', true],
  ['http://x.test:080', 'http://x.test', true],
  ['https://*', 'https://x.test:443', true],
  ['https://*', 'https://x.test:444', false],
  ['https://*:8443', 'https://x.test:8443', true],
  ['http://*.c.test', 'http://a.b.c.test', true],
  ['http://*.c.test', 'http://c.test', false],
  ['http://foo*', 'http://foo', true],
  ['http://*a*a*', 'http://xaya', true],
  ['http://*a*a*', 'http://xay', false],
  ['http://*', 'http://*', false],
  ['http://*', 'http://a/b', false],
  ['http://x.test/', 'http://x.test/', false],
  ['http://x.test:*', 'http://x.test:9', false],
  ['*://x.test', 'http://x.test', false],
  ['http://x.test:65536', 'http://x.test:65536', false],
  ['http://[::1]', 'http://[::1]', false],
  ['ftp://x.test', 'ftp://x.test', false],
])('%s and %s: %j', (allowed, sent, expected) => {
  expect(isOriginAllowed([allowed], sent)).toBe(expected);
});
