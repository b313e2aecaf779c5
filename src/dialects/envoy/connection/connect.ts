// From a sample to a connection: the socket, what listener filters find out, and the filter chain.
import { readCertificates } from '../../../http/certificate.ts';
import type { NormalRequest } from '../../../http/normal-request.ts';
import type { Trace } from '../../../simulate/trace.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { connectionInput } from '../match/inputs.ts';
import { asciiLower } from '../match/string-matcher.ts';
import type { EnvoyChain, EnvoyListener } from '../model.ts';
import type { Counters } from '../observe/counters.ts';
import { anyOf, child, children, flag, isStruct, type Message, text, texts } from '../schema/message.ts';
import type { Address, Connection, PeerCertificate } from '../stream.ts';
import type { World } from '../world.ts';
import { chooseChain } from './filter-chain.ts';

export type Connected =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'closed'; readonly connection: Connection | undefined; readonly because: string };

/** Accepts the sample's connection. */
export function connect(world: World, sample: NormalRequest, trace: Trace, counters: Counters): Connected {
  const listener = chooseListener(world, sample);
  if (listener === undefined) return { kind: 'closed', connection: undefined, because: 'no listener has this address' };
  const offered = offer(listener, sample);
  countProxyHeader(listener, offered, counters);
  const chain = selectChain(listener, offered, trace);
  const connection: Connection = {
    ...offered,
    chain,
    tls: chain?.tls === true && sample.tls !== undefined,
    protocol: protocolOf(sample, chain),
  };
  return chain === undefined ? { kind: 'closed', connection, because: 'no filter chain matches' } : { kind: 'connected', connection };
}

/** The named socket; else the only listener; else the first that serves the transport. */
function chooseListener(world: World, sample: NormalRequest): EnvoyListener | undefined {
  const { listeners } = world.model;
  const { name, port, address } = sample.listener;
  if (port !== undefined) {
    const here = listeners.filter((l) => l.port === port);
    const exact = here.filter((l) => address === undefined || l.address === address);
    const candidates =
      exact.length > 0 ? exact : here.filter((l) => l.address === '0.0.0.0' || l.address === '::' || address === undefined);
    return redispatch(candidates.find((l) => l.name === name) ?? candidates[0], listeners, sample);
  }
  if (name !== undefined) return listeners.find((l) => l.name === name) ?? listeners[0];
  if (listeners.length < 2) return redispatch(listeners[0], listeners, sample);
  const wanted = sample.destination.port;
  const byPort = wanted === undefined ? undefined : listeners.find((l) => l.port === wanted);
  const serves = listeners.find((l) => l.chains.some((c) => c.tls === (sample.tls !== undefined)));
  return byPort ?? serves ?? listeners[0];
}

/** use_original_dst: the listener bound to the original destination takes over, if there is one. */
function redispatch(listener: EnvoyListener | undefined, all: readonly EnvoyListener[], sample: NormalRequest): EnvoyListener | undefined {
  if (listener === undefined || !flag(listener.config, 'use_original_dst')) return listener;
  const { address, port } = sample.destination;
  const bound = all.filter((l) => l !== listener && l.port === port);
  return bound.find((l) => l.address === address) ?? bound.find((l) => l.address === '0.0.0.0' || l.address === '::') ?? listener;
}

const filterTypes = (listener: EnvoyListener): readonly string[] =>
  children(listener.config, 'listener_filters').map((f) => anyOf(f, 'typed_config')?.type ?? text(f, 'name'));

/** Everything but the chain. Envoy 1.40: without tls_inspector every connection is raw and has no server name. */
function offer(listener: EnvoyListener, sample: NormalRequest): Omit<Connection, 'chain' | 'tls' | 'protocol'> {
  const types = filterTypes(listener);
  const inspects = types.some((t) => /tls_inspector/i.test(t));
  const reads = types.some((t) => /http_inspector/i.test(t));
  const isTls = sample.tls !== undefined;
  const transport = inspects && isTls ? 'tls' : 'raw_buffer';
  const local: Address = {
    ip:
      sample.destination.address ??
      (listener.address === undefined || listener.address === '0.0.0.0' || listener.address === '::' ? '127.0.0.1' : listener.address),
    port: sample.destination.port ?? listener.port ?? 0,
  };
  const remote = addressOf(sample.source);
  const alpn = inspects && isTls ? (sample.tls?.alpn ?? []) : reads && !isTls ? httpInspected(sample) : [];
  return {
    listener,
    local,
    remote,
    direct: directAddress(sample, types, remote),
    sni: inspects && isTls ? asciiLower(sample.tls?.sni ?? '') : '',
    alpn,
    transport,
    offeredAlpn: sample.tls?.alpn ?? [],
    clientSni: sample.tls?.sni ?? '',
    peer: peerOf(sample),
    metadata: new Map(),
    filterState: new Map(),
  };
}

/** A sample that names no port comes from one that its kernel would choose: of that range, and none that a rule names by itself. */
export const KERNELS_PORT = 49_731;

const addressOf = (p: NormalRequest['source']): Address => ({ ip: p.address, port: p.port ?? KERNELS_PORT });

/** With a PROXY header the socket's peer is another than the source; a sample that does not say means the proxy on this machine. */
function directAddress(sample: NormalRequest, types: readonly string[], remote: Address): Address {
  const given = addressOf(sample.directSource);
  const proxied = types.some((t) => /proxy_protocol/i.test(t)) && sample.directSource === sample.source && !remote.ip.startsWith('127.');
  return proxied ? { ip: '127.0.0.1', port: remote.port } : given;
}

