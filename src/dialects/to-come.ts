// Dialects that are recognised and named, and not answered yet. A person who pastes one is told what it is instead of being
// shown the errors of a format that it never was.
import { findValue, type SyntaxNode } from '../text/syntax.ts';
import type { Certainty, Dialect } from './dialect.ts';

type Detect = Dialect['detect'];

const toCome = (id: string, title: string, detect: Detect): Dialect => ({ id, title, profiles: [], detect, load: undefined });

/** The value of a key as text. */
export function textAt(document: SyntaxNode | undefined, key: string): string | undefined {
  const value = findValue(document, key);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** API group of a Kubernetes object, of the items of a `List`, or of one without version prefix (`v1` has none). */
function groupsOf(document: SyntaxNode | undefined): readonly { readonly group: string; readonly kind: string }[] {
  const version = textAt(document, 'apiVersion');
  const kind = textAt(document, 'kind');
  if (version === undefined || kind === undefined) return [];
  const items = findValue(document, 'items');
  if (kind.endsWith('List') && items?.kind === 'list') return items.items.slice(0, 100).flatMap(groupsOf);
  return [{ group: version.includes('/') ? (version.split('/')[0] as string) : '', kind }];
}

const kubernetes =
  (...groups: readonly string[]): Detect =>
  (document) =>
    groupsOf(document).some(({ group }) => groups.some((wanted) => group === wanted || group.endsWith(`.${wanted}`))) ? 'certain' : 'no';

const ingress: Detect = (document) =>
  groupsOf(document).some(({ group, kind }) => (group === 'networking.k8s.io' || group === 'extensions') && kind.startsWith('Ingress'))
    ? 'certain'
    : 'no';

/** Any other Kubernetes object: a Service alone is no gateway configuration, but it is known what it is. */
const otherKubernetes: Detect = (document) => (groupsOf(document).length > 0 ? 'likely' : 'no');

const keys =
  (certainty: Certainty, ...wanted: readonly string[]): Detect =>
  (document) =>
    wanted.some((key) => findValue(document, key) !== undefined) ? certainty : 'no';

/** Dialects that are no YAML: a test over the first part of the text. Kubernetes objects carry such texts as values. */
const words =
  (test: RegExp, suffix: RegExp): Detect =>
  (document, text, fileName) =>
    groupsOf(document).length > 0 ? 'no' : test.test(text.slice(0, 65_536)) ? 'certain' : suffix.test(fileName) ? 'likely' : 'no';

const traefik: Detect = (document, text, fileName) => {
  if (kubernetes('traefik.io', 'traefik.containo.us')(document, text, fileName) === 'certain') return 'certain';
  const http = findValue(document, 'http');
  if (findValue(http, 'routers') !== undefined || findValue(document, 'entryPoints') !== undefined) return 'certain';
  return /^\[(?:http\.routers|entryPoints)[\].]/m.test(text.slice(0, 65_536)) ? 'certain' : 'no';
};

export const dialectsToCome: readonly Dialect[] = [
  toCome(
    'gateway-api',
    'Kubernetes Gateway API',
    kubernetes('gateway.networking.k8s.io', 'gateway.envoyproxy.io', 'gateway.kgateway.dev', 'inference.networking.k8s.io'),
  ),
  toCome('agentgateway-kubernetes', 'agentgateway Kubernetes resources', kubernetes('agentgateway.dev')),
  toCome('ingress', 'Kubernetes Ingress', ingress),
  toCome('istio', 'Istio', kubernetes('istio.io')),
  toCome('smi', 'Service Mesh Interface', kubernetes('smi-spec.io')),
  toCome('traefik', 'Traefik', traefik),
  toCome('kong', 'Kong', (document, text, name) =>
    keys('certain', '_format_version')(document, text, name) === 'certain' ? 'certain' : kubernetes('konghq.com')(document, text, name),
  ),
  toCome('contour', 'Contour', kubernetes('projectcontour.io')),
  toCome('emissary', 'Emissary-ingress', kubernetes('getambassador.io')),
  toCome('apisix', 'Apache APISIX', kubernetes('apisix.apache.org')),
  toCome('linkerd', 'Linkerd', kubernetes('linkerd.io')),
  toCome('grpc-xds', 'gRPC xDS bootstrap', keys('certain', 'xds_servers')),
  toCome(
    'haproxy',
    'HAProxy',
    words(
      /^(?:global|defaults|(?:frontend|backend|listen)[ \t]+[^\s:{]+)[ \t]*(?:#.*)?\r?\n[ \t]+(?:bind|mode|timeout|server|default_backend|acl|use_backend|log|maxconn|option|http-request)\b/m,
      /haproxy|\.haproxy$/i,
    ),
  ),
  toCome(
    'nginx',
    'NGINX',
    words(
      /^[ \t]*(?:events|http|server|stream|upstream[ \t]+[^\s{]+|location[ \t]+[^{};\n]{1,200}|if[ \t]*\([^{}\n]{1,200}\)[ \t]*)[ \t\r\n]*\{(?:[ \t]*(?:#[^\n]*)?\r?\n|[ \t]*[a-z_]+[^;{}\n]*[;{]|[ \t]*\})/m,
      /nginx|\.conf$/i,
    ),
  ),
  toCome(
    'caddy',
    'Caddy',
    words(
      /^[^\s{}#][^{}\n]{0,200}\{[ \t]*\r?\n[ \t]+(?:reverse_proxy|file_server|respond|root|encode|handle|route|redir|tls)\b/m,
      /^Caddyfile$/i,
    ),
  ),
  toCome('kubernetes', 'Kubernetes objects', otherKubernetes),
];
