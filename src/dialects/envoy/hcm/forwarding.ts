// What the connection manager does to the headers of every request: hop-by-hop headers go, the client's address is found, the
// scheme is settled, control headers of outsiders are removed, a request id is made.
import { fingerprint256, localCertificate, peerChain, urlEncodedPem } from '../connection/certificates.ts';
import { cidrOf, type Ip, inCidr, ipText, parseIp } from '../match/cidr.ts';
import { addHeader } from '../routing/header-operations.ts';
import { anyOf, child, children, flag, has, type Message, optionalWhole, text, texts, whole } from '../schema/message.ts';
import type { Address, Stream } from '../stream.ts';
import type { Reply } from './reply.ts';

/** Headers by which only internal callers may steer the router. */
const INTERNAL_CONTROLS =
  `x-envoy-retriable-status-codes x-envoy-retriable-header-names x-envoy-retry-on x-envoy-retry-grpc-on x-envoy-max-retries
x-envoy-upstream-alt-stat-name x-envoy-upstream-rq-timeout-ms x-envoy-upstream-rq-per-try-timeout-ms x-envoy-upstream-rq-timeout-alt-response
x-envoy-expected-rq-timeout-ms x-envoy-force-trace x-envoy-ip-tags x-envoy-original-url x-envoy-hedge-on-per-try-timeout`.split(/\s+/);

/** Changes the request headers; a Reply when the client's address could not be found out and that is refused. */
export function mutateRequest(s: Stream, table: Message | undefined): Reply | undefined {
  const { headers, hcm } = s;
  for (const name of ['x-envoy-internal', 'keep-alive', 'proxy-connection', 'transfer-encoding']) headers.remove(name);
  const edge = findClient(s);
  if ('reply' in edge) return edge.reply;
  settleScheme(s);
  const internal = edge.trusted && isInternal(edge.address, hcm);
  s.remote = edge.address;
  const fromOutside = !internal && usesRemote(hcm);
  if (internal) headers.set('x-envoy-internal', 'true');
  else {
    if (fromOutside)
      for (const name of [
        'x-envoy-decorator-operation',
        'x-envoy-original-path',
        'x-envoy-downstream-service-cluster',
        'x-envoy-downstream-service-node',
      ])
        headers.remove(name);
    for (const name of INTERNAL_CONTROLS) headers.remove(name);
    for (const name of texts(table, 'internal_only_headers')) headers.remove(name);
  }
  if (flag(hcm, 'add_user_agent')) userAgent(s);
  if (fromOutside && parseIp(edge.address.ip) !== undefined) headers.set('x-envoy-external-address', edge.address.ip);
  requestId(s, fromOutside);
  clientCertificate(s);
  const via = text(hcm, 'via');
  if (via !== '') headers.set('via', headers.has('via') ? `${headers.first('via')}, ${via}` : via);
  return undefined;
}

const usesRemote = (hcm: Message): boolean => flag(hcm, 'use_remote_address');

type Client = { readonly address: Address; readonly trusted: boolean } | { readonly reply: Reply };

function findClient(s: Stream): Client {
  const { headers, hcm, connection } = s;
  const peer = connection.remote;
  const hops = whole(hcm, 'xff_num_trusted_hops');
  const xff = headers.first('x-forwarded-for');
  if (!usesRemote(hcm)) return detected(s, hops, xff, peer);
  const trusted = xff === undefined;
  const found = hops > 0 ? addressFromXff(xff, hops - 1) : undefined;
  if (!flag(hcm, 'skip_xff_append')) addHeader(headers, 'x-forwarded-for', peer.ip.startsWith('127.') || peer.ip === '::1' ? '*' : peer.ip);
  if (hops === 0 || !headers.has('x-forwarded-proto')) headers.set('x-forwarded-proto', connection.tls ? 'https' : 'http');
  if (flag(hcm, 'append_x_forwarded_port') && (hops === 0 || !headers.has('x-forwarded-port')))
    headers.set('x-forwarded-port', String(connection.local.port));
  return { address: found?.address ?? peer, trusted };
}