/** Envoy 1.40: a connection without a PROXY header counts where the filter lets it through. */
function countProxyHeader(listener: EnvoyListener, { direct, remote }: Pick<Connection, 'direct' | 'remote'>, counters: Counters): void {
  const filter = children(listener.config, 'listener_filters').find((f) =>
    /proxy_protocol/i.test(anyOf(f, 'typed_config')?.type ?? text(f, 'name')),
  );
  const config = anyOf(filter, 'typed_config')?.message;
  if (config === undefined || !flag(config, 'allow_requests_without_proxy_protocol') || direct.ip !== remote.ip) return;
  const own = text(config, 'stat_prefix');
  counters.add(`proxy_proto.${own === '' ? '' : `${own}.`}not_found_allowed`);
}

/** What http_inspector finds in the first bytes of a connection that is not TLS. */
function httpInspected(sample: NormalRequest): readonly string[] {
  if (sample.connection.protocol === 'tcp' && sample.connection.firstBytes === undefined) return [];
  if (sample.raw?.faults.some((f) => f.code === 'bad-request-line') === true) return [];
  switch (sample.protocol) {
    case 'HTTP/2':
      return ['h2c'];
    case 'HTTP/1.0':
      return ['http/1.0'];
    case 'none':
      return [];
    default:
      return ['http/1.1'];
  }
}

function peerOf(sample: NormalRequest): PeerCertificate | undefined {
  const peer = sample.tls?.peer;
  if (peer === undefined) return undefined;
  const certificate = peer.pem === undefined ? undefined : readCertificates(peer.pem)[0];
  return {
    subject: peer.subject ?? certificate?.subject,
    issuer: peer.issuer ?? certificate?.issuer,
    uriSans: peer.uriSans ?? certificate?.uriSans ?? [],
    dnsSans: peer.dnsSans ?? certificate?.dnsSans ?? [],
    validated: peer.validated ?? true,
    pem: peer.pem,
  };
}

/** The protocol that is spoken: what ALPN settles on where both sides offer it, else the one that the client begins with. */
function protocolOf(sample: NormalRequest, chain: EnvoyChain | undefined): Connection['protocol'] {
  // Envoy 1.40: any version on a request line that is not 1.1 counts as 1.0
  if (sample.raw !== undefined) return sample.raw.version === 'HTTP/1.1' ? 'HTTP/1.1' : 'HTTP/1.0';
  const tls = anyOf(child(chain?.config, 'transport_socket'), 'typed_config')?.message;
  const served = texts(child(tls, 'common_tls_context'), 'alpn_protocols');
  // the server's order decides
  const agreed = sample.tls === undefined ? undefined : served.find((p) => sample.tls?.alpn?.includes(p));
  if (agreed === 'h2') return 'HTTP/2';
  return sample.protocol === 'HTTP/2' || sample.protocol === 'HTTP/3' || sample.protocol === 'HTTP/1.0' ? sample.protocol : 'HTTP/1.1';
}

function selectChain(
  listener: EnvoyListener,
  offered: Omit<Connection, 'chain' | 'tls' | 'protocol'>,
  trace: Trace,
): EnvoyChain | undefined {
  const matcher = child(listener.config, 'filter_chain_matcher');
  const fallback = listener.chains.find((c) => c.isDefault);
  if (matcher !== undefined) return chainByMatcher(listener, matcher, offered as Connection, trace, fallback);
  const { chain, lost } = chooseChain(listener.chains, offered);
  trace.record(() => ({
    step: 'filter chain',
    target: chain?.name ?? listener.name,
    ...(chain === undefined ? {} : { entity: chain.id }),
    result: chain === undefined ? 'deny' : 'match',
    because:
      chain === undefined
        ? 'no filter chain fits this connection, and there is no default'
        : chain.isDefault
          ? 'no other chain fits, so the default one serves'
          : chain.conditions.length === 0
            ? 'it takes every connection'
            : chain.conditions.map((c) => c.says).join(', '),
    origin: (chain ?? listener).origin,
    losers: lost.map((l) => ({
      target: l.chain.name,
      entity: l.chain.id,
      because: l.because,
      origin: l.chain.origin,
    })),
  }));
  return chain;
}

/** Envoy 1.40: the action is the name of a chain; a name that no chain has closes the connection, default chain or not. */
function chainByMatcher(
  listener: EnvoyListener,
  matcher: Message,
  c: Connection,
  trace: Trace,
  fallback: EnvoyChain | undefined,
): EnvoyChain | undefined {
  const action = runMatcher(matcher, { input: (typed) => connectionInput(typed, c), custom: () => false });
  const value = anyOf(action, 'typed_config')?.message?.fields.get('value')?.value;
  const name = typeof value === 'string' ? value : isStruct(value) ? String(value.data) : undefined;
  const chain = action === undefined ? fallback : listener.chains.find((x) => !x.isDefault && text(x.config, 'name') === name);
  trace.record(() => ({
    step: 'filter chain',
    target: chain?.name ?? listener.name,
    ...(chain === undefined ? {} : { entity: chain.id }),
    result: chain === undefined ? 'deny' : 'match',
    because: action === undefined ? 'the matcher ends without an action' : `the matcher names ${JSON.stringify(name)}`,
    origin: (chain ?? listener).origin,
  }));
  return chain;
}
