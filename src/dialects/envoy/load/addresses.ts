// Addresses: of listeners, of the admin page, of endpoints, and those that upstream connections are bound to.
import { clusterType } from '../lower/clusters.ts';
import { parseIp } from '../match/cidr.ts';
import { anyOf, child, children, flag, has, type Message, text, whole } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';
import { isUdp } from './network-filters.ts';

const socketAddress: Check = (m, x) => {
  const resolver = text(m, 'resolver_name');
  if (resolver !== '' && !x.schema.extensions.some((e) => e.category === 'envoy.resolvers' && e.name === resolver))
    x.bad('no-implementation', m, 'resolver_name', `No address resolver is called ${JSON.stringify(resolver)}.`);
  const address = text(m, 'address');
  const holder = x.parents[1]?.type.name ?? '';
  if (/\.(Listener|AdditionalAddress)$/.test(holder) && flag(m, 'ipv4_compat') && !/^(?:::|::ffff:[0-9.]+)$/i.test(address))
    x.bad('bad-address', m, 'ipv4_compat', `ipv4_compat is for :: and addresses that map IPv4, not for ${address}.`);
};

/** Of clusters that resolve names only the name and port are taken. */
const endpoint: Check = (m, x) => {
  const socket = child(child(m, 'address'), 'socket_address');
  const holder = x.parents.find((p) => p.type.name === 'envoy.config.cluster.v3.Cluster');
  const byName = holder !== undefined && /_DNS$|^dns$/.test(clusterType(holder));
  // endpoints by name are for other endpoints to refer to, and are not made
  const [group] = x.parents;
  if (group?.type.name.endsWith('.ClusterLoadAssignment') === true) return;
  if (socket !== undefined && !byName && has(socket, 'network_namespace_filepath'))
    x.bad('bad-address', socket, 'network_namespace_filepath', 'An endpoint has no network namespace.');
};

const pipe: Check = (m, x) => {
  if (text(m, 'path').startsWith('@') && whole(m, 'mode') !== 0) x.bad('bad-mode', m, 'mode', 'An abstract socket has no mode.');
};

const admin: Check = (m, x) => {
  const socket = child(child(m, 'address'), 'socket_address');
  if (socket !== undefined && !has(socket, 'resolver_name') && parseIp(text(socket, 'address')) === undefined)
    x.bad(
      'bad-address',
      socket,
      'address',
      `The admin page is served at an IP address; ${JSON.stringify(text(socket, 'address'))} is none.`,
    );
  else if (socket !== undefined && has(socket, 'named_port'))
    x.bad('named-port', socket, 'named_port', 'The admin page needs a port number.');
};

const INTERNAL = 'envoy.extensions.bootstrap.internal_listener.v3.InternalListener';

const listener: Check = (m, x) => {
  const address = child(m, 'address');
  if (has(address ?? m, 'envoy_internal_address'))
    x.bad('bad-address', m, 'address', 'An internal listener is written with internal_listener, not with an address.');
  if (has(m, 'fcds_config') && !has(m, 'filter_chain_matcher'))
    x.bad('incomplete', m, 'fcds_config', 'Filter chains by discovery need a filter_chain_matcher.');
  if (has(m, 'api_listener')) x.bad('not-supported', m, 'api_listener', 'This build of Envoy has no API listeners.');
  const { bootstrap, bare } = x.configuration;
  const extended = children(bootstrap, 'bootstrap_extensions').some((e) => anyOf(e, 'typed_config')?.type === INTERNAL);
  if (has(m, 'internal_listener') && bootstrap !== undefined && bare === undefined && !extended)
    x.bad(
      'incomplete',
      m,
      'internal_listener',
      'Internal listeners need the extension envoy.bootstrap.internal_listener in bootstrap_extensions.',
    );
  for (const more of children(m, 'additional_addresses')) additionalAddress(more, isUdp(address), x);
  if (isUdp(address) && has(child(m, 'udp_listener_config') ?? m, 'quic_options')) quicChains(m, x);
};

function additionalAddress(m: Message, udp: boolean, x: CheckContext): void {
  const address = child(m, 'address');
  const socket = child(address, 'socket_address');
  if (address === undefined) x.bad('no-address', m, undefined, 'An additional address needs an address.');
  else if (has(address, 'envoy_internal_address'))
    x.bad('bad-address', m, 'address', 'An internal listener is written with internal_listener, not with an address.');
  else if (isUdp(address) !== udp) x.bad('bad-address', m, undefined, 'All addresses of a listener are TCP, or all are UDP.');
  else if (socket !== undefined && parseIp(text(socket, 'address')) === undefined)
    x.bad('bad-address', socket, 'address', `A listener's address is an IP address; ${JSON.stringify(text(socket, 'address'))} is none.`);
  else if (socket !== undefined && has(socket, 'named_port')) x.bad('named-port', socket, 'named_port', 'A listener needs a port number.');
}

const QUIC = 'envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport';

function quicChains(m: Message, x: CheckContext): void {
  for (const chain of [...children(m, 'filter_chains'), child(m, 'default_filter_chain')]) {
    if (chain === undefined) continue;
    const socket = child(chain, 'transport_socket');
    if (socket === undefined) x.bad('incomplete', chain, undefined, 'A chain of a QUIC listener needs a transport_socket.');
    else if (anyOf(socket, 'typed_config')?.type !== QUIC)
      x.bad('bad-socket', socket, undefined, 'A QUIC listener needs the transport socket envoy.transport_sockets.quic.');
  }
}

/** Upstream connections are bound to one address, and to one more of the other IP version. */
const bind: Check = (m, x) => {
  const extra = children(m, 'extra_source_addresses').flatMap((e) => child(e, 'address') ?? []);
  const additional = children(m, 'additional_source_addresses');
  if (extra.length > 0 && additional.length > 0) {
    x.bad('both-given', m, 'additional_source_addresses', 'extra_source_addresses and additional_source_addresses exclude each other.');
    return;
  }
  const more = extra.length > 0 ? extra : additional;
  const field = extra.length > 0 ? 'extra_source_addresses' : 'additional_source_addresses';
  const source = child(m, 'source_address');
  const all = [...(source === undefined ? [] : [source]), ...more];
  for (const address of all)
    if (parseIp(text(address, 'address')) === undefined)
      x.bad('bad-address', address, 'address', `A source address is an IP address; ${JSON.stringify(text(address, 'address'))} is none.`);
  for (const address of all)
    if (has(address, 'named_port')) x.bad('named-port', address, 'named_port', 'A source address needs a port number.');
  if (more.length > 1) x.bad('too-many', m, field, 'One more source address is possible, and no more.');
  else if (more.length === 1 && source === undefined) x.bad('incomplete', m, field, `${field} needs a source_address beside it.`);
  else if (more.length === 1 && source !== undefined && isV6(source) === isV6(more[0] as Message))
    x.bad('same-version', m, field, 'The two source addresses are of different IP versions: one IPv4, one IPv6.');
};

const isV6 = (m: Message): boolean => text(m, 'address').includes(':');

export const addressChecks: CheckTable = {
  'envoy.config.core.v3.SocketAddress': socketAddress,
  'envoy.config.core.v3.Pipe': pipe,
  'envoy.config.endpoint.v3.Endpoint': endpoint,
  'envoy.config.bootstrap.v3.Admin': admin,
  'envoy.config.listener.v3.Listener': listener,
  'envoy.config.core.v3.BindConfig': bind,
};
