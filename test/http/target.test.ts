import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostNameOf, isIpAddress, splitAuthority } from '../../src/http/authority.ts';
import { decodeBase64, encodeBase64 } from '../../src/http/base64.ts';
import { formDecode, formEncode, formParameters, percentDecode, percentEncode, rawParameters, splitTarget } from '../../src/http/target.ts';
import { parseUrl } from '../../src/http/url.ts';

describe('targets', () => {
  it.each([
    ['/a', { path: '/a', query: undefined, fragment: undefined }],
    ['/a?', { path: '/a', query: '', fragment: undefined }],
    ['/a?b?c#d?e', { path: '/a', query: 'b?c', fragment: 'd?e' }],
    ['*', { path: '*', query: undefined, fragment: undefined }],
  ])('%s', (target, parts) => {
    expect(splitTarget(target)).toEqual(parts);
  });

  it('have parameters, raw and decoded', () => {
    const query = 'a=1&b&&a=x+y%2B%C3%A9&=v&c=d=e&%zz=%';
    expect(rawParameters(query).map(({ name, value }) => [name, value])).toEqual([
      ['a', '1'],
      ['b', ''],
      ['a', 'x+y%2B%C3%A9'],
      ['', 'v'],
      ['c', 'd=e'],
      ['%zz', '%'],
    ]);
    expect(formParameters(query)[2]).toEqual({ name: 'a', value: 'x y+é', hasValue: true });
    expect(rawParameters(undefined)).toEqual([]);
  });

  it('agree with the URL standard on decoding and encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const wellFormed = new TextDecoder().decode(new TextEncoder().encode(text));
        expect(`k=${formEncode(text)}`).toBe(new URLSearchParams([['k', wellFormed]]).toString());
        expect(formDecode(formEncode(text))).toBe(wellFormed);
        expect(percentDecode(percentEncode(text))).toBe(wellFormed);
      }),
    );
    expect(percentDecode('%ff%41')).toBe('\ufffdA');
  });
});

describe('authorities', () => {
  it.each([
    ['a.test:80', 'a.test', '80'],
    ['a.test', 'a.test', undefined],
    ['a.test:', 'a.test', ''],
    ['[::1]:8080', '[::1]', '8080'],
    ['::1', '::1', undefined],
    ['', '', undefined],
    ['a:b', 'a:b', undefined],
  ])('%s', (authority, host, port) => {
    expect(splitAuthority(authority)).toEqual({ host, port });
  });

  it('name a host, which may be an address', () => {
    expect(hostNameOf('[::1]:80')).toBe('::1');
    expect(['127.0.0.1', '[::1]', '::1', 'fe80::1%eth0'].every(isIpAddress)).toBe(true);
    expect(['a.test', '1.2.3', '256.1.1.1', '1.2.3.4.5', ''].some(isIpAddress)).toBe(false);
  });
});

describe('URLs', () => {
  it.each([
    ['http://a.test', { scheme: 'http', authority: 'a.test', host: 'a.test', port: 80, target: '/' }],
    ['HTTPS://u:p@A.test:443/x?y#z', { scheme: 'https', authority: 'A.test', userInfo: 'u:p', port: 443, target: '/x?y' }],
    ['http://a.test:8080?x=/@', { authority: 'a.test:8080', hasPort: true, target: '/?x=/@' }],
    ['wss://[::1]:9/', { scheme: 'https', authority: '[::1]:9', host: '[::1]' }],
  ])('%s', (text, expected) => {
    expect(parseUrl(text)).toMatchObject({ ok: true, url: expected });
  });

  it.each([
    ['http://', 'The URL has no host.', 7, 7],
    ['a.test/x', 'A URL begins with http:// or https://.', 0, 1],
    ['ftp://a.test/', "The scheme 'ftp' is not http or https.", 0, 3],
    ['http://a.test/x y', 'A URL cannot have a blank; write %20.', 15, 16],
    ['http://a.test:99999/', 'The port 99999 is above 65535.', 14, 19],
    ['http://a:b:c/', "'a:b:c' is not host:port.", 7, 12],
    ['http://[::1/', "'[::1' is not host:port.", 7, 11],
  ])('%s: %s', (text, message, start, end) => {
    expect(parseUrl(text)).toEqual({ ok: false, fault: { message, span: { start, end } } });
  });

  it('never make a throw', () => {
    const piece = fc.constantFrom('http', '://', 'a', ':', '@', '/', '?', '#', '[', ']', '80', '.', '%', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => void parseUrl(pieces.join(''), 'http')),
      { numRuns: 2000 },
    );
  });
});

describe('base64', () => {
  it('reads back what it wrote, in both alphabets, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(new Uint8Array(bytes));
        expect(decodeBase64(Buffer.from(bytes).toString('base64url'))).toEqual(new Uint8Array(bytes));
      }),
    );
  });
  it.each(['!', 'a', 'aaaaa', 'aa=a', '====', 'aé'])('refuses %s', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
