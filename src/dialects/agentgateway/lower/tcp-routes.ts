// TCP routes: chosen by SNI, or the only ones of their listener; they have backends and no conditions of their own.
import type { AgwRoute } from '../model.ts';
import { type At, child, items, originOf, textOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';
import type { RouteScope } from './routes.ts';
import { routeTermOf } from './terms.ts';

export function lowerTcpRoute(at: At, index: number, scope: RouteScope): AgwRoute {
  const namespace = textOf(child(at, 'namespace')) ?? 'default';
  const name = textOf(child(at, 'name')) ?? `tcproute${index}`;
  const id = `${scope.key}/tcp/${namespace}/${name}`;
  const backends = items(child(at, 'backends')).map((backend, i) => scope.backends.routeBackend(backend, `${id}/backend${i}`));
  const origin = originOf(at);
  return {
    kind: 'route',
    id,
    term: routeTermOf('tcp'),
    name,
    namespace,
    key: `${namespace}/${name}`,
    index,
    origin,
    hostnames: items(child(at, 'hostnames')).flatMap((host) => {
      const text = textOf(host);
      return text === undefined ? [] : [{ name: text, origin: originOf(host) }];
    }),
    matches: [],
    policies: readPolicies(child(at, 'policies'), 'backend', 'inline', id),
    backends,
    action: backends.length === 0 ? { kind: 'none', origin } : { kind: 'forward', origin, targets: backends, mirrors: [] },
    generated: undefined,
  };
}
