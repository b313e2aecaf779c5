// Binds and their listeners.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { listener } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/bind-without-port': {
    means: 'A bind has no port.',
    why: 'Only an internal bind, which other parts of the configuration send to, can be without one.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `binds:
- listeners: []`,
    right: `binds:
- port: 8080
  listeners: []`,
  },
  'agentgateway/two-internal-binds': {
    means: 'Two internal binds have no port.',
    why: 'They could not be told apart.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `binds:
- { mode: internal, listeners: [] }
- { mode: internal, listeners: [] }`,
    right: `binds:
- { mode: internal, listeners: [] }
- { port: 8080, listeners: [] }`,
  },
  'agentgateway/tls-needed': {
    means: 'The protocol is encrypted, and there is no certificate.',
    why: 'HTTPS and TLS listeners answer with a certificate; without tls the loader refuses the listener.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: listener,
    wrong: `protocol: HTTPS
routes: []`,
    right: `protocol: HTTP
routes: []`,
  },
  'agentgateway/tls-forbidden': {
    means: 'The protocol is not encrypted, and a certificate is given.',
    why: 'It would not be used, so the loader takes it for a mistake. Set the protocol to HTTPS or TLS, or leave tls out.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: 'gateways: { default: { port: 80, protocol: HTTP, tls: { cert: a.pem, key: a.key } } }',
    right: 'gateways: { default: { port: 80, protocol: HTTP } }',
  },
  'agentgateway/routes-needed': {
    means: 'A listener of this protocol has no routes of its kind.',
    why: 'HTTP and HTTPS listeners have routes, TCP and TLS listeners tcpRoutes.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: listener,
    wrong: 'protocol: TCP',
    right: `protocol: TCP
tcpRoutes: []`,
  },
  'agentgateway/both-routes': {
    means: 'A listener has routes and tcpRoutes.',
    why: 'A connection is either read as HTTP or handed on as it is.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: listener,
    wrong: `routes: []
tcpRoutes: []`,
    right: 'routes: []',
  },
};
