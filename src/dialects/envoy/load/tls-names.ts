// Names that BoringSSL, as Envoy 1.40 carries it, knows: cipher suites up to TLS 1.2, groups, signature algorithms. One name that it does
// not know refuses the whole list.

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Suites by OpenSSL's names, and the groups of suites that may stand in a list. Names of TLS 1.3 are not among them. */
const CIPHERS = words(
  'DES-CBC3-SHA AES128-SHA AES256-SHA AES128-GCM-SHA256 AES256-GCM-SHA384 PSK-AES128-CBC-SHA PSK-AES256-CBC-SHA ' +
    'ECDHE-ECDSA-AES128-SHA ECDHE-ECDSA-AES256-SHA ECDHE-ECDSA-AES128-SHA256 ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ' +
    'ECDHE-RSA-AES128-SHA ECDHE-RSA-AES256-SHA ECDHE-RSA-AES128-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384 ' +
    'ECDHE-PSK-AES128-CBC-SHA ECDHE-PSK-AES256-CBC-SHA ECDHE-RSA-CHACHA20-POLY1305 ECDHE-ECDSA-CHACHA20-POLY1305 ECDHE-PSK-CHACHA20-POLY1305 ' +
    'ALL DEFAULT HIGH FIPS RSA kRSA aRSA ECDH ECDHE EECDH kECDHE kEECDH ECDSA aECDSA PSK kPSK aPSK ' +
    '3DES AES AES128 AES256 AESGCM CHACHA20 SHA SHA1 SSLv3 TLSv1 TLSv1.2',
);

/** The same suites by the names of the standard. */
const STANDARD =
  /^TLS_(?:RSA_WITH_(?:3DES_EDE_CBC_SHA|AES_(?:128|256)_CBC_SHA|AES_128_GCM_SHA256|AES_256_GCM_SHA384)|PSK_WITH_AES_(?:128|256)_CBC_SHA|ECDHE_(?:RSA|ECDSA)_WITH_(?:AES_(?:128|256)_CBC_SHA|AES_128_CBC_SHA256|AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256)|ECDHE_PSK_WITH_(?:AES_(?:128|256)_CBC_SHA|CHACHA20_POLY1305_SHA256))$/;

const CURVES = words('X25519 x25519 P-256 P-384 P-521 prime256v1 secp384r1 secp521r1 X25519MLKEM768 MLKEM1024');

/** What of a list of suites is refused; undefined: nothing. `[A|B]` are suites of equal rank, `A+B` what is in both, `!A` none of them. */
export function cipherProblem(suites: readonly string[]): string | undefined {
  const tokens = suites.flatMap((suite) => suite.split(':')).filter((token) => token !== '');
  if (tokens.length === 0) return undefined;
  const names = tokens
    .flatMap((token) =>
      token
        .replace(/^[-+!]/, '')
        .replace(/^\[(.*)\]$/, '$1')
        .split('|'),
    )
    .flatMap((t) => t.split('+'));
  const unknown = names.find((name) => !CIPHERS.has(name) && !STANDARD.test(name));
  if (unknown !== undefined) return `${JSON.stringify(unknown)} is no cipher suite up to TLS 1.2 that Envoy knows`;
  return tokens.every((token) => /^[-+!]/.test(token)) ? 'nothing is left of them' : undefined;
}

export const unknownCurve = (curves: readonly string[]): string | undefined =>
  curves.flatMap((curve) => curve.split(':')).find((curve) => curve !== '' && !CURVES.has(curve));
