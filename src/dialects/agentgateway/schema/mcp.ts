// MCP: backends with their targets, guardrails.
import { simpleBackendPolicies } from './backend-auth.ts';
import { fileTextOrUrl, headerFilter, refChoice } from './common.ts';
import { bool, def, type Fields, list, map, nameOf, opt, req, type Shape, struct, text, u16, union, words } from './kinds.ts';
import { cel } from './texts.ts';

const address = (more: Fields = {}): Shape => {
  const flat = true;
  return union(
    'address',
    struct(
      'address',
      { host: req(text, 'Address of the server.'), port: req(u16, 'Its port.'), path: req(text, 'Its path.'), ...more },
      { flat },
    ),
    struct(
      'address',
      {
        host: req(text, 'URL of the server, or its address beside `port` and `path`.'),
        port: opt(u16, 'Its port; needs `path`.'),
        path: opt(text, 'Its path; needs `port`.'),
        ...more,
      },
      { flat },
    ),
    struct(
      'address',
      { backend: req(nameOf('backend'), 'Name of an entry of `backends`.'), path: opt(text, 'Path at that backend; required.'), ...more },
      { flat },
    ),
  );
};

const targetKinds: Fields = {
  sse: req(address(), 'A server with the older SSE transport.'),
  mcp: req(address(), 'A server with streamable HTTP.'),
  stdio: req(
    struct('stdio', {
      cmd: req(text, 'Program to start.'),
      args: def(list(text), 'Its arguments.'),
      env: def(map(text), 'Its environment.'),
      clear_env: def(bool, 'Start it with nothing else in the environment.', 'false'),
    }),
    'A process on the gateway’s machine.',
  ),
  openapi: req(address({ schema: req(fileTextOrUrl, 'The OpenAPI document whose operations become tools.') }), 'An HTTP API as tools.'),
};

export const mcpTarget = struct(
  'target',
  { name: req(text, 'Name: lower-case letters, digits, `-` and `.`.'), policies: opt(simpleBackendPolicies, 'Policies for this server.') },
  { choice: targetKinds },
);

export const mcpFields: Fields = {
  targets: req(list(mcpTarget), 'Servers behind this endpoint; of several, names carry the target.'),
  statefulMode: def(words('stateless', 'stateful'), 'With sessions, or each call on its own.', 'stateful'),
  prefixMode: opt(words('conditional', 'always', 'never'), 'When names carry their target.', 'conditional'),
  failureMode: opt(words('failClosed', 'failOpen'), 'Whether a session needs every target.', 'failClosed'),
  dnsRebindingProtection: def(bool, 'Refuse requests whose Origin is foreign.', 'false'),
};

export const mcpBackend: Shape = struct('mcp', mcpFields);

export const mcpGuardrails = struct('mcpGuardrails', {
  processors: req(
    list(
      struct(
        'processor',
        {
          kind: req(words('remote'), 'A service.'),
          methods: def(map(words('off', 'request', 'response', 'full')), 'Methods that it sees, and when.'),
          policies: def(simpleBackendPolicies, 'Policies for the call.'),
          failureMode: def(words('failClosed', 'failOpen'), 'What happens when it cannot be reached.', 'failClosed'),
          metadata: def(map(cel), 'Metadata sent along, by expression.'),
          requestHeaders: def(headerFilter, 'Headers sent along.'),
        },
        { choice: refChoice, choiceOptional: true },
      ),
    ),
    'Services that see calls and answers, in order.',
  ),
});
