// `services` and `workloads`: what a mesh's control plane would say, written by hand.
import { bool, def, list, map, opt, req, type Shape, struct, text, u16, u32, words } from './kinds.ts';
import { ipAddress, namespacedHost, networkAddress, portKey, spiffeId } from './texts.ts';

const gatewayAddress = struct(
  'gateway address',
  {
    destination: req(namespacedHost, 'The gateway as namespace/hostname, or network/IP.'),
    hboneMtlsPort: req(u16, 'Its port.'),
  },
  { flat: true },
);

const port = (key: string): string | undefined => portKey.check?.(key);

export const service = struct('service', {
  name: req(text, 'Name of the service.'),
  namespace: req(text, 'Its namespace.'),
  hostname: req(text, 'Host name under which it is known.'),
  vips: req(list(networkAddress), 'Its own addresses, as network/IP.'),
  ports: req(map(u16, port), 'Port of the service → port of its workloads.'),
  appProtocols: def(map(words('Http11', 'Http2', 'Grpc', 'Tls', 'Tcp'), port), 'What a port speaks.'),
  subjectAltNames: def(list(spiffeId), 'Names that its certificates carry.'),
  waypoint: opt(gatewayAddress, 'A waypoint in front of it.'),
  weightedWaypoints: def(
    list(struct('weighted waypoint', { destination: req(gatewayAddress, 'The waypoint.'), weight: req(u32, 'Its share.') })),
    'Several waypoints.',
  ),
  loadBalancer: opt(
    struct('load balancer', {
      routingPreferences: req(list(words('Region', 'Zone', 'Subzone', 'Node', 'Cluster', 'Network')), 'What endpoints should share.'),
      mode: req(words('Standard', 'Strict', 'Failover', 'Passthrough'), 'How far that is binding.'),
      healthPolicy: req(words('OnlyHealthy', 'AllowAll'), 'Which endpoints count.'),
    }),
    'How endpoints are chosen.',
  ),
  ipFamilies: opt(words('Dual', 'IPv4', 'IPv6'), 'Address families.'),
  ingressUseWaypoint: def(bool, 'Whether ingress goes through the waypoint.'),
});

export const workload: Shape = struct(
  'workload',
  {
    services: req(
      map(map(u16, port), (name) => namespacedHost.check?.(name)),
      'Services that it serves, as namespace/hostname, with their ports.',
    ),
    workloadIps: req(list(ipAddress), 'Its addresses.'),
    namespace: req(text, 'Its namespace.'),
    name: def(text, 'Its name.'),
    uid: def(text, 'What it is known by.'),
    hostname: def(text, 'Its host name, where its address is looked up.'),
    network: def(text, 'Network it runs in.'),
    networkGateway: opt(gatewayAddress, 'Gateway into its network.'),
    networkMode: def(words('Standard', 'HostNetwork'), 'Whether it has the network of its machine.'),
    protocol: def(words('TCP', 'HBONE', 'LegacyIstioMtls'), 'How it is reached.'),
    waypoint: opt(gatewayAddress, 'A waypoint in front of it.'),
    serviceAccount: def(text, 'Its service account.'),
    trustDomain: def(text, 'Its trust domain.'),
    workloadName: def(text, 'Name of what runs it.'),
    workloadType: def(text, 'Kind of what runs it.'),
    canonicalName: def(text, 'Name in telemetry.'),
    canonicalRevision: def(text, 'Revision in telemetry.'),
    node: def(text, 'Machine it runs on.'),
    clusterId: def(text, 'Cluster it runs in.'),
    locality: def(
      struct('locality', {
        region: req(text, 'Its region.'),
        zone: req(text, 'Zone of the region.'),
        subzone: req(text, 'Part of the zone.'),
      }),
      'Where it runs.',
    ),
    capacity: def(u32, 'Its share of the requests.'),
    status: def(words('Healthy', 'Unhealthy'), 'Whether it gets requests.'),
    authorizationPolicies: def(list(text), 'Policies of the mesh.'),
  },
  { flat: true },
);
