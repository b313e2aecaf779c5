// From the chosen backend to an answer: its policies, and the call.

import { splitAuthority } from '../../../http/authority.ts';
import type { Backend } from '../../../model/decision.ts';
import { runRequest } from '../../../simulate/phases.ts';
import { evaluate, traced } from '../cel-site.ts';
import type { AgwBackend, AgwPolicy, AgwRoute, CelText, RouteBackend } from '../model.ts';
import { lateSteps, llm, mcp, seldom } from '../parts.ts';
import { sentence } from '../sentence.ts';
import { BACKEND_ORDER } from '../steps/index.ts';
import { isWeighed, weigh } from './choose-backend.ts';
import { clusterOf, endpointsOf } from './clusters.ts';
import type { Address } from './dynamic-address.ts';
import { type Exchange, failure, type Outcome } from './exchange.ts';
import { backendPolicies } from './merge.ts';
import { passOpaque, stepTable } from './step-table.ts';
import { traceReplaced } from './trace-policies.ts';
import { callUpstream, setUpstreamHost } from './upstream.ts';

export interface BackendRun {
  readonly outcome: Outcome;
  /** Policies that have seen the request. */
  readonly entered: readonly AgwPolicy[];
  readonly listed: readonly Backend[];
}

export interface ChosenTarget {
  readonly chosen: RouteBackend | undefined;
  readonly listed: readonly Backend[];
  /** Routes that led here through groups: what they say about backends counts, too. */
  readonly outer: readonly AgwRoute[];
}

/** Models and tools are asked with a body of their own, made of the request's. */
const isReadWhole = (kind: string): boolean => kind === 'ai' || kind === 'llm' || kind === 'mcp';

/** Serves the exchange by the chosen backend of its route. */
export function runBackend(x: Exchange, { chosen, listed, outer }: ChosenTarget): BackendRun {
  const { route, listener } = x;
  const name = route?.name ?? '';
  if (chosen === undefined || route === undefined || listener === undefined) {
    const because = listed.length === 0 ? 'the route has no backends' : 'all weights of its backends are zero';
    x.trace.record(() => ({
      step: 'backend',
      target: name,
      result: 'no-match',
      because,
      ...(route === undefined ? {} : { origin: route.origin }),
    }));
    return done(failure(500, 'NoHealthyBackend', 'no valid backends', `No backend on ${name}`, sentence(because)), [], listed);
  }
  x.routeBackend = chosen;
  if (isWeighed(listed)) weigh(x);
  traceChoice(x, chosen, listed);
  const backend = clusterOf(x.model, chosen.cluster);
  if (backend === undefined) return done(missing(x, chosen), [], listed);
  if (isReadWhole(backend.backend.kind)) x.body.passed = true;
  x.backend = backend;
  const nowhere = nowhereToGo(x, chosen, backend);
  if (nowhere !== undefined) return done(nowhere, [], listed);
  const effective = backendPolicies(x.model, listener, route, chosen, backend, BACKEND_ORDER, outer);
  x.backendPolicies = effective.policies;
  traceReplaced(x, effective);
  const { outcome, entered } = runRequest(x.backendPolicies, stepTable, x, passOpaque);
  x.reached = outcome.kind === 'continue';
  return done(x.reached ? callBackend(x, chosen, backend) : outcome, entered, listed);
}

const done = (outcome: Outcome, entered: readonly AgwPolicy[], listed: readonly Backend[]): BackendRun => ({ outcome, entered, listed });

function traceChoice(x: Exchange, chosen: RouteBackend, listed: readonly Backend[]): void {
  const weighted = isWeighed(listed);
  const share = listed.find((b) => b.chosen)?.share ?? 1;
  x.trace.record(() => ({
    step: 'backend',
    target: chosen.name,
    ...(chosen.cluster === undefined ? {} : { entity: chosen.cluster }),
    result: 'match',
    because: weighted ? `${Math.round(share * 1000) / 10} % of the requests, random value ${x.random}` : 'the only backend',
    origin: chosen.origin,
    ...(weighted
      ? {
          losers: listed
            .filter((b) => !b.chosen)
            .map((b) => ({ target: b.name, because: `${Math.round(b.share * 1000) / 10} % of the requests` })),
        }
      : {}),
  }));
}

function missing(x: Exchange, chosen: RouteBackend): Outcome {
  const name = x.route?.name ?? '';
  if (chosen.kind === 'invalid')
    return failure(500, 'NoHealthyBackend', 'backend does not exist', `No backend on ${name}`, 'Its backend is marked as invalid.');
  const because = chosen.name.startsWith('/')
    ? `nothing in backends is named ${chosen.name.slice(1)}`
    : `'${chosen.name}' names no backend; references begin with a slash: '/${chosen.name}'`;
  return failure(500, 'NotFound', 'service not found', `The backend of ${name} does not exist`, sentence(because));
}

