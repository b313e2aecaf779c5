// Dialects that are recognised and named, and not answered yet. A person who pastes one is told what it is instead of being
// shown the errors of a format that it never was. What they are recognised by is loaded when no answered dialect is certain.
import { part } from '../base/part.ts';
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
  'grpc-xds': 'gRPC xDS bootstrap',
  haproxy: 'HAProxy',
  nginx: 'NGINX',
  caddy: 'Caddy',
  kubernetes: 'Kubernetes objects',
} as const;

export type DialectToCome = keyof typeof TITLES;

const recognise = part<typeof import('./recognise.ts')>();
recognise.comesFrom(() => import('./recognise.ts'));

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
