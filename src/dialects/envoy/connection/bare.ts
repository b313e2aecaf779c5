// A lone RouteConfiguration has no listener: the request is taken as it stands at route selection, by a connection manager that
// has only a router.
import type { NormalRequest } from '../../../http/normal-request.ts';
import { parseJson } from '../../../text/json.ts';
import { lowerListener } from '../lower/listeners.ts';
import type { EnvoyChain, EnvoyListener } from '../model.ts';
import { descriptorOf } from '../schema/descriptor.ts';
import { TABLE } from '../schema/envoy-1.40.ts';
import type { Message } from '../schema/message.ts';
import { Problems } from '../schema/problem.ts';
import { readMessage } from '../schema/read.ts';
import type { Connection } from '../stream.ts';
import type { World } from '../world.ts';
import { KERNELS_PORT } from './connect.ts';

/** `generate_request_id` off and no use_remote_address: nothing is added to the request. */
const LISTENER = JSON.stringify({
  name: 'routes',
  address: { socket_address: { address: '127.0.0.1', port_value: 80 } },
  filter_chains: [
    {
      filters: [
        {
          name: 'http',
          typed_config: {
            '@type': 'x/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
            stat_prefix: 'routes',
            generate_request_id: false,
            http_filters: [{ name: 'router', typed_config: { '@type': 'x/envoy.extensions.filters.http.router.v3.Router' } }],
          },
        },
      ],
    },
  ],
});

const made = new WeakMap<World, EnvoyListener>();

function listenerOf(world: World): EnvoyListener {
  const known = made.get(world);
  if (known !== undefined) return known;
  const schema = descriptorOf(TABLE);
  const root = parseJson(LISTENER).documents[0]?.root;
  const type = schema.message('envoy.config.listener.v3.Listener');
  if (root === undefined || type === undefined) throw new Error('the schema has no listener');
  const config = readMessage(type, root, '', { schema, file: '', format: 'json', unknownFields: 'error', problems: new Problems() });
  const context = { clusterId: () => undefined, configuration: world.model.configuration, tables: new Map() };
  const listener = lowerListener(config, 'routes', context, () => true);
  made.set(world, listener);
  return listener;
}

export function bareConnection(
  world: World,
  sample: NormalRequest,
): { readonly connection: Connection; readonly chain: EnvoyChain; readonly hcm: Message } {
  const listener = listenerOf(world);
  const template = listener.chains[0] as EnvoyChain;
  const chain: EnvoyChain = { ...template, routes: world.model.tables[0] };
  const connection: Connection = {
    listener,
    chain,
    local: { ip: '127.0.0.1', port: 80 },
    direct: { ip: sample.source.address, port: sample.source.port ?? KERNELS_PORT },
    remote: { ip: sample.source.address, port: sample.source.port ?? KERNELS_PORT },
    sni: sample.tls?.sni ?? '',
    alpn: [],
    transport: sample.tls === undefined ? 'raw_buffer' : 'tls',
    tls: sample.tls !== undefined || sample.scheme === 'https',
    offeredAlpn: [],
    clientSni: sample.tls?.sni ?? '',
    peer: undefined,
    protocol: 'HTTP/1.1',
    metadata: new Map(),
    filterState: new Map(),
  };
  return { connection, chain, hcm: template.hcm as Message };
}
