// The certificates of a TLS connection: the client's, from the sample, and the one that the chain presents, from the configuration.
import { hex, sha1, sha256 } from '../../../cel/lib/digest.ts';
import { type Certificate, pemOf, readCertificates } from '../../../http/certificate.ts';
import { dataSource } from '../schema/data-source.ts';
import { anyOf, child, children, type Message, text } from '../schema/message.ts';
import type { PeerCertificate, Stream } from '../stream.ts';

const chains = new WeakMap<PeerCertificate, readonly Certificate[]>();

/** The client's certificate and those that signed it, as far as the sample has their PEM text. */
export function peerChain(peer: PeerCertificate): readonly Certificate[] {
  const known = chains.get(peer);
  if (known !== undefined) return known;
  const made = peer.pem === undefined ? [] : readCertificates(peer.pem);
  chains.set(peer, made);
  return made;
}

const own = new WeakMap<Message, readonly Certificate[]>();

/** The certificate that the chain presents; undefined when it is in a file, or delivered. Envoy 1.40: of several the one that names the server asked for. */
export function localCertificate(s: Stream): Certificate | undefined {
  const config = s.connection.chain?.config;
  if (config === undefined || !s.connection.tls) return undefined;
  const known = own.get(config) ?? configured(config, s);
  own.set(config, known);
  const sni = s.connection.clientSni.toLowerCase();
  return known.find((c) => c.dnsSans.includes(sni)) ?? known.find((c) => c.dnsSans.some((name) => isWildcardOf(name, sni))) ?? known[0];
}

const isWildcardOf = (name: string, sni: string): boolean => name.startsWith('*.') && sni.slice(sni.indexOf('.')) === name.slice(1);

function configured(config: Message, s: Stream): readonly Certificate[] {
  const tls = anyOf(child(config, 'transport_socket'), 'typed_config')?.message;
  const common = child(tls, 'common_tls_context');
  const named = children(common, 'tls_certificate_sds_secret_configs').map((c) => text(c, 'name'));
  const secrets = s.world.model.configuration.secrets.map((r) => r.message).filter((m) => named.includes(text(m, 'name')));
  const certificates = [...children(common, 'tls_certificates'), ...secrets.flatMap((m) => child(m, 'tls_certificate') ?? [])];
  return certificates.flatMap((c) => {
    const source = child(c, 'certificate_chain');
    return source === undefined ? [] : readCertificates(dataSource(source)).slice(0, 1);
  });
}

export const fingerprint256 = (c: Certificate): string => hex(sha256(c.der));
export const fingerprint1 = (c: Certificate): string => hex(sha1(c.der));

/** A certificate as headers and logs carry it: its PEM text, percent-encoded. */
export const urlEncodedPem = (list: readonly Certificate[]): string =>
  list
    .map(pemOf)
    .join('')
    .replaceAll('\n', '%0A')
    .replaceAll(' ', '%20')
    .replaceAll('+', '%2B')
    .replaceAll('/', '%2F')
    .replaceAll('=', '%3D');
