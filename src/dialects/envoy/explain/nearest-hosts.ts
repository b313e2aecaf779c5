// The virtual hosts that lost, in the order in which a person looks for theirs: those whose domains come nearest to the host that was asked
// for, then as written.
import type { Headers } from '../../../http/headers.ts';
import { asciiLower } from '../match/string-matcher.ts';
import type { EnvoyRouteTable, EnvoyVirtualHost } from '../model.ts';
import { hostKey } from '../routing/virtual-host.ts';

/** All virtual hosts of the table but `winner`, the nearest first. */
export function nearestHosts(table: EnvoyRouteTable, headers: Headers, winner: EnvoyVirtualHost | undefined): readonly EnvoyVirtualHost[] {
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
