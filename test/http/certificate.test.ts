// What is read from a certificate made for this test with OpenSSL, whose own printout is what is expected.
import { describe, expect, it } from 'vitest';
import { hex, sha1, sha256 } from '../../src/cel/lib/digest.ts';
import { pemOf, readCertificates } from '../../src/http/certificate.ts';

const PEM = `${[
  '-----BEGIN CERTIFICATE-----',
  'MIICGTCCAb6gAwIBAgICHy4wCgYIKoZIzj0EAwIwOjELMAkGA1UEBhMCREUxFjAU',
  'BgNVBAoMDUV4YW1wbGUsIEluYy4xEzARBgNVBAMMCmNsaWVudCBvbmUwHhcNMjYx',
  'MTI2MTEwNTMwWhcNMzYxMTIzMTEwNTMwWjA6MQswCQYDVQQGEwJERTEWMBQGA1UE',
  'CgwNRXhhbXBsZSwgSW5jLjETMBEGA1UEAwwKY2xpZW50IG9uZTBZMBMGByqGSM49',
  'AgEGCCqGSM49AwEHA0IABAHiEzYGk5j1WxFDJ3e2MUaaqyuk7aukBgpP0BcpRX22',
  'm8TVquySWzJOtNEmGQh7hpTJFQtoPQGijipDJynIMGKjgbMwgbAwHQYDVR0OBBYE',
  'FLV4QMzec1vtBmQjAvlOP9W0EfQCMB8GA1UdIwQYMBaAFLV4QMzec1vtBmQjAvlO',
  'P9W0EfQCMA8GA1UdEwEB/wQFMAMBAf8wXQYDVR0RBFYwVIILb25lLmV4YW1wbGWC',
  'C3R3by5leGFtcGxlhhVzcGlmZmU6Ly9leGFtcGxlL25zL2GHBMAAAgeHECABDbgA',
  'AAAAAAAAAAAAAAGBCWFAZXhhbXBsZTAKBggqhkjOPQQDAgNJADBGAiEA6t1WVRSw',
  '9a4sibrG7oQjP1LdOp/nXjV8ZxogwdTwoEYCIQCUxgnz5CCfRtPBTI8Nc1V91S5P',
  '38sJGZE/EmSfvzGhSg==',
  '-----END CERTIFICATE-----',
].join('\n')}\n`;

describe('a certificate', () => {
  const [certificate] = readCertificates(PEM);

  it('has its names as RFC 2253 writes them, the last part first', () => {
    expect(certificate?.subject).toBe('CN=client one,O=Example\\, Inc.,C=DE');
    expect(certificate?.issuer).toBe('CN=client one,O=Example\\, Inc.,C=DE');
  });
  it('has its serial number, its validity and its fingerprints', () => {
    expect(certificate?.serial).toBe('1f2e');
    expect(new Date(certificate?.notBefore ?? 0).toISOString()).toBe('2026-11-26T11:05:30.000Z');
    expect(new Date(certificate?.notAfter ?? 0).toISOString()).toBe('2036-11-23T11:05:30.000Z');
    const der = certificate?.der ?? new Uint8Array();
    expect(hex(sha256(der))).toBe('45d115be5eadeccc4d69ada3c0f22b0aea6d55700146f791cdff4dd931b81ffe');
    expect(hex(sha1(der))).toBe('74ee470ce13bdd2696b921422fef37434a73977c');
  });
  it('has its alternative names by kind', () => {
    expect(certificate).toMatchObject({
      dnsSans: ['one.example', 'two.example'],
      uriSans: ['spiffe://example/ns/a'],
      ipSans: ['192.0.2.7', '2001:db8::1'],
      emailSans: ['a@example'],
    });
  });
  it('prints as the PEM text that it was read from', () => {
    expect(certificate === undefined ? '' : pemOf(certificate)).toBe(PEM);
  });
});

describe('what is no certificate', () => {
  it.each([
    ['nothing', ''],
    ['no base64', '-----BEGIN CERTIFICATE-----\n***\n-----END CERTIFICATE-----'],
    ['a length beyond its end', '-----BEGIN CERTIFICATE-----\nMIL/////\n-----END CERTIFICATE-----'],
    ['an empty sequence', '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----'],
  ])('%s is left out', (_, text) => {
    expect(readCertificates(text)).toEqual([]);
  });
  it('ends at any byte without a fault', () => {
    const [certificate] = readCertificates(PEM);
    const der = certificate?.der ?? new Uint8Array();
    for (let end = 0; end < der.length; end += 7) {
      const cut = Buffer.from(der.subarray(0, end)).toString('base64');
      expect(() => readCertificates(`-----BEGIN CERTIFICATE-----\n${cut}\n-----END CERTIFICATE-----`)).not.toThrow();
    }
  });
});
