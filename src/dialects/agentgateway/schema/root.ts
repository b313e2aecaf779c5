// The whole file.
import { namedBackend } from './backends.ts';
import { config } from './config.ts';
import { frontendPolicies } from './frontend.ts';
import { def, list, map, nameOf, opt, req, struct, tagged, text, u16, words } from './kinds.ts';
import { bind, gateway } from './listeners.ts';
import { llm, mcp, ui } from './llm.ts';
import { service, workload } from './mesh.ts';
import { attachedRoute, attachedTcpRoute, routeGroup, routePolicies } from './routes.ts';

const target = tagged('target', {
  gateway: req(
    struct('gateway target', {
      gatewayName: req(nameOf('gateway alone'), 'Name of the gateway: `default`.'),
      gatewayNamespace: req(text, 'Its namespace: `default`.'),
      listenerName: opt(text, 'Only this listener.'),
      port: opt(u16, 'Only this port.'),
    }),
    'A gateway, or one of its listeners.',
  ),
  route: req(
    struct('route target', {
      name: req(nameOf('route'), 'Name of the route.'),
      namespace: req(text, 'Its namespace.'),
      ruleName: opt(text, 'Only this rule.'),
      kind: opt(text, 'Kind of the route.'),
    }),
    'A route, by its name.',
  ),
  backend: req(
    tagged(
      'backend target',
      {
        backend: req(
          struct('backend target', {
            name: req(nameOf('backend alone'), 'Name of the backend.'),
            namespace: req(text, 'Its namespace.'),
            section: opt(text, 'Only this part.'),
          }),
          'A named backend.',
        ),
        service: req(
          struct('service target', {
            hostname: req(text, 'Host name of the service.'),
            namespace: req(text, 'Its namespace.'),
            port: opt(u16, 'Only this port.'),
          }),
          'A service.',
        ),
      },
      'invalid',
    ),
    'A backend or service.',
  ),
  listenerSet: req(
    struct('listener set target', {
      name: req(text, 'Name of the set.'),
      namespace: req(text, 'Its namespace.'),
      section: opt(text, 'Only this part.'),
    }),
    'A listener set.',
  ),
});

const resourceName = struct('name', { name: req(text, 'Name of the policy.'), namespace: req(text, 'Its namespace.') });

const targetedPolicy = struct('targeted policy', {
  name: req(resourceName, 'What the policy is called.'),
  target: req(target, 'What it attaches to.'),
  phase: def(words('route', 'gateway'), 'Before or after the choice of a route.', 'route'),
  policy: req(routePolicies, 'Exactly one policy.'),
});

export const root = struct('configuration', {
  config: opt(config, 'Settings of the process.'),
  binds: def(list(bind), 'Ports with listeners and routes in one place (older form).'),
  frontendPolicies: def(frontendPolicies, 'Policies for every connection.'),
  policies: def(list(targetedPolicy), 'Policies that say themselves what they attach to.'),
  workloads: def(list(workload), 'Workloads of a mesh.'),
  services: def(list(service), 'Services of a mesh.'),
  backends: def(list(namedBackend), 'Backends with names.'),
  routeGroups: def(list(routeGroup), 'Groups of routes that other routes lead to.'),
  gateways: def(map(gateway), 'Ports by name; routes attach themselves.'),
  routes: def(list(attachedRoute), 'HTTP routes.'),
  tcpRoutes: def(list(attachedTcpRoute), 'TCP routes.'),
  llm: opt(llm, 'LLM models.'),
  mcp: opt(mcp, 'MCP servers.'),
  ui: opt(ui, 'The console.'),
});
