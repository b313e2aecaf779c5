// Clusters of type ORIGINAL_DST have no endpoints of their own: the request goes where the connection was headed, or where a header or
// the filter state says. Envoy 1.40.
import type { EnvoyEndpoint } from '../lower/clusters.ts';
import { parseIp } from '../match/cidr.ts';
import { atPath, pathOf } from '../match/value-matcher.ts';
import type { EnvoyCluster } from '../model.ts';
import { anyOf, child, children, flag, type Message, optionalWhole, text } from '../schema/message.ts';
import { addressText, type Stream } from '../stream.ts';

const STATE = 'envoy.network.transport_socket.original_dst_address';

/** The endpoint that a request stands for; undefined: nothing says where it was headed. */
export function originalDestination(cluster: EnvoyCluster, s: Stream): EnvoyEndpoint | undefined {
  const config = child(cluster.config, 'original_dst_lb_config');
  const address = addressOf(config, s);
  if (address === undefined) return undefined;
  const port = config === undefined ? undefined : optionalWhole(config, 'upstream_port_override');
  const target = port === undefined ? address : address.replace(/:[0-9]+$/, `:${port}`);
  return {
    kind: 'endpoint',
    id: `${cluster.id}/endpoint:${target}`,
    term: 'endpoint',
    name: target,
    origin: cluster.origin,
    address: target,
    weight: 1,
    health: 'healthy',
    config: cluster.config,
    hostname: '',
  };
}

/** In this order: filter state, header, dynamic metadata, the connection's destination before it was redirected here. */
function addressOf(config: Message | undefined, s: Stream): string | undefined {
  const state = s.filterState.get(STATE)?.text;
  if (state !== undefined) return valid(state);
  if (config !== undefined && flag(config, 'use_http_header')) {
    const given = s.headers.first(text(config, 'http_header_name') || 'x-envoy-original-dst-host');
    if (given !== undefined && valid(given) !== undefined) return valid(given);
  }
  const key = child(config, 'metadata_key');
  if (key !== undefined) {
    const found = atPath(s.metadata.get(text(key, 'key')), pathOf(key));
    if (typeof found === 'string' && valid(found) !== undefined) return valid(found);
  }
  return restored(s) ? addressText(s.connection.local) : undefined;
}

/** `address:port` with an IP address. */
function valid(given: string): string | undefined {
  const found = /^\[?([0-9a-fA-F.:]+?)\]?:([0-9]{1,5})$/.exec(given);
  return found === null || parseIp(found[1] as string) === undefined || Number(found[2]) > 65_535 ? undefined : given;
}

/** Listener filters that know where the connection was headed. */
const restored = (s: Stream): boolean =>
  s.sample.destination.address !== undefined &&
  (flag(s.connection.listener.config, 'use_original_dst') ||
    children(s.connection.listener.config, 'listener_filters').some((f) =>
      /original_dst|proxy_protocol/i.test(anyOf(f, 'typed_config')?.type ?? text(f, 'name')),
    ));
