// References that lead nowhere: backends, services and route groups that are not there.
import type { AgwModel, AgwRoute, RouteBackend } from '../../model.ts';
import { placeOf, type Reporter } from '../report.ts';
import type { AgwLint } from './lint.ts';
import { allRoutes } from './routes.ts';

export const danglingLint: AgwLint = ({ model, report }) => {
  for (const route of allRoutes(model)) {
    for (const backend of route.backends) checkBackend(backend, model, report);
    checkRoute(route, report);
  }
};

function checkBackend(backend: RouteBackend, model: AgwModel, report: Reporter): void {
  if (backend.kind === 'backend' && backend.cluster === undefined) {
    const bare = backend.name.split('/').at(-1) ?? '';
    const meant = !backend.name.startsWith('/') && model.clusters.some((cluster) => cluster.id === `backend/${bare}`);
    report.add('agentgateway/dangling-backend', placeOf(backend.origin), {
      name: backend.name.replace(/^\//, ''),
      hint: meant ? `; references begin with a slash: '/${bare}'` : '',
    });
  }
  if (backend.kind === 'routeGroup' && !model.groups.some((group) => group.name === backend.group))
    report.add('agentgateway/dangling-group', placeOf(backend.origin), { name: backend.group ?? '' });
  if (backend.kind !== 'service') return;
  const spec = model.clusters.find((cluster) => cluster.id === backend.cluster)?.backend;
  if (spec?.kind === 'service' && !model.services.some((s) => s.namespace === spec.namespace && s.hostname === spec.hostname))
    report.add('agentgateway/dangling-service', placeOf(backend.origin), { name: `${spec.namespace}/${spec.hostname}` });
}

function checkRoute(route: AgwRoute, report: Reporter): void {
  if (route.generated !== undefined) return;
  if (route.action.kind === 'none') report.add('agentgateway/no-backends', placeOf(route.origin), {});
  else if (route.backends.length > 0 && route.backends.every((backend) => backend.weight === 0))
    report.add('agentgateway/weights', placeOf(route.origin), {});
}
