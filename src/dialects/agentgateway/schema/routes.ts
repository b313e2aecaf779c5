// Routes: matches, the policies of a route, backends; route groups and TCP routes.
import { aiPolicy } from './ai.ts';
import { backendAuth, tunnel } from './backend-auth.ts';
import { routeBackend, tcpBackend } from './backends.ts';
import { backendTls, headerMatch, headerModifier, rules } from './common.ts';
import { any, def, type Fields, list, nameOf, opt, req, struct, tagged, text, union } from './kinds.ts';
import { mcpGuardrails } from './mcp.ts';
import { apiKey, basicAuth, extAuthz, extProc, jwtAuth, mcpAuthentication, oidc, remoteRateLimit } from './policies-auth.ts';
import {
  buffer,
  cors,
  csrf,
  delay,
  directResponse,
  localRateLimit,
  requestMirror,
  requestRedirect,
  retry,
  timeout,
  transformations,
  urlRewrite,
} from './policies-traffic.ts';
import { regex } from './texts.ts';

const pathMatch = tagged(
  'path match',
  {
    exact: req(text, 'This path, byte for byte.'),
    pathPrefix: req(text, 'Paths under this one; it ends at a slash. Trailing slashes do not count.'),
    regex: req(regex, 'A pattern that must span the whole path.'),
  },
  'invalid',
);

export const routeMatch = struct(
  'match',
  {
    headers: def(list(headerMatch), 'Headers that must all fit.'),
    path: def(pathMatch, 'What the path must be.', 'every path'),
    method: def(any, 'The method, as written.'),
    query: def(
      list(
        struct('query match', {
          name: req(text, 'Name of the parameter.'),
          value: req(
            tagged(
              'value match',
              { exact: req(text, 'This value.'), regex: req(regex, 'A pattern that must span the whole value.') },
              'invalid',
            ),
            'What the value must be.',
          ),
        }),
      ),
      'Query parameters that must all fit; of one name the last counts.',
    ),
  },
  { flat: true },
);

export const routePolicyFields: Fields = {
  requestHeaderModifier: opt(headerModifier, 'Fixed changes to the request’s headers.'),
  responseHeaderModifier: opt(headerModifier, 'Fixed changes to the answer’s headers.'),
  requestRedirect: opt(requestRedirect, 'Answer with a redirect.'),
  urlRewrite: opt(urlRewrite, 'Another path or Host towards the backend.'),
  requestMirror: opt(requestMirror, 'Send copies to a second backend.'),
  directResponse: opt(directResponse, 'Answer without a backend.'),
  cors: opt(cors, 'Requests from other origins.'),
  mcpAuthorization: opt(rules, 'Rules for tools, prompts and resources.'),
  mcpGuardrails: opt(mcpGuardrails, 'Services that see MCP calls.'),
  authorization: opt(rules, 'Rules that allow or deny the request.'),
  mcpAuthentication: opt(mcpAuthentication, 'Tokens, as MCP clients expect it.'),
  a2a: opt(struct('a2a', {}), 'The backend speaks A2A.'),
  ai: opt(aiPolicy, 'LLM traffic.'),
  backendTLS: opt(backendTls, 'TLS towards the backend.'),
  backendTunnel: opt(tunnel, 'Reach the backend through a proxy.'),
  backendAuth: opt(backendAuth, 'The credential that the backend gets.'),
  localRateLimit: opt(localRateLimit, 'Token buckets in the gateway.'),
  remoteRateLimit: opt(remoteRateLimit, 'Limits of a service.'),
  jwtAuth: opt(jwtAuth, 'Tokens of an issuer; claims become `jwt`.'),
  oidc: opt(oidc, 'Logs browsers in.'),
  basicAuth: opt(basicAuth, 'User names and passwords.'),
  apiKey: opt(apiKey, 'Keys that are known.'),
  extAuthz: opt(extAuthz, 'Ask a service whether the request may go on.'),
  extProc: opt(extProc, 'Let a service change request and answer.'),
  transformations: opt(transformations, 'Changes by expression.'),
  csrf: opt(csrf, 'Changing requests must come from the same origin.'),
  buffer: opt(buffer, 'Read bodies whole.'),
  timeout: opt(timeout, 'How long it may take.'),
  retry: opt(retry, 'Try failing calls again.'),
  delay: opt(delay, 'Wait first.'),
};

export const routePolicies = struct('policies', routePolicyFields);

const routeFields: Fields = {
  name: opt(text, 'Name of the route.', 'route0, route1 …'),
  namespace: opt(text, 'Namespace of the name.', 'default'),
  ruleName: opt(text, 'Name of a rule within the route.'),
  hostnames: def(list(text), 'Hosts that it serves: exact, or `*.` and a domain. None: every host.'),
  matches: def(list(routeMatch), 'Any one must fit; an empty list fits nothing.', 'every path'),
  policies: opt(routePolicies, 'What happens to a request of this route.'),
  backends: def(list(routeBackend), 'Where requests go, by weight.'),
};

export const route = struct('route', routeFields, { flat: true });

const gateways = opt(
  union('gateways', nameOf('gateway'), list(nameOf('gateway'))),
  'Gateways or listeners that it attaches to: `gateway`, `gateway/listener`.',
  'the gateway `default`',
);
export const gatewayRefs = gateways;

export const attachedRoute = struct('route', { gateways, ...routeFields }, { flat: true });

const tcpFields: Fields = {
  name: opt(text, 'Name of the route.', 'tcproute0 …'),
  namespace: opt(text, 'Namespace of the name.', 'default'),
  ruleName: opt(text, 'Name of a rule within the route.'),
  hostnames: def(list(text), 'Names (SNI) that it serves. None: every name.'),
  policies: opt(struct('TCP policies', { backendTLS: opt(backendTls, 'TLS towards the backend.') }), 'Policies of the route.'),
  backends: def(list(tcpBackend), 'Where connections go, by weight.'),
};

export const tcpRoute = struct('TCP route', tcpFields, { flat: true });
export const attachedTcpRoute = struct('TCP route', { gateways, ...tcpFields }, { flat: true });

export const routeGroup = struct('route group', {
  name: req(text, 'Name; backends refer to it.'),
  routes: req(list(route), 'Its routes, ranked among themselves.'),
});
