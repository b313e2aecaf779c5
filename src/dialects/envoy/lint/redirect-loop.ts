// Redirects to themselves: the client follows, meets the same route, and is sent on again until it gives up.
import type { CheckTable } from '../load/check.ts';
import { child, children, chosen, has, type Message, originOf, text } from '../schema/message.ts';
import { EarlierRoutes } from './earlier-routes.ts';
import { TypeNames } from './type-names.ts';

export const redirectLoop: CheckTable = {
  [TypeNames.virtualHost]: (host, { problems }) => {
    const routes = children(host, 'routes');
    if (!routes.some((route) => loopTarget(route) !== undefined)) return;
    const before = new EarlierRoutes();
    for (const route of routes) {
      const target = loopTarget(route);
      if (target !== undefined && !before.mayTake(target))
        problems.warn(
          'redirect-loop',
          `This redirect leads to ${target}, which comes here again.`,
          originOf(child(route, 'redirect') ?? route),
        );
      before.add(route);
    }
  },
};

/** Redirects that change host, port or scheme lead elsewhere. */
const ELSEWHERE = ['host_redirect', 'port_redirect', 'https_redirect', 'scheme_redirect', 'regex_rewrite'];

/** The path that a redirect leads to, where the same route takes that path again. */
function loopTarget(route: Message): string | undefined {
  const redirect = child(route, 'redirect');
  const match = child(route, 'match');
  if (redirect === undefined || match === undefined || ELSEWHERE.some((field) => has(redirect, field))) return undefined;
  // with more conditions the second request may be another one
  if ([...match.fields.keys()].some((field) => field !== 'prefix' && field !== 'path')) return undefined;
  const kind = chosen(match, 'path_specifier');
  const written = kind === undefined ? '' : text(match, kind);
  const target = (text(redirect, 'path_redirect') || text(redirect, 'prefix_rewrite') || written).replace(/[?#].*$/s, '');
  return (kind === 'prefix' ? target.startsWith(written) : target === written) ? target : undefined;
}
