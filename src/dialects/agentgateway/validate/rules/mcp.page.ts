// Targets of MCP backends.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/mcp-target-name': {
    means: 'The name of a target has characters that it cannot have.',
    why: 'It becomes a part of the names of tools: lower-case letters, digits, - and ., with a letter or digit at both ends.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `mcp:
  port: 3000
  targets: [{ name: My_Tools, stdio: { cmd: tools } }]`,
    right: `mcp:
  port: 3000
  targets: [{ name: my-tools, stdio: { cmd: tools } }]`,
  },
  'agentgateway/stdio-policies': {
    means: 'A target that is started as a process has policies.',
    why: 'Policies of a backend are about connections, and there is none.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `mcp:
  port: 3000
  targets: [{ name: tools, stdio: { cmd: tools }, policies: { http: { version: HTTP/1.1 } } }]`,
    right: `mcp:
  port: 3000
  targets: [{ name: tools, stdio: { cmd: tools } }]`,
  },
  'agentgateway/path-needed': {
    means: 'A target names a backend and no path.',
    why: 'A backend is an address; where on it MCP is spoken must be said.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `mcp:
  port: 3000
  targets: [{ name: tools, mcp: { backend: /tools } }]
backends: [{ name: tools, host: "10.0.0.1:80" }]`,
    right: `mcp:
  port: 3000
  targets: [{ name: tools, mcp: { backend: /tools, path: /mcp } }]
backends: [{ name: tools, host: "10.0.0.1:80" }]`,
  },
  'agentgateway/port-and-path': {
    means: 'A target has a port without a path, or a path without a port.',
    why: 'Either host is a whole URL, or host, port and path are given one by one.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `mcp:
  port: 3000
  targets: [{ name: tools, mcp: { host: tools.test, port: 80 } }]`,
    right: `mcp:
  port: 3000
  targets: [{ name: tools, mcp: { host: tools.test, port: 80, path: /mcp } }]`,
  },
};
