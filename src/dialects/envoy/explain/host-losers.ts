// The virtual hosts that lost, in the order in which a person looks for theirs: those whose domains come nearest to the host that was asked
// for, then as written.
import type { Headers } from '../../../http/headers.ts';
import type { Loser } from '../../../model/decision.ts';
import { asciiLower } from '../match/string-matcher.ts';
import type { EnvoyRouteTable, EnvoyVirtualHost } from '../model.ts';
import { domainFits, type HostChoice, hostKey } from '../routing/virtual-host.ts';

/** All virtual hosts of the table but the chosen one, the nearest first, `most` at most, each with the reason. */
export function hostLosers(table: EnvoyRouteTable, headers: Headers, chosen: HostChoice | undefined, most: number): readonly Loser[] {
  const key = hostKey(table.config)(headers);
  return nearestHosts(table, headers, chosen?.host)
    .slice(0, most)
    .map((host) => ({ target: host.name, entity: host.id, because: reason(host, key, chosen), origin: host.origin }));
}

function reason(host: EnvoyVirtualHost, key: string | undefined, chosen: HostChoice | undefined): string {
  const fitting =
    key === undefined || chosen === undefined ? undefined : host.domains.find((domain) => domainFits(asciiLower(domain), key));
  if (fitting !== undefined) return `its ${fitting} fits too, but ${chosen?.domain ?? ''} goes before it`;
  return `serves ${host.domains.join(', ')}${key === undefined ? '' : `; host is ${key}`}`;
}

function nearestHosts(table: EnvoyRouteTable, headers: Headers, winner: EnvoyVirtualHost | undefined): readonly EnvoyVirtualHost[] {
  const key = hostKey(table.config)(headers) ?? '';
  return table.hosts
    .filter((host) => host !== winner)
    .map((host) => ({ host, near: host.domains.reduce((most, domain) => Math.max(most, nearness(asciiLower(domain), key)), 0) }))
    .sort((a, b) => b.near - a.near)
    .map(({ host }) => host);
}

/** How many characters a domain and the host have in common where the domain is compared: at its end, or at its beginning for `name.*`. */
function nearness(domain: string, key: string): number {
  const atStart = domain.endsWith('*');
  const rest = atStart ? domain.slice(0, -1) : domain.replace(/^\*/, '');
  const most = Math.min(rest.length, key.length);
  const same = (i: number): boolean => (atStart ? rest[i] === key[i] : rest.at(-1 - i) === key.at(-1 - i));
  let length = 0;
  while (length < most && same(length)) length++;
  return length;
}