/** Without use_remote_address: detection extensions in order, else x-forwarded-for. */
function detected(s: Stream, hops: number, xff: string | undefined, peer: Address): Client {
  const extensions = children(s.hcm, 'original_ip_detection_extensions');
  if (extensions.length === 0) {
    const found = addressFromXff(xff, hops);
    return { address: found?.address ?? peer, trusted: found?.single ?? false };
  }
  for (const extension of extensions) {
    const typed = anyOf(extension, 'typed_config');
    if (typed?.message === undefined) continue;
    const client = typed.type.includes('.custom_header.') ? customHeader(s, typed.message) : xffExtension(s, typed.message, peer);
    if (client !== undefined) return client;
  }
  return { address: peer, trusted: false };
}

function customHeader(s: Stream, m: Message): Client | undefined {
  const value = s.headers.first(text(m, 'header_name'));
  const ip = value === undefined ? undefined : parseIp(value);
  if (ip !== undefined) return { address: { ip: ipText(ip), port: 0 }, trusted: flag(m, 'allow_extension_to_set_address_as_trusted') };
  const reject = child(m, 'reject_with_status');
  if (reject === undefined) return undefined;
  const code = optionalWhole(reject, 'code') ?? codeByName(text(reject, 'code'));
  return { reply: { status: code >= 400 && code < 600 ? code : 403, body: '', details: 'rejecting because detection failed', flags: [] } };
}

const codeByName = (name: string): number => Number(CODES[name] ?? 403);
const CODES: Readonly<Record<string, number>> = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  InternalServerError: 500,
  ServiceUnavailable: 503,
};

/** envoy.http.original_ip_detection.xff: hops, or proxies whose ranges are trusted. */
function xffExtension(s: Stream, m: Message, peer: Address): Client | undefined {
  const xff = s.headers.first('x-forwarded-for');
  const cidrs = child(m, 'xff_trusted_cidrs');
  const append = !flag(m, 'skip_xff_append', true);
  const client =
    cidrs === undefined ? addressFromXff(xff, whole(m, 'xff_num_trusted_hops')) : fromTrusted(xff, peer, children(cidrs, 'cidrs'));
  if (append) addHeader(s.headers, 'x-forwarded-for', peer.ip.startsWith('127.') || peer.ip === '::1' ? '*' : peer.ip);
  return client === undefined ? undefined : { address: client.address, trusted: client.single };
}

function fromTrusted(
  xff: string | undefined,
  peer: Address,
  cidrs: readonly Message[],
): { readonly address: Address; readonly single: boolean } | undefined {
  const ranges = cidrs.flatMap((c) => cidrOf(text(c, 'address_prefix'), optionalWhole(c, 'prefix_len') ?? 0) ?? []);
  const within = (ip: Ip | undefined): boolean => ip !== undefined && ranges.some((r) => inCidr(r, ip));
  if (!within(parseIp(peer.ip))) return undefined;
  const entries = (xff ?? '')
    .split(',')
    .map((e) => e.trim())
    .filter((e) => e !== '');
  let last: Ip | undefined;
  for (const entry of entries.reverse()) {
    const ip = parseIp(entry);
    if (ip === undefined) break;
    last = ip;
    if (!within(ip)) break;
  }
  return last === undefined ? undefined : { address: { ip: ipText(last), port: 0 }, single: false };
}

/** The entry `skip` from the right. An entry with a port, in brackets or empty is no address. */
function addressFromXff(xff: string | undefined, skip: number): { readonly address: Address; readonly single: boolean } | undefined {
  if (xff === undefined) return undefined;
  const entries = xff.split(',');
  const entry = entries[entries.length - 1 - skip];
  const ip = entry === undefined ? undefined : parseIp(entry.trim());
  return ip === undefined ? undefined : { address: { ip: ipText(ip), port: 0 }, single: entries.length === 1 };
}

