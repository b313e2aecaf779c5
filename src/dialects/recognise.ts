// What the dialects of to-come.ts are recognised by.
import { findValue, type SyntaxNode } from '../text/syntax.ts';
import type { Certainty, Dialect } from './dialect.ts';
import type { DialectToCome } from './to-come.ts';

type Detect = Dialect['detect'];

/** The value of a key as text. */
function textAt(document: SyntaxNode | undefined, key: string): string | undefined {
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

export const recognisers: Readonly<Record<DialectToCome, Detect>> = {
  'gateway-api': kubernetes('gateway.networking.k8s.io', 'gateway.envoyproxy.io', 'gateway.kgateway.dev', 'inference.networking.k8s.io'),
  'agentgateway-kubernetes': kubernetes('agentgateway.dev'),
  ingress: ingress,
  istio: kubernetes('istio.io'),
  smi: kubernetes('smi-spec.io'),
  traefik: traefik,
  kong: (document, text, name) =>
    keys('certain', '_format_version')(document, text, name) === 'certain' ? 'certain' : kubernetes('konghq.com')(document, text, name),
  contour: kubernetes('projectcontour.io'),
  emissary: kubernetes('getambassador.io'),
  apisix: kubernetes('apisix.apache.org'),
  linkerd: kubernetes('linkerd.io'),
  'grpc-xds': keys('certain', 'xds_servers'),
  haproxy: words(
    /^(?:global|defaults|(?:frontend|backend|listen)[ \t]+[^\s:{]+)[ \t]*(?:#.*)?\r?\n[ \t]+(?:bind|mode|timeout|server|default_backend|acl|use_backend|log|maxconn|option|http-request)\b/m,
    /haproxy|\.haproxy$/i,
  ),
  nginx: words(
    /^[ \t]*(?:events|http|server|stream|upstream[ \t]+[^\s{]+|location[ \t]+[^{};\n]{1,200}|if[ \t]*\([^{}\n]{1,200}\)[ \t]*)[ \t\r\n]*\{(?:[ \t]*(?:#[^\n]*)?\r?\n|[ \t]*[a-z_]+[^;{}\n]*[;{]|[ \t]*\})/m,
    /nginx|\.conf$/i,
  ),
  caddy: words(
    /^[^\s{}#][^{}\n]{0,200}\{[ \t]*\r?\n[ \t]+(?:reverse_proxy|file_server|respond|root|encode|handle|route|redir|tls)\b/m,
    /^Caddyfile$/i,
  ),
  kubernetes: otherKubernetes,
};
