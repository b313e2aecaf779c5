// Operators about certificates: of the client (known where the sample gives it), and of the chain that was presented to it.
import type { Certificate } from '../../../http/certificate.ts';
import { fingerprint1, fingerprint256, localCertificate, peerChain, urlEncodedPem } from '../connection/certificates.ts';
import type { FormatContext } from './context.ts';
import { absent, DEFAULT_TIME, joined, plain, type Row, tls, UNKNOWN } from './operator.ts';
import { formatTime } from './time.ts';

/** It has a value where the client presents a certificate. */
export const peer = (read: (c: FormatContext) => string | undefined): Row =>
  plain((c) => (c.stream.connection.peer === undefined ? undefined : read(c)));

/** Of the client's certificate: known where the sample gives its PEM text. */
const peerField = (read: (chain: readonly Certificate[]) => string | undefined): Row =>
  peer((c) => {
    const chain = c.stream.connection.peer === undefined ? [] : peerChain(c.stream.connection.peer);
    return chain.length === 0 ? UNKNOWN : read(chain);
  });
const leaf = (read: (certificate: Certificate) => string | undefined): Row =>
  peerField(([first]) => (first === undefined ? undefined : read(first)));
const signer = (read: (certificate: Certificate) => string): Row =>
  peerField(([, second]) => (second === undefined ? undefined : read(second)));
const all = (read: (certificate: Certificate) => string): Row => peerField((chain) => chain.map(read).join(','));

/** A moment of the client's certificate in a format, or as START_TIME has it. */
const validity = (at: (certificate: Certificate) => number): Row => ({
  args: 'optional',
  make: (args) => (c) => {
    if (c.stream.connection.peer === undefined) return undefined;
    const first = peerChain(c.stream.connection.peer)[0];
    return first === undefined ? UNKNOWN : formatTime(at(first), args === '' ? DEFAULT_TIME : args);
  },
});

/** Of the certificate that the chain presents: known where the configuration holds it. */
const localField = (read: (certificate: Certificate) => string | undefined): Row =>
  tls((c) => {
    const certificate = localCertificate(c.stream);
    return certificate === undefined ? UNKNOWN : read(certificate);
  });

export const CERTIFICATES: Readonly<Record<string, Row>> = {
  DOWNSTREAM_PEER_IP_SAN: leaf((c) => joined(c.ipSans)),
  DOWNSTREAM_PEER_EMAIL_SAN: leaf((c) => joined(c.emailSans)),
  DOWNSTREAM_PEER_OTHERNAME_SAN: absent,
  DOWNSTREAM_PEER_SERIAL: leaf((c) => c.serial),
  DOWNSTREAM_PEER_FINGERPRINT_256: leaf(fingerprint256),
  DOWNSTREAM_PEER_FINGERPRINT_1: leaf(fingerprint1),
  DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_256: all(fingerprint256),
  DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_1: all(fingerprint1),
  DOWNSTREAM_PEER_CHAIN_SERIALS: all((c) => c.serial),
  DOWNSTREAM_PEER_ISSUER_SERIAL: signer((c) => c.serial),
  DOWNSTREAM_PEER_ISSUER_FINGERPRINT_256: signer(fingerprint256),
  DOWNSTREAM_PEER_CERT: leaf((c) => urlEncodedPem([c])),
  DOWNSTREAM_PEER_CERT_V_START: validity((c) => c.notBefore),
  DOWNSTREAM_PEER_CERT_V_END: validity((c) => c.notAfter),
  DOWNSTREAM_LOCAL_SUBJECT: localField((c) => c.subject),
  DOWNSTREAM_LOCAL_URI_SAN: localField((c) => joined(c.uriSans)),
  DOWNSTREAM_LOCAL_DNS_SAN: localField((c) => joined(c.dnsSans)),
  DOWNSTREAM_LOCAL_IP_SAN: localField((c) => joined(c.ipSans)),
  DOWNSTREAM_LOCAL_EMAIL_SAN: localField((c) => joined(c.emailSans)),
  DOWNSTREAM_LOCAL_OTHERNAME_SAN: absent,
};
