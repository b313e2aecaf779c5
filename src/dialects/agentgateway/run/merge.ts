// Which policies are in force (agentgateway 1.4, merge). For a route: gateway < listenerSet < listener < service < route < route rule < inline;
// a more specific one replaces the same field as a whole, nothing is merged within it. `authorization` and `mcpAuthorization`
// rules of all levels count together; the outermost `buffer` wins. For a backend: what is written beside it, then what its route says, then the
// backend's own, the listener's, the gateway's; the first wins.

import type { AgwBackend, AgwListener, AgwModel, AgwPolicy, AgwRoute, Level, PolicyTarget, RouteBackend } from '../model.ts';
import type { AuthorizationSpec } from '../steps/authorization.ts';

/** From the least to the most specific. */
const LEVELS: readonly Level[] = [
  'frontend',
  'gateway',
  'listenerSet',
  'listener',
  'service',
  'outerRoute',
  'backend',
  'subBackend',
  'route',
  'routeRule',
  'inline',
  'routeBackend',
  'model',
];

const ACCUMULATE: ReadonlySet<string> = new Set(['authorization', 'mcpAuthorization']);

export interface Effective {
  readonly policies: readonly AgwPolicy[];
  /** Policies that a more specific one has replaced, by the id of the one that did. */
  readonly replaced: ReadonlyMap<string, readonly AgwPolicy[]>;
}

const NOTHING: Effective = { policies: [], replaced: new Map() };

/** Merges policies of several levels; the result is in `order`, policies outside it at the end. */
function merge(all: readonly AgwPolicy[], order: readonly string[]): Effective {
  if (all.length === 0) return NOTHING;
  const byType = new Map<string, AgwPolicy[]>();
  for (const policy of all) {
    const list = byType.get(policy.type);
    if (list === undefined) byType.set(policy.type, [policy]);
    else list.push(policy);
  }
  const replaced = new Map<string, readonly AgwPolicy[]>();
  const policies: AgwPolicy[] = [];
  for (const [type, list] of byType) {
    const ranked = [...list].sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
    if (type === 'buffer') ranked.reverse();
    const winner = ranked[0] as AgwPolicy;
    if (ACCUMULATE.has(type)) policies.push(ranked.length === 1 ? winner : accumulated(ranked as readonly AgwPolicy<AuthorizationSpec>[]));
    else policies.push(winner);
    if (!ACCUMULATE.has(type) && ranked.length > 1) replaced.set(winner.id, ranked.slice(1));
  }
  const place = (policy: AgwPolicy): number => {
    const index = order.indexOf(policy.type);
    return index < 0 ? order.length : index;
  };
  return { policies: policies.sort((a, b) => place(a) - place(b)), replaced };
}

const accumulated = (list: readonly AgwPolicy<AuthorizationSpec>[]): AgwPolicy => {
  const most = list[0] as AgwPolicy<AuthorizationSpec>;
  const spec: AuthorizationSpec = { rules: list.flatMap((policy) => policy.spec.rules) };
  return { ...most, spec };
};

/** The level at which a policy with this target acts on a listener; undefined where it does not. Ports are for frontend policies, which have no targets. */
export const isGatewayTarget = (target: PolicyTarget, listener: AgwListener): Level | undefined => {
  if (target.kind !== 'gateway' || target.name !== listener.gateway || target.namespace !== listener.namespace) return undefined;
  if (target.port !== undefined) return undefined;
  if (target.listener === undefined) return 'gateway';
  return target.listener === listener.name ? 'listener' : undefined;
};

/** The level at which a policy with this target acts on a route; undefined where it does not. Routes of a file have no kind. */
export const isRouteTarget = (target: PolicyTarget, route: AgwRoute): Level | undefined =>
  target.kind === 'route' &&
  target.name === route.name &&
  target.namespace === route.namespace &&
  target.rule === undefined &&
  target.routeKind === undefined
    ? 'route'
    : undefined;

const at = (policies: readonly AgwPolicy[], level: Level): readonly AgwPolicy[] =>
  policies.map((policy) => (policy.level === level ? policy : { ...policy, level }));

/** Policies of the gateway phase. */
export function gatewayPolicies(model: AgwModel, listener: AgwListener, order: readonly string[]): Effective {
  const targeted = model.targeted.flatMap(({ target, policies }) => {
    const level = isGatewayTarget(target, listener);
    return level === undefined
      ? []
      : at(
          policies.filter((policy) => policy.phase === 'gateway'),
          level,
        );
  });
  return merge([...listener.policies.filter((policy) => policy.phase === 'gateway'), ...targeted], order);
}

/** Policies of a route, those that act on it and those that act on the call of its backend. */
function attachedToRoute(model: AgwModel, listener: AgwListener, route: AgwRoute): readonly AgwPolicy[] {
  return model.targeted.flatMap(({ target, policies }) => {
    const level = isGatewayTarget(target, listener) ?? isRouteTarget(target, route);
    return level === undefined
      ? []
      : at(
          policies.filter((policy) => policy.phase !== 'gateway'),
          level,
        );
  });
}

/** What the routes of a chain of groups say, the nearest first: less specific than the route itself. */
const outerPolicies = (model: AgwModel, listener: AgwListener, outer: readonly AgwRoute[]): readonly AgwPolicy[] =>
  outer.flatMap((route) =>
    at([...attachedToRoute(model, listener, route).filter((policy) => policy.level === 'route'), ...route.policies], 'outerRoute'),
  );

export function routePolicies(
  model: AgwModel,
  listener: AgwListener,
  route: AgwRoute,
  order: readonly string[],
  outer: readonly AgwRoute[] = [],
): Effective {
  const all = [...attachedToRoute(model, listener, route), ...route.policies, ...outerPolicies(model, listener, outer)];
  return merge(
    all.filter((policy) => policy.phase === 'route'),
    order,
  );
}

export function backendPolicies(
  model: AgwModel,
  listener: AgwListener,
  route: AgwRoute,
  target: RouteBackend,
  backend: AgwBackend | undefined,
  order: readonly string[],
  outer: readonly AgwRoute[],
): Effective {
  const ofRoute = [...attachedToRoute(model, listener, route), ...route.policies, ...outerPolicies(model, listener, outer)].filter(
    (policy) => policy.phase === 'backend',
  );
  const targeted = model.targeted.flatMap((policy) =>
    backend !== undefined && isBackendTarget(policy.target, backend)
      ? at(
          policy.policies.map((p) => ({ ...p, phase: 'backend' as const })),
          'backend',
        )
      : [],
  );
  return merge([...targeted, ...(backend?.policies ?? []), ...ofRoute, ...target.policies], order);
}

/** Entries of `backends` are in no namespace: `/name`. */
export function isBackendTarget(target: PolicyTarget, backend: AgwBackend): boolean {
  if (target.kind === 'backend') return backend.id === `backend/${target.name}` && target.namespace === '' && target.section === undefined;
  if (target.kind !== 'service' || backend.backend.kind !== 'service') return false;
  const { namespace, hostname, port } = backend.backend;
  return target.name === hostname && target.namespace === namespace && (target.port === undefined || target.port === port);
}
