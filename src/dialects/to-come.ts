// Dialects that are recognised and named, and not answered yet. A person who pastes one is told what it is instead of being
// shown the errors of a format that it never was. What they are recognised by is loaded when no answered dialect is certain.
import { part } from '../base/part.ts';
import type { SyntaxNode } from '../text/syntax.ts';
import type { Dialect } from './dialect.ts';

const TITLES = {
  'gateway-api': 'Kubernetes Gateway API',
  'agentgateway-kubernetes': 'agentgateway Kubernetes resources',
  ingress: 'Kubernetes Ingress',
  istio: 'Istio',
  smi: 'Service Mesh Interface',
  traefik: 'Traefik',
  kong: 'Kong',
  contour: 'Contour',
  emissary: 'Emissary-ingress',
  apisix: 'Apache APISIX',
  linkerd: 'Linkerd',
  krakend: 'KrakenD',
  tyk: 'Tyk',
  'spring-cloud-gateway': 'Spring Cloud Gateway',
  yarp: 'YARP',
  'grpc-xds': 'gRPC xDS bootstrap',
  haproxy: 'HAProxy',
  nginx: 'NGINX',
  caddy: 'Caddy',
  apache: 'Apache HTTP Server',
  kubernetes: 'Kubernetes objects',
} as const;

export type DialectToCome = keyof typeof TITLES;

const recognise = part<typeof import('./recognise/index.ts')>();
recognise.comesFrom(() => import('./recognise/index.ts'));

/** Loads what they are recognised by; idempotent. */
export const loadRecognisers = recognise.load;

const ids = Object.keys(TITLES) as readonly DialectToCome[];

export const dialectsToCome: readonly Dialect[] = ids.map((id) => ({
  id,
  title: TITLES[id],
  profiles: [],
  detect: (document, text, fileName) => recognise().recognisers[id](document, text, fileName),
  load: undefined,
}));

/** What a text is that configures no gateway: `{ title: 'a Compose file' }`, with what to do instead. Undefined: nothing well known. */
export const foreignKind = (
  root: SyntaxNode | undefined,
  text: string,
): { readonly title: string; readonly instead?: string } | undefined => recognise().foreignKind(root, text);

/** The id of the dialect that a text without its marks seems to be meant as: its keys are misspelt or cut off. */
export const resembling = (root: SyntaxNode | undefined, text: string): string | undefined => recognise().resembling(root, text);
