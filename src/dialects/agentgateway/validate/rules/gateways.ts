// `gateways` and what attaches to them: ports, TLS by protocol, mixtures on one port, references.
import { type At, child, entries, isPresent, items, numberOf, oneOrMany, textOf, wordOf } from '../../read/at.ts';
import { gatewayPolicyFields } from '../../schema/listeners.ts';
import type { Reporter } from '../report.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

interface Listening {
  readonly gateway: string;
  readonly name: string;
  readonly protocol: string;
  readonly tls: boolean;
}

export const gatewayRule: LoaderRule = ({ top, report }) => {
  const gateways = entries(child(top, 'gateways')).filter(([, at]) => at.node?.kind === 'map');
  const listening = gateways.flatMap(([name, at]) => checkGateway(name, at, report));
  const check = (at: At, what: string, kind: 'HTTP' | 'TCP'): void => checkReferences(at, what, kind, listening, report);
  for (const at of items(child(top, 'routes'))) check(at, `Route ${textOf(child(at, 'name')) ?? 'without name'}`, 'HTTP');
  for (const at of items(child(top, 'tcpRoutes'))) check(at, `TCP route ${textOf(child(at, 'name')) ?? 'without name'}`, 'TCP');
  const ui = child(top, 'ui');
  if (isPresent(ui)) check(ui, 'ui', 'HTTP');
  for (const section of ['llm', 'mcp']) {
    const at = child(top, section);
    if (!isPresent(at)) continue;
    const references = oneOrMany(child(at, 'gateways'));
    const own = ['port', 'tls'].find((key) => isPresent(child(at, key)));
    if (references.length > 0 && own !== undefined)
      report.add('agentgateway/gateways-or-port', placeOfAt(child(at, own)), { what: section });
    else if (references.length > 0) check(at, section, 'HTTP');
  }
};

const OWN_FIELDS = ['protocol', 'tls', ...Object.keys(gatewayPolicyFields)];

function checkGateway(name: string, at: At, report: Reporter): readonly Listening[] {
  const port = numberOf(child(at, 'port'));
  if (!isPresent(child(at, 'port'))) report.add('agentgateway/port-needed', placeOfAt(at), { what: `Gateway ${name}` });
  const listeners = items(child(at, 'listeners'));
  const beside = listeners.length === 0 ? undefined : OWN_FIELDS.find((field) => isPresent(child(at, field)));
  if (beside !== undefined) report.add('agentgateway/beside-listeners', placeOfAt(child(at, beside)), { field: beside });
  const parts =
    listeners.length === 0
      ? [listeningOf(at, name, name, report)]
      : listeners.map((one, i) => listeningOf(one, name, textOf(child(one, 'name')) ?? `listener${i}`, report));
  checkMixture(parts, at, port ?? 0, report);
  return parts;
}

function listeningOf(at: At, gateway: string, name: string, report: Reporter): Listening {
  const hasTls = isPresent(child(at, 'tls'));
  const protocol = wordOf(child(at, 'protocol')) ?? (hasTls ? 'HTTPS' : 'HTTP');
  if (protocol === 'HTTPS' && !hasTls) report.add('agentgateway/tls-needed', placeOfAt(at), { protocol });
  if ((protocol === 'HTTP' || protocol === 'TCP') && hasTls)
    report.add('agentgateway/tls-forbidden', placeOfAt(child(at, 'tls')), { protocol });
  return { gateway, name, protocol, tls: protocol === 'HTTPS' || protocol === 'TLS' };
}

function checkMixture(parts: readonly Listening[], at: At, port: number, report: Reporter): void {
  const some = (test: (one: Listening) => boolean): boolean => parts.some(test);
  if (some((one) => one.tls) && some((one) => !one.tls))
    report.add('agentgateway/mixed-listeners', placeOfAt(child(at, 'listeners')), { port, kinds: 'TLS and plain text' });
  else if (some((one) => one.protocol === 'HTTP') && some((one) => one.protocol === 'TCP'))
    report.add('agentgateway/mixed-listeners', placeOfAt(child(at, 'listeners')), { port, kinds: 'HTTP and TCP' });
}

const serves = (kind: 'HTTP' | 'TCP', { protocol }: Listening): boolean =>
  kind === 'HTTP' ? protocol === 'HTTP' || protocol === 'HTTPS' : protocol === 'TCP' || protocol === 'TLS';

function checkReferences(at: At, what: string, kind: 'HTTP' | 'TCP', listening: readonly Listening[], report: Reporter): void {
  const references = oneOrMany(child(at, 'gateways'));
  if (references.length === 0) {
    if (!listening.some((one) => one.gateway === 'default' && serves(kind, one)))
      report.add('agentgateway/gateways-needed', placeOfAt(at), { what });
    return;
  }
  for (const reference of references) {
    const name = textOf(reference);
    if (name === undefined) continue;
    const meant = listening.filter((one) => one.gateway === name || `${one.gateway}/${one.name}` === name);
    const known = [...new Set(listening.map((one) => one.gateway))].join(', ') || 'none';
    if (meant.length === 0) report.add('agentgateway/unknown-gateway', placeOfAt(reference), { name, known });
    else if (!meant.some((one) => serves(kind, one))) report.add('agentgateway/wrong-gateway', placeOfAt(reference), { name, kind });
  }
}
