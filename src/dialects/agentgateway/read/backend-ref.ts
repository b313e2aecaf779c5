// A plain reference to a backend, as policies hold them (agentgateway 1.4: `host: name:port`, `service: {name: ns/host, port}` or
// `backend: /name`; only the form with the slash finds a named backend).

import type { Origin } from '../../../model/model.ts';
import type { AgwModel } from '../model.ts';
import { type At, child, numberOf, originOf, textOf } from './at.ts';
import { type HostAndPort, readHostPort } from './host-port.ts';

export type BackendRef =
  | { readonly kind: 'host'; readonly name: string; readonly host: string; readonly port: number; readonly origin: Origin }
  | { readonly kind: 'backend'; readonly name: string; readonly origin: Origin }
  | { readonly kind: 'service'; readonly name: string; readonly port: number; readonly origin: Origin };

export function readBackendRef(at: At): BackendRef | undefined {
  const host = textOf(child(at, 'host'));
  if (host !== undefined) {
    const read = readHostPort(host) ?? readUrl(host);
    return read === undefined ? undefined : { kind: 'host', name: host, ...read, origin: originOf(child(at, 'host')) };
  }
  const backend = textOf(child(at, 'backend'));
  if (backend !== undefined) return { kind: 'backend', name: backend, origin: originOf(child(at, 'backend')) };
  const service = child(at, 'service');
  const name = textOf(child(service, 'name'));
  return name === undefined ? undefined : { kind: 'service', name, port: numberOf(child(service, 'port')) ?? 0, origin: originOf(service) };
}

/** Policies that ask a service take a URL without path, too. */
function readUrl(text: string): HostAndPort | undefined {
  const [, scheme, host = '', port] = /^(https?):\/\/([^/?#]*?)(?::(\d+))?(?:[/?#]|$)/i.exec(text) ?? [];
  return scheme === undefined ? undefined : { host, port: Number(port ?? (scheme.toLowerCase() === 'http' ? 80 : 443)) };
}

/** Whether a policy names nobody, or somebody who is nowhere: its calls fail. */
export const leadsNowhere = (model: AgwModel, ref: BackendRef | undefined): boolean =>
  ref === undefined || (ref.kind === 'backend' && !model.clusters.some((cluster) => cluster.id === `backend/${backendNameOf(ref.name)}`));

/** The name under which a `backend:` reference finds an entry of `backends`: `/name` finds `name`. */
export const backendNameOf = (reference: string): string | undefined => (reference.startsWith('/') ? reference.slice(1) : undefined);

/** Where a reference leads; undefined when nothing of the name exists. */
export function resolveRef(model: AgwModel, ref: BackendRef): { readonly endpoint: string } | undefined {
  switch (ref.kind) {
    case 'host':
      return { endpoint: `${ref.host}:${ref.port}` };
    case 'backend': {
      const name = backendNameOf(ref.name);
      const found = model.clusters.findLast((cluster) => cluster.backend.kind !== 'service' && cluster.id === `backend/${name}`);
      return found?.backend.kind === 'host' ? { endpoint: `${found.backend.host}:${found.backend.port}` } : undefined;
    }
    case 'service': {
      const service = model.services.find((s) => `${s.namespace}/${s.hostname}` === ref.name);
      const port = service?.ports[String(ref.port)];
      const endpoint = service?.endpoints[0];
      return endpoint === undefined
        ? undefined
        : { endpoint: `${endpoint.address}:${endpoint.ports[String(ref.port)] ?? port ?? ref.port}` };
    }
  }
}
