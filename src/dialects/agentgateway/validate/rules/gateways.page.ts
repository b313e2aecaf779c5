// Gateways and what attaches to them.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/port-needed': {
    means: 'There is no port to listen on.',
    why: 'A gateway opens a port; without one nobody can reach it.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: 'gateways: { default: { protocol: HTTP } }',
    right: 'gateways: { default: { port: 8080, protocol: HTTP } }',
  },
  'agentgateway/beside-listeners': {
    means: 'A setting of a single listener stands beside a list of listeners.',
    why: 'With a list each listener has its own protocol, certificate and policies; beside the list it is not clear whose they would be.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `gateways:
  default:
    port: 8080
    protocol: HTTP
    listeners: [{ name: a }]`,
    right: `gateways:
  default:
    port: 8080
    listeners: [{ name: a, protocol: HTTP }]`,
  },
  'agentgateway/mixed-listeners': {
    means: 'Listeners of one port differ in what they expect of a connection.',
    why: 'Before anything is read of it, a connection is either encrypted or not, HTTP or not.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `gateways:
  default:
    port: 8080
    listeners: [{ name: a, protocol: HTTP }, { name: b, protocol: TCP }]`,
    right: `gateways:
  default:
    port: 8080
    listeners: [{ name: a, protocol: HTTP }, { name: b, protocol: HTTP, hostname: b.test }]`,
  },
  'agentgateway/unknown-gateway': {
    means: 'The route names a gateway that does not exist.',
    why: 'It could be reached by nobody; the loader refuses it.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `gateways: { default: { port: 8080 } }
routes:
- { gateways: public, backends: [] }`,
    right: `gateways: { default: { port: 8080 } }
routes:
- { gateways: default, backends: [] }`,
  },
  'agentgateway/wrong-gateway': {
    means: 'The gateway exists, and has no listener of the kind that this needs.',
    why: 'HTTP routes need an HTTP listener, TCP routes one for TCP or TLS.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `gateways: { raw: { port: 8080, protocol: TCP } }
routes:
- { gateways: raw, backends: [] }`,
    right: `gateways: { raw: { port: 8080, protocol: HTTP } }
routes:
- { gateways: raw, backends: [] }`,
  },
  'agentgateway/gateways-needed': {
    means: 'It is not said which gateway this belongs to, and none is called default.',
    why: 'Without gateways a route belongs to the gateway default.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `gateways: { public: { port: 8080 } }
routes:
- backends: []`,
    right: `gateways: { default: { port: 8080 } }
routes:
- backends: []`,
  },
  'agentgateway/gateways-or-port': {
    means: 'A section has both gateways and a port of its own.',
    why: 'Either it opens a port or it is served by a gateway that has one.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `gateways: { default: { port: 8080 } }
llm: { port: 4000, gateways: [default], models: [] }`,
    right: `gateways: { default: { port: 8080 } }
llm: { gateways: [default], models: [] }`,
  },
};
