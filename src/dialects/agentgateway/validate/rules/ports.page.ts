// Ports that are opened.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/same-port': {
    means: 'One port is opened twice.',
    why: 'Only one listener of the program can have a port; it refuses to start.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `binds: [{ port: 8080, listeners: [] }]
gateways: { default: { port: 8080 } }`,
    right: `binds: [{ port: 8080, listeners: [] }]
gateways: { default: { port: 8081 } }`,
  },
  'agentgateway/llm-mcp-port': {
    means: 'The sections llm and mcp open the same port.',
    why: 'Each of them would listen there alone. To serve both on one port, attach both to one gateway.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `llm: { port: 4000, models: [] }
mcp: { port: 4000, targets: [] }`,
    right: `llm: { port: 4000, models: [] }
mcp: { port: 4001, targets: [] }`,
  },
};
