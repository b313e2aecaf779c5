// What the dialects of to-come.ts are recognised by.
import { findValue, type SyntaxNode } from '../../text/syntax.ts';
import type { Dialect } from '../dialect.ts';
import type { DialectToCome } from '../to-come.ts';
import { ingress, kubernetes, otherKubernetes } from './kubernetes.ts';
import { isApache, isCaddy, isHaproxy, isNginx, isTraefikToml, statements } from './statements.ts';
import { firstOf, has, textAt, valueAt } from './tree.ts';

type Detect = Dialect['detect'];

const document =
  (is: (root: SyntaxNode | undefined) => boolean): Detect =>
  (root) =>
    is(root) ? 'certain' : 'no';

/** Certain where one of them is. */
const either =
  (...all: readonly Detect[]): Detect =>
  (...asked) => {
    const found = all.map((detect) => detect(...asked));
    return found.find((certainty) => certainty === 'certain') ?? found.find((certainty) => certainty === 'likely') ?? 'no';
  };

/** Traefik's dynamic configuration has routers, services or middlewares by protocol; the static one entry points or certificate resolvers. */
const isTraefik = (root: SyntaxNode | undefined): boolean =>
  ['http', 'tcp', 'udp'].some((protocol) => {
    const part = findValue(root, protocol);
    return ['routers', 'services', 'middlewares', 'serversTransports'].some((key) => findValue(part, key)?.kind === 'map');
  }) ||
  has(root, 'entryPoints') ||
  has(root, 'certificatesResolvers') ||
  has(firstOf(findValue(root, 'tls'), 'certificates'), 'certFile') ||
  findValue(valueAt(root, 'tls', 'options'), 'default')?.kind === 'map';

/** Kong's declarative file names its format; one without the name is told by services with routes and plugins. */
const isKong = (root: SyntaxNode | undefined): boolean =>
  has(root, '_format_version') ||
  has(root, '_konnect') ||
  ['routes', 'plugins'].some((key) => {
    const service = firstOf(root, 'services');
    return has(service, key) && (has(service, 'url') || has(service, 'host'));
  });

/** APISIX in standalone mode: routes with a `uri`. */
const isApisix = (root: SyntaxNode | undefined): boolean => {
  const route = firstOf(root, 'routes');
  return (has(route, 'uri') || has(route, 'uris')) && (has(route, 'upstream') || has(route, 'upstream_id') || has(route, 'plugins'));
};

const isKrakend = (root: SyntaxNode | undefined): boolean =>
  /krakend/.test(textAt(root, '$schema') ?? '') || (has(root, 'version') && has(firstOf(root, 'endpoints'), 'endpoint', 'backend'));

const isTyk = (root: SyntaxNode | undefined): boolean =>
  has(root, 'x-tyk-api-gateway') ||
  (has(root, 'proxy') && (has(root, 'api_id') || has(findValue(root, 'proxy'), 'listen_path', 'target_url')));

const isSpring = (root: SyntaxNode | undefined): boolean => valueAt(root, 'spring', 'cloud', 'gateway') !== undefined;

const isYarp = (root: SyntaxNode | undefined): boolean => {
  const proxy = findValue(root, 'ReverseProxy');
  return has(proxy, 'Routes') || has(proxy, 'Clusters');
};

/** Caddy's JSON form, which `caddy adapt` writes. */
const isCaddyJson = (root: SyntaxNode | undefined): boolean => has(valueAt(root, 'apps', 'http'), 'servers');

export const recognisers: Readonly<Record<DialectToCome, Detect>> = {
  'gateway-api': kubernetes(
    'gateway.networking.k8s.io',
    'gateway.networking.x-k8s.io',
    'gateway.envoyproxy.io',
    'gateway.kgateway.dev',
    'inference.networking.k8s.io',
    'inference.networking.x-k8s.io',
  ),
  'agentgateway-kubernetes': kubernetes('agentgateway.dev'),
  ingress,
  istio: kubernetes('istio.io'),
  smi: kubernetes('smi-spec.io'),
  traefik: either(
    kubernetes('traefik.io', 'traefik.containo.us'),
    document(isTraefik),
    statements(isTraefikToml, /(?:^|\/)traefik\.(?:ya?ml|toml)$/i),
  ),
  kong: either(document(isKong), kubernetes('konghq.com')),
  contour: kubernetes('projectcontour.io'),
  emissary: kubernetes('getambassador.io'),
  apisix: either(kubernetes('apisix.apache.org'), document(isApisix)),
  linkerd: kubernetes('linkerd.io'),
  krakend: document(isKrakend),
  tyk: document(isTyk),
  'spring-cloud-gateway': document(isSpring),
  yarp: document(isYarp),
  'grpc-xds': document((root) => has(root, 'xds_servers')),
  haproxy: statements(isHaproxy, /haproxy/i),
  nginx: statements(isNginx, /nginx/i),
  caddy: either(statements(isCaddy, /(?:^|\/)Caddyfile$/i), document(isCaddyJson)),
  apache: statements(isApache, /(?:^|\/)(?:httpd|apache2?)\.conf$|(?:^|\/)\.htaccess$/i),
  kubernetes: otherKubernetes,
};
