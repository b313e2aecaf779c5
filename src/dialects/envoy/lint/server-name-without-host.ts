// Filter chains for a server name whose routes serve none of these hosts: clients send the name they connected to as the host, so all of
// them get 404.
import type { CheckTable } from '../load/check.ts';
import { asciiLower } from '../match/string-matcher.ts';
import { anyOf, child, children, has, type Message, originOf, text, texts } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

/** Names and domains that are compared with one another. */
const MOST = 500;

export const serverNameWithoutHost: CheckTable = {
  [TypeNames.filterChain]: (chain, { problems, configuration }) => {
    const match = child(chain, 'filter_chain_match');
    const names = texts(match, 'server_names').map(asciiLower);
    if (match === undefined || names.length === 0) return;
    const hcm = children(chain, 'filters')
      .map((f) => anyOf(f, 'typed_config'))
      .find((any) => any?.type === TypeNames.manager)?.message;
    const table = tableOf(
      hcm,
      configuration.routes.map((r) => r.message),
    );
    if (table === undefined || has(table, 'vhost_header') || has(table, 'vhds')) return;
    const domains = children(table, 'virtual_hosts').flatMap((host) => texts(host, 'domains').map(asciiLower));
    if (domains.length === 0 || names.length * domains.length > MOST * MOST) return;
    if (names.some((name) => domains.some((domain) => mayMeet(name, domain)))) return;
    problems.warn(
      'server-name-without-host',
      `Clients of this chain connect to ${names.slice(0, 3).join(', ')}, and no virtual host serves that: they are answered 404.`,
      originOf(match, 'server_names'),
    );
  },
};

function tableOf(hcm: Message | undefined, delivered: readonly Message[]): Message | undefined {
  const rds = child(hcm, 'rds');
  const name = rds === undefined ? undefined : text(rds, 'route_config_name');
  return child(hcm, 'route_config') ?? (name === undefined ? undefined : delivered.find((table) => text(table, 'name') === name));
}

/** Whether some host is of both. Ports do not count; where both have wildcards, one must contain the other's rest. */
function mayMeet(name: string, domain: string): boolean {
  const host = domain.replace(/:[0-9*]+$/, '');
  if (host === '*' || host.endsWith('*')) return true;
  const [a, b] = [name.replace(/^\*/, ''), host.replace(/^\*/, '')];
  if (name.startsWith('*')) return host.startsWith('*') ? a.endsWith(b) || b.endsWith(a) : host.endsWith(a);
  return host.startsWith('*') ? name.endsWith(b) : name === host;
}
