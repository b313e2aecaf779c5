// The route: found in the listener's table, and, where its backend is a route group, in the group's table in turn; then the policies of the whole chain
// and the backend (agentgateway 1.4: groups are resolved before any policy of the route runs; the policies of the routes that lead
// to the last one are its outer ones).
import type { Backend } from '../../../model/decision.ts';
import { runRequest } from '../../../simulate/phases.ts';
import type { AgwPolicy, AgwRoute, AgwRouteTable, RouteBackend } from '../model.ts';
import { ROUTE_ORDER } from '../steps/index.ts';
import { type BackendRun, runBackend } from './backend-phase.ts';
import { capture, readBodies } from './captured.ts';
import { chooseBackend, isWeighed, weigh } from './choose-backend.ts';
import { chooseRoute } from './choose-route.ts';
import { type Exchange, failure, type Outcome } from './exchange.ts';
import { routePolicies } from './merge.ts';
import { passOpaque, stepTable } from './step-table.ts';
import { traceReplaced } from './trace-policies.ts';

interface Found {
  readonly kind: 'found';
  readonly route: AgwRoute;
  /** Routes that led here through groups, the nearest first. */
  readonly outer: readonly AgwRoute[];
  readonly chosen: RouteBackend | undefined;
  readonly listed: readonly Backend[];
}

/** Finds the route and runs it. `before` are the policies that have already seen the request. */
export function runRoute(x: Exchange, table: AgwRouteTable, before: readonly AgwPolicy[]): BackendRun {
  const found = findRoute(x, table, [], []);
  if (found.kind !== 'found') return { outcome: found, entered: before, listed: [] };
  const { listener } = x;
  x.route = found.route;
  if (listener === undefined) return { outcome: { kind: 'continue' }, entered: before, listed: [] };
  const effective = routePolicies(x.model, listener, found.route, ROUTE_ORDER, found.outer);
  traceReplaced(x, effective);
  x.routePolicies = effective.policies;
  capture(x, [...before, ...effective.policies]);
  readBodies(x, effective.policies);
  const { outcome, entered } = runRequest(effective.policies, stepTable, x, passOpaque);
  const seen = [...before, ...entered];
  if (outcome.kind !== 'continue') return { outcome, entered: seen, listed: [] };
  const run = runBackend(x, found);
  return { ...run, entered: [...seen, ...run.entered] };
}

/** More would be a circle that the names do not show. */
const DEEPEST = 16;

function findRoute(x: Exchange, table: AgwRouteTable, outer: readonly AgwRoute[], groups: readonly string[]): Found | Outcome {
  const search = chooseRoute(table, x.request);
  const { winner } = search;
  if (winner === undefined) {
    x.trace.record(() => ({
      step: 'route',
      target: table.name,
      result: 'no-match',
      because: `no route of ${table.name} matches ${x.request.method} ${x.request.authority}${x.request.target}`,
      origin: table.origin,
      losers: search.losers(),
    }));
    const where = groups.length === 0 ? `listener ${table.name}` : `route group ${table.name}`;
    return noRoute(`No route of ${where} matches ${x.request.method} ${x.request.target} for host ${search.host}.`);
  }
  const route = winner.entity;
  x.matchIndex = winner.matchIndex;
  x.matched = winner.match.path;
  x.trace.record(() => ({
    step: 'route',
    target: route.name,
    entity: route.id,
    result: 'match',
    because: winner.match.conditions.map((condition) => condition.says).join(' and '),
    origin: winner.match.origin,
    losers: search.losers(),
  }));
  const { chosen, listed } = chooseBackend(route.backends, x);
  if (chosen?.kind !== 'routeGroup') return { kind: 'found', route, outer, chosen, listed };
  if (isWeighed(listed)) weigh(x);
  return intoGroup(x, chosen.group ?? '', [route, ...outer], groups);
}

const noRoute = (because: string): Outcome => failure(404, 'NotFound', 'route not found', 'No route matches', because);

function intoGroup(x: Exchange, name: string, outer: readonly AgwRoute[], groups: readonly string[]): Found | Outcome {
  if (groups.includes(name) || groups.length >= DEEPEST)
    return failure(
      500,
      'Internal',
      'route delegation cycle detected',
      'Route groups lead in a circle',
      `${[...groups, name].join(' → ')}.`,
    );
  const group = x.model.groups.findLast((one) => one.name === name);
  x.trace.record(() => ({
    step: 'route group',
    target: name,
    result: group === undefined ? 'no-match' : 'match',
    because: group === undefined ? `there is no route group ${name}` : `${outer[0]?.name ?? ''} leaves the choice to it`,
    ...(group === undefined ? {} : { origin: group.origin }),
  }));
  return group === undefined ? noRoute(`There is no route group ${name}.`) : findRoute(x, group.table, outer, [...groups, name]);
}
