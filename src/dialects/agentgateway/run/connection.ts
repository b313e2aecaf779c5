// The connection: which port it reaches and which listener serves it (agentgateway 1.4). TLS connections are matched by SNI among HTTPS and TLS listeners
// (SNI without case); an unknown name fails the handshake. A plain connection to a port that only serves TLS is closed.
import { splitAuthority } from '../../../http/authority.ts';
import type { NormalRequest } from '../../../http/normal-request.ts';
import type { AgwListener, AgwModel, Bind } from '../model.ts';
import { bindIndex, covers, listenerFor } from './listener.ts';

export type Connected =
  | { readonly kind: 'http'; readonly bind: Bind /** Chosen by SNI; undefined: the Host decides. */; readonly tls: AgwListener | undefined }
  | { readonly kind: 'tcp'; readonly bind: Bind; readonly listener: AgwListener }
  | { readonly kind: 'closed'; readonly bind: Bind | undefined; readonly reason: string | undefined; readonly because: string };

export function connect(model: AgwModel, request: NormalRequest): Connected {
  const bind = bindFor(model, request);
  if (bind === undefined) return { kind: 'closed', bind, reason: undefined, because: wanted(request) };
  const index = bindIndex(bind);
  if (request.tls !== undefined) {
    if (!index.servesTls) return { kind: 'closed', bind, reason: 'tls_handshake_failed', because: `${doorOf(bind)} does not serve TLS` };
    const sni = (request.tls.sni ?? '').toLowerCase();
    const listener = listenerFor(index.tls, sni);
    if (listener === undefined)
      return { kind: 'closed', bind, reason: 'tls_handshake_failed', because: `no listener of ${doorOf(bind)} serves the name '${sni}'` };
    return listener.protocol === 'HTTPS' ? { kind: 'http', bind, tls: listener } : { kind: 'tcp', bind, listener };
  }
  const tcp = index.tcp;
  if (tcp !== undefined && (request.connection.protocol === 'tcp' || !bind.chains.some((l) => l.protocol === 'HTTP')))
    return { kind: 'tcp', bind, listener: tcp };
  if (!index.servesPlain && bind.chains.length > 0)
    return { kind: 'closed', bind, reason: undefined, because: `${doorOf(bind)} serves TLS only, and the connection is plain` };
  return { kind: 'http', bind, tls: undefined };
}

/** A bind whose port is missing or cannot be read has its name alone. */
const doorOf = ({ port, name }: Bind): string => (port === undefined ? `bind ${name}` : `port ${port}`);

const wanted = ({ listener }: NormalRequest): string =>
  listener.port === undefined ? 'the configuration opens no port' : `nothing listens on port ${listener.port}`;

/** The port asked for, or the listener's name; else the only one, else the first that serves the transport. */
function bindFor(model: AgwModel, request: NormalRequest): Bind | undefined {
  const open = model.listeners.filter((bind) => !bind.internal);
  const { port, name } = request.listener;
  if (port !== undefined) return open.find((bind) => bind.port === port);
  if (name !== undefined) {
    const named = open.find((bind) => bind.name === name || bind.chains.some((l) => l.name === name));
    if (named !== undefined) return named;
  }
  if (open.length === 1) return open[0];
  const serves = (bind: Bind): boolean => {
    const index = bindIndex(bind);
    return request.tls === undefined ? index.servesPlain : index.servesTls;
  };
  return open.find(serves) ?? open[0];
}

export type Hosted =
  | { readonly kind: 'listener'; readonly listener: AgwListener }
  | {
      readonly kind: 'refused';
      readonly status: 404 | 421;
      readonly error: string;
      readonly listener: AgwListener | undefined;
      readonly because: string;
    };

/**
 * The listener for a request by its Host. After TLS the listener is the one of the SNI: when another fits the Host better the request is misdirected (421);
 * when the Host is outside its hostname and fits no other, no route is looked for.
 */
export function listenerForHost(bind: Bind, tls: AgwListener | undefined, authority: string): Hosted {
  const { host } = splitAuthority(authority);
  const index = bindIndex(bind);
  const fits = listenerFor(tls === undefined ? index.plain : index.tls, host);
  if (tls === undefined) {
    if (fits !== undefined) return { kind: 'listener', listener: fits };
    return {
      kind: 'refused',
      status: 404,
      error: 'listener not found',
      listener: undefined,
      because: `no listener of ${doorOf(bind)} serves the host ${host}`,
    };
  }
  if (fits !== undefined && fits.id !== tls.id)
    return {
      kind: 'refused',
      status: 421,
      error: 'misdirected request',
      listener: tls,
      because: `the connection was made for ${tls.name}, but the host ${host} belongs to listener ${fits.name}`,
    };
  if (!covers(tls, host))
    return {
      kind: 'refused',
      status: 404,
      error: 'route not found',
      listener: tls,
      because: `the host ${host} is outside the hostname of listener ${tls.name}`,
    };
  return { kind: 'listener', listener: tls };
}