/** Envoy 1.40 (from 1.33 on): no address is internal unless internal_address_config says so. */
function isInternal(address: Address, hcm: Message): boolean {
  const ip = parseIp(address.ip);
  const config = child(hcm, 'internal_address_config');
  if (ip === undefined || config === undefined) return false;
  return children(config, 'cidr_ranges').some((r) => {
    const cidr = cidrOf(text(r, 'address_prefix'), optionalWhole(r, 'prefix_len') ?? 0);
    return cidr !== undefined && inCidr(cidr, ip);
  });
}

function settleScheme(s: Stream): void {
  const { headers, hcm, connection } = s;
  if (!headers.has('x-forwarded-proto')) headers.set('x-forwarded-proto', connection.tls ? 'https' : 'http');
  const transformation = child(hcm, 'scheme_header_transformation');
  if (transformation !== undefined) {
    if (flag(transformation, 'match_upstream') === false) {
      const scheme = text(transformation, 'scheme_to_overwrite');
      if (scheme !== '') {
        headers.set(':scheme', scheme);
        headers.set('x-forwarded-proto', scheme);
      }
    }
  }
  const proto = headers.first('x-forwarded-proto') ?? '';
  // Envoy 1.40: a scheme that is neither http nor https counts as none
  if (!/^https?$/i.test(headers.first(':scheme') ?? ''))
    headers.set(':scheme', /^https?$/i.test(proto) ? proto : connection.tls ? 'https' : 'http');
  headers.set(':scheme', (headers.first(':scheme') ?? '').toLowerCase());
}

function userAgent(s: Stream): void {
  const cluster = s.world.nodeCluster;
  if (cluster !== '') s.headers.set('x-envoy-downstream-service-cluster', cluster);
  if (cluster !== '' && s.world.nodeId !== '') s.headers.set('x-envoy-downstream-service-node', s.world.nodeId);
  if (!s.headers.has('user-agent') && cluster !== '') s.headers.set('user-agent', cluster);
}

/** A UUID is made for requests from outside and for those without one. */
function requestId(s: Stream, fromOutside: boolean): void {
  const { hcm, headers } = s;
  if (has(hcm, 'generate_request_id') && !flag(hcm, 'generate_request_id')) return;
  const replaces = fromOutside && !flag(hcm, 'preserve_external_request_id');
  if (replaces || !headers.has('x-request-id')) headers.set('x-request-id', '*');
}

/** x-forwarded-client-cert, by forward_client_cert_details. */
function clientCertificate(s: Stream): void {
  const { headers, hcm, connection } = s;
  const mode = text(hcm, 'forward_client_cert_details', 'SANITIZE');
  if (mode === 'ALWAYS_FORWARD_ONLY') return;
  const peer = connection.tls ? connection.peer : undefined;
  if (mode === 'SANITIZE' || peer === undefined) {
    headers.remove('x-forwarded-client-cert');
    return;
  }
  if (mode === 'FORWARD_ONLY') return;
  const details = child(hcm, 'set_current_client_cert_details');
  const chain = peerChain(peer);
  const [certificate] = chain;
  const unread = certificate === undefined;
  const parts = [`Hash=${unread ? '*' : fingerprint256(certificate)}`];
  if (details !== undefined) {
    if (flag(details, 'cert')) parts.push(`Cert="${unread ? '*' : urlEncodedPem([certificate])}"`);
    if (flag(details, 'chain')) parts.push(`Chain="${unread ? '*' : urlEncodedPem(chain)}"`);
    if (flag(details, 'subject')) parts.push(`Subject="${(peer.subject ?? '').replaceAll('"', '\\"')}"`);
    if (flag(details, 'uri')) parts.push(...(peer.uriSans.length === 0 ? ['URI='] : peer.uriSans.map((u) => `URI=${u}`)));
    if (flag(details, 'dns')) parts.push(...peer.dnsSans.map((d) => `DNS=${d}`));
  }
  // the names of the certificate that was presented to the client stand first
  const by = localCertificate(s)?.uriSans ?? [];
  parts.unshift(...by.map((u) => `By=${u}`));
  const element = parts.join(';');
  const old = headers.first('x-forwarded-client-cert');
  headers.set('x-forwarded-client-cert', mode === 'APPEND_FORWARD' && old !== undefined ? `${old},${element}` : element);
}
