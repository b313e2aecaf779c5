// Names that stand twice: the later entry silently takes the place of the earlier.
import { type At, child, items, textOf } from '../../read/at.ts';
import type { Reporter } from '../report.ts';
import { placeOfAt } from '../rules/places.ts';
import type { AgwLint } from './lint.ts';

export const replacedLint: AgwLint = ({ top, report }) => {
  for (const bind of items(child(top, 'binds')))
    for (const listener of items(child(bind, 'listeners'))) checkRoutes(items(child(listener, 'routes')), report);
  for (const group of items(child(top, 'routeGroups'))) checkRoutes(items(child(group, 'routes')), report);
  checkNames(items(child(top, 'backends')), 'agentgateway/replaced-backend', report);
};

function checkRoutes(routes: readonly At[], report: Reporter): void {
  const last = new Map<string, At>();
  for (const route of routes) {
    const name = textOf(child(route, 'name'));
    if (name === undefined) continue;
    const key = `${textOf(child(route, 'namespace')) ?? 'default'}/${name}`;
    const before = last.get(key);
    if (before !== undefined)
      report.add(
        'agentgateway/replaced-route',
        placeOfAt(child(before, 'name')),
        { name },
        { related: [{ message: 'the later one', file: route.file, span: child(route, 'name').span }] },
      );
    last.set(key, route);
  }
}

function checkNames(list: readonly At[], code: 'agentgateway/replaced-backend', report: Reporter): void {
  const last = new Map<string, At>();
  for (const entry of list) {
    const name = textOf(child(entry, 'name'));
    if (name === undefined) continue;
    const before = last.get(name);
    if (before !== undefined) report.add(code, placeOfAt(child(before, 'name')), { name });
    last.set(name, entry);
  }
}
