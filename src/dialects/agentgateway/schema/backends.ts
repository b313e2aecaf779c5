// Backends of routes, and those that are named in `backends`.

import { aiBackend, aiPolicy } from './ai.ts';
import { backendAuth, simpleBackendFields, tunnel } from './backend-auth.ts';
import { backendRef, backendTls, headerModifier, rules, serviceRef } from './common.ts';
import { def, type Fields, i32, nameOf, opt, req, type Shape, share, struct, tagged, text, union, words } from './kinds.ts';
import { mcpBackend, mcpGuardrails } from './mcp.ts';
import { plainExtAuthz } from './policies-auth.ts';
import { requestRedirect } from './policies-traffic.ts';
import { arn, cel, duration, emptyOrCel, hostPort } from './texts.ts';

export const health = struct('health', {
  unhealthyExpression: opt(emptyOrCel, 'True counts the answer as a failure; an error counts as success.'),
  eviction: opt(
    struct('eviction', {
      duration: opt(duration, 'How long a failing endpoint is left out.'),
      restoreHealth: opt(share, 'Health with which it comes back.'),
      consecutiveFailures: opt(i32, 'Failures in a row that it takes.'),
      healthThreshold: opt(share, 'Health below which it is left out.'),
    }),
    'When endpoints are left out.',
  ),
});

export const backendPolicies: Shape = struct(
  'backend policies',
  {
    ...simpleBackendFields,
    responseHeaderModifier: opt(headerModifier, 'Fixed changes to the headers of the answer.'),
    requestRedirect: opt(requestRedirect, 'Answer with a redirect instead.'),
    health: opt(health, 'What counts as failure.'),
    extAuthz: opt(plainExtAuthz, 'Ask a service whether the backend may be called.'),
    authorization: opt(rules, 'Rules for calling the backend.'),
    mcpAuthorization: opt(rules, 'Rules for tools, prompts and resources.'),
    mcpGuardrails: opt(mcpGuardrails, 'Services that see MCP calls.'),
    a2a: opt(struct('a2a', {}), 'The backend speaks A2A.'),
    inferenceRouting: opt(
      struct('inferenceRouting', {
        endpointPicker: req(backendRef, 'Service that picks the endpoint.'),
        destinationMode: def(words('validated', 'passthrough'), 'Whether the picked endpoint must be known.', 'validated'),
      }),
      'An endpoint picker; on services only.',
    ),
    sessionAffinity: opt(
      struct('sessionAffinity', { source: req(cel, 'Requests for which it gives the same text go to the same endpoint.') }),
      'Keeps clients at one endpoint.',
    ),
    ai: opt(aiPolicy, 'LLM traffic.'),
  },
  { flat: true },
);

const ai = aiBackend(() => backendPolicies);

const internal = tagged('internal', {}, 'forward');

const shared: Fields = {
  host: req(hostPort, 'Address as host:port. A name is looked up, and sent as Host.'),
  mcp: req(mcpBackend, 'MCP servers.'),
  ai: req(ai, 'LLM providers.'),
  aws: req(
    struct(
      'aws',
      {},
      {
        choice: {
          agentCore: req(
            struct('agentCore', { agentRuntimeArn: req(arn, 'ARN of the runtime.'), qualifier: opt(text, 'Version or alias.') }),
            'Bedrock AgentCore.',
          ),
        },
      },
    ),
    'AWS services.',
  ),
  internal: req(union('internal', internal, text), 'An internal bind of this gateway.'),
};

const dynamic = req(
  struct('dynamic', { target: opt(cel, 'Gives host:port; without it the request’s Host.') }),
  'Where the request itself, or an expression, says.',
);
const weight = def({ kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' } as const, 'Share of the requests.', '1');
const byName = req(nameOf('backend'), 'An entry of `backends`, with a leading slash: `/name`.');
const byService = req(serviceRef, 'A service of the section `services`.');

export const routeBackend = struct(
  'backend',
  { weight, policies: opt(backendPolicies, 'Policies for this backend on this route.') },
  {
    choice: {
      ...shared,
      service: byService,
      backend: byName,
      dynamic,
      routeGroup: req(nameOf('route group'), 'A route group that decides further.'),
      invalid: opt(struct('invalid', {}), 'No backend: 500.'),
    },
  },
);

export const tcpBackend = struct(
  'TCP backend',
  {
    weight,
    policies: opt(
      struct('TCP backend policies', {
        backendTLS: opt(backendTls, 'TLS towards the backend.'),
        backendTunnel: opt(tunnel, 'Reach it through a proxy.'),
      }),
      'Policies for this backend.',
    ),
  },
  { choice: { host: req(hostPort, 'Address as host:port.'), service: byService, dynamic, backend: byName } },
);

export const namedBackend = struct(
  'named backend',
  { name: req(text, 'Name; referenced as `/name`.'), policies: opt(backendPolicies, 'Policies wherever it is used.') },
  { choice: shared },
);
export { backendAuth };
