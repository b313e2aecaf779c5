// Which listener of a port serves a connection or a request (agentgateway 1.4): the exact hostname, else the longest `*suffix` (any
// number of labels, never the bare domain), else the listener for every host.
import type { AgwListener, Bind } from '../model.ts';

export interface ListenerIndex {
  readonly exact: ReadonlyMap<string, AgwListener>;
  /** By what follows the star. */
  readonly suffixes: ReadonlyMap<string, AgwListener>;
  readonly any: AgwListener | undefined;
}

function indexOf(listeners: readonly AgwListener[]): ListenerIndex {
  const exact = new Map<string, AgwListener>();
  const suffixes = new Map<string, AgwListener>();
  let any: AgwListener | undefined;
  for (const listener of listeners) {
    const { hostname } = listener;
    if (hostname === '' || hostname === '*') any ??= listener;
    else if (hostname.startsWith('*')) keepFirst(suffixes, hostname.slice(1), listener);
    else keepFirst(exact, hostname, listener);
  }
  return { exact, suffixes, any };
}

function keepFirst(map: Map<string, AgwListener>, key: string, listener: AgwListener): void {
  if (!map.has(key)) map.set(key, listener);
}

export interface BindIndex {
  readonly plain: ListenerIndex;
  readonly tls: ListenerIndex;
  readonly tcp: AgwListener | undefined;
  readonly servesPlain: boolean;
  readonly servesTls: boolean;
}

const indexes = new WeakMap<Bind, BindIndex>();

export function bindIndex(bind: Bind): BindIndex {
  const known = indexes.get(bind);
  if (known !== undefined) return known;
  const plain = bind.chains.filter((l) => l.protocol === 'HTTP' || l.protocol === 'HBONE');
  const tls = bind.chains.filter((l) => l.protocol === 'HTTPS' || l.protocol === 'TLS');
  const tcp = bind.chains.find((l) => l.protocol === 'TCP');
  const made = {
    plain: indexOf(plain),
    tls: indexOf(tls),
    tcp,
    servesPlain: plain.length > 0 || tcp !== undefined,
    servesTls: tls.length > 0,
  };
  indexes.set(bind, made);
  return made;
}

/** The listener for a host name without port; hosts are compared as they are, case included. */
export function listenerFor(index: ListenerIndex, host: string): AgwListener | undefined {
  const exact = index.exact.get(host);
  if (exact !== undefined) return exact;
  if (index.suffixes.size > 0) {
    // From the longest suffix to the shortest; a star may stand for nothing: `.test` is covered by `*.test`.
    for (let i = 0; i < host.length; i++) {
      const found = index.suffixes.get(host.slice(i));
      if (found !== undefined) return found;
    }
  }
  return index.any;
}

/** Whether a listener's own hostname covers a host. */
export function covers(listener: AgwListener, host: string): boolean {
  const { hostname } = listener;
  if (hostname === '' || hostname === '*') return true;
  if (!hostname.startsWith('*')) return hostname === host;
  return host.endsWith(hostname.slice(1));
}