/** Where a service or a dynamic backend leads is looked up before the backend's policies see the request: without a place they never do. */
function nowhereToGo(x: Exchange, chosen: RouteBackend, backend: AgwBackend): Outcome | undefined {
  const spec = backend.backend;
  const route = x.route?.name ?? '';
  if (spec.kind === 'dynamic' && chosen.dynamicTarget !== undefined) {
    const target = seldom().dynamicAddress(evaluate(x, chosen.dynamicTarget));
    if (target.ok) return undefined;
    traceDynamic(x, chosen, chosen.dynamicTarget, target);
    return noAddress(x, target.error);
  }
  if (spec.kind !== 'service') return undefined;
  if (!x.model.services.some((s) => s.namespace === spec.namespace && s.hostname === spec.hostname)) {
    const because = `No service ${spec.namespace}/${spec.hostname} is configured.`;
    return failure(500, 'NotFound', 'service not found', `The backend of ${route} does not exist`, because);
  }
  if (endpointsOf(backend).length > 0) return undefined;
  return failure(503, 'NoHealthyBackend', 'no healthy backends', `No endpoint behind ${spec.hostname}`, 'No workload serves this service.');
}

function callBackend(x: Exchange, chosen: RouteBackend, backend: AgwBackend): Outcome {
  const spec = backend.backend;
  switch (spec.kind) {
    case 'host':
      return call(x, `${spec.host}:${spec.port}`, backend.name);
    case 'service': {
      const addresses = endpointsOf(backend);
      const left = x.state.health.size === 0 ? addresses : lateSteps().endpointsLeft(x, addresses);
      if (left.length > 1) x.chance = true;
      return call(x, left[x.random % left.length] as string, backend.name);
    }
    case 'dynamic':
      return callDynamic(x, chosen);
    case 'mcp':
      return mcp().serveMcp(x, backend, spec.mcp);
    case 'ai':
      return llm().serveAi(x, spec.ai);
    case 'llm':
      return llm().serveLlm(x, spec.llm);
    case 'ui':
    case 'internal':
    case 'aws':
      x.trace.assume({
        code: 'opaque-backend',
        what: `What ${backend.name} answers is not computed here; it is taken to answer 200.`,
        target: backend.id,
        origin: backend.origin,
      });
      return call(x, backend.name, backend.name);
  }
}

function call(x: Exchange, endpoint: string, name: string): Outcome {
  setUpstreamHost(x, endpoint);
  x.endpoint = endpoint;
  const result = callUpstream(x, endpoint, name);
  if ('outcome' in result) return result.outcome;
  x.response = result.response;
  x.trace.record(() => ({
    step: 'upstream',
    target: endpoint,
    result: 'respond',
    because: `the status is ${result.response.status}`,
  }));
  return { kind: 'continue' };
}

/** A dynamic backend is the address that its expression gives, or the request's own Host. */
function callDynamic(x: Exchange, chosen: RouteBackend): Outcome {
  if (chosen.dynamicTarget === undefined) {
    const { host, port } = splitAuthority(x.request.authority);
    return call(x, `${host}:${port ?? (x.request.scheme === 'https' ? '443' : '80')}`, 'dynamic');
  }
  // Asked anew: the backend's transformations may have changed what the expression reads.
  const target = seldom().dynamicAddress(evaluate(x, chosen.dynamicTarget));
  traceDynamic(x, chosen, chosen.dynamicTarget, target);
  if (!target.ok) return noAddress(x, target.error);
  const fault = seldom().hostFault(target.address);
  if (fault === undefined) return call(x, target.address, 'dynamic');
  x.endpoint = target.address;
  x.facts.set(':unsent', true);
  return noAddress(x, fault);
}

const traceDynamic = (x: Exchange, chosen: RouteBackend, cel: CelText, target: Address): void =>
  x.trace.record(() => ({
    step: 'dynamic target',
    target: chosen.name,
    result: target.ok ? 'match' : 'deny',
    because: target.ok ? target.address : target.error,
    origin: cel.origin,
    expressions: [traced(x, cel)],
  }));

const noAddress = (x: Exchange, error: string): Outcome =>
  failure(503, 'Internal', `processing failed: ${error}`, `No address for the dynamic backend of ${x.route?.name ?? ''}`, sentence(error));
