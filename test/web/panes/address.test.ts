// The address bar: one line ⇄ scheme, host, path and transport.
import { describe, expect, it } from 'vitest';
import { addressOf, readAddress } from '../../../web/panes/request/address.ts';

const read = (text: string, before = {}) => {
  const address = readAddress(text, before);
  return address.ok ? address.changes : address.because;
};

describe('an address', () => {
  it('of https makes the connection TLS, with the host as SNI', () => {
    expect(read('https://EU.shop.test:8443/a?b=1')).toEqual({
      scheme: 'https',
      host: 'EU.shop.test:8443',
      path: '/a?b=1',
      tls: { sni: 'eu.shop.test' },
    });
  });
  it('of https at an IP address has no SNI', () => {
    expect(read('https://10.0.0.1/')).toMatchObject({ tls: {} });
  });
  it('of http makes it plain again', () => {
    expect(read('http://shop.test', { tls: { sni: 'shop.test' } })).toEqual({
      scheme: 'http',
      host: 'shop.test',
      path: '/',
      tls: undefined,
    });
  });
  it('that is only a path leaves the host', () => {
    expect(read('/v2/x?y')).toEqual({ path: '/v2/x?y' });
  });
  it.each(['', 'http://', 'http:///path', 'http://a b/', 'ftp://a/'])('%j is refused with a reason', (text) => {
    expect(read(text)).toEqual(expect.any(String));
  });
});

it('reads back what it shows', () => {
  for (const request of [
    { scheme: 'http', host: 'a.test:81', path: '/x//y?z=%20' },
    { scheme: 'https', host: 'b.test', path: '/', tls: { sni: 'b.test' } },
  ])
    expect({ ...request, ...(read(addressOf(request), request) as object) }).toEqual(request);
  expect(addressOf({ host: null, path: '/p' })).toBe('/p');
});
