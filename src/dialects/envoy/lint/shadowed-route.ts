// Routes that can never be chosen: Envoy 1.40 takes the first route that fits, and an earlier one fits whatever this one does.

import type { CheckTable } from '../load/check.ts';
import { child, children, type Message, originOf, text } from '../schema/message.ts';
import { EarlierRoutes } from './earlier-routes.ts';
import { TypeNames } from './type-names.ts';

export const shadowedRoute: CheckTable = {
  [TypeNames.virtualHost]: (host, { problems }) => {
    const before = new EarlierRoutes();
    for (const route of children(host, 'routes')) {
      const match = child(route, 'match');
      const earlier = match === undefined ? undefined : before.takingAllOf(match);
      if (earlier === undefined) before.add(route);
      else
        problems.warn('shadowed-route', `No request gets here: ${nameOf(earlier)} takes ${takes(earlier)} first.`, originOf(route), {
          related: [{ message: 'The route that comes first.', file: earlier.file, span: originOf(earlier).span }],
        });
    }
  },
};

const nameOf = (route: Message): string => {
  const name = text(route, 'name');
  return name === '' ? 'an earlier route' : `route ${name}`;
};

function takes(route: Message): string {
  const match = child(route, 'match') ?? route;
  const prefix = text(match, 'prefix');
  const only = [...match.fields.keys()].every((f) => f === 'prefix' || f === 'case_sensitive');
  if (prefix !== '' && only) return `every path that begins with ${JSON.stringify(prefix)}`;
  return 'everything that it would take';
}
