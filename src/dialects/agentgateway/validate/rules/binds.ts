// `binds`: ports, the kind of routes a protocol takes, TLS.
import { type At, child, isPresent, items, textOf, wordOf } from '../../read/at.ts';
import type { Reporter } from '../report.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const bindRule: LoaderRule = ({ top, report }) => {
  const binds = items(child(top, 'binds')).filter((at) => at.node?.kind === 'map');
  const wildcards = binds.filter((at) => !isPresent(child(at, 'port')));
  for (const at of wildcards) if (textOf(child(at, 'mode')) !== 'internal') report.add('agentgateway/bind-without-port', placeOfAt(at), {});
  const internal = wildcards.filter((at) => textOf(child(at, 'mode')) === 'internal');
  if (internal.length > 1) report.add('agentgateway/two-internal-binds', placeOfAt(internal[1] as At), {});
  for (const bind of binds) for (const listener of items(child(bind, 'listeners'))) checkListener(listener, report);
};

/** Which routes a protocol needs; HBONE takes either or none. */
const NEEDS: Readonly<Record<string, 'routes' | 'tcpRoutes'>> = { HTTP: 'routes', HTTPS: 'routes', TCP: 'tcpRoutes', TLS: 'tcpRoutes' };

function checkListener(at: At, report: Reporter): void {
  if (at.node?.kind !== 'map') return;
  const protocol = wordOf(child(at, 'protocol')) ?? 'HTTP';
  const has = (key: string): boolean => isPresent(child(at, key));
  if (has('routes') && has('tcpRoutes')) report.add('agentgateway/both-routes', placeOfAt(child(at, 'tcpRoutes')), {});
  const field = Object.hasOwn(NEEDS, protocol) ? NEEDS[protocol] : undefined;
  if (field !== undefined && !has(field)) report.add('agentgateway/routes-needed', placeOfAt(at), { protocol, field });
  if (protocol === 'HTTPS' && !has('tls')) report.add('agentgateway/tls-needed', placeOfAt(at), { protocol });
}
