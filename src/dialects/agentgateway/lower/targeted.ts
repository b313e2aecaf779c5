// The section `policies`: policies that say themselves what they attach to. `phase: gateway` puts them before the choice of the route.
import type { PolicyTarget, TargetedPolicy } from '../model.ts';
import { type At, child, isPresent, numberOf, originOf, textOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';

export function lowerTargeted(list: readonly At[]): readonly TargetedPolicy[] {
  return list.flatMap((at) => {
    const target = readTarget(child(at, 'target'));
    if (target === undefined) return [];
    const name = `${textOf(child(child(at, 'name'), 'namespace')) ?? ''}/${textOf(child(child(at, 'name'), 'name')) ?? ''}`;
    const phase =
      textOf(child(at, 'phase')) === 'gateway' ? 'gateway' : target.kind === 'backend' || target.kind === 'service' ? 'backend' : 'route';
    return [{ name, target, policies: readPolicies(child(at, 'policy'), phase, 'gateway', `policy/${name}`), origin: originOf(at) }];
  });
}

function readTarget(at: At): PolicyTarget | undefined {
  const text = (of: At, key: string): string => textOf(child(of, key)) ?? '';
  const gateway = child(at, 'gateway');
  if (isPresent(gateway)) {
    const listener = textOf(child(gateway, 'listenerName'));
    const port = numberOf(child(gateway, 'port'));
    return {
      kind: 'gateway',
      name: text(gateway, 'gatewayName'),
      namespace: text(gateway, 'gatewayNamespace'),
      ...(listener === undefined ? {} : { listener }),
      ...(port === undefined ? {} : { port }),
    };
  }
  const route = child(at, 'route');
  if (isPresent(route)) {
    const rule = textOf(child(route, 'ruleName'));
    const routeKind = textOf(child(route, 'kind'));
    return {
      kind: 'route',
      name: text(route, 'name'),
      namespace: text(route, 'namespace'),
      ...(rule === undefined ? {} : { rule }),
      ...(routeKind === undefined ? {} : { routeKind }),
    };
  }
  const outer = child(at, 'backend');
  if (isPresent(child(outer, 'backend'))) {
    const backend = child(outer, 'backend');
    const section = textOf(child(backend, 'section'));
    return {
      kind: 'backend',
      name: text(backend, 'name'),
      namespace: text(backend, 'namespace'),
      ...(section === undefined ? {} : { section }),
    };
  }
  if (isPresent(child(outer, 'service'))) {
    const service = child(outer, 'service');
    const port = numberOf(child(service, 'port'));
    return {
      kind: 'service',
      name: text(service, 'hostname'),
      namespace: text(service, 'namespace'),
      ...(port === undefined ? {} : { port }),
    };
  }
  const set = child(at, 'listenerSet');
  return isPresent(set) ? { kind: 'listenerSet', name: text(set, 'name'), namespace: text(set, 'namespace') } : undefined;
}
