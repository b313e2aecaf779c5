// Which virtual host serves a request. Envoy 1.40: the host as a whole, lower-cased: exact, then `*suffix` (longest first), then
// `prefix*` (longest first), then `*`. A suffix always beats a prefix. Only one virtual host is tried.

import type { Headers } from '../../../http/headers.ts';
import { once } from '../compiled.ts';
import { asciiLower } from '../match/string-matcher.ts';
import type { EnvoyRouteTable, EnvoyVirtualHost } from '../model.ts';
import { flag, type Message, text } from '../schema/message.ts';

interface HostIndex {
  readonly exact: ReadonlyMap<string, EnvoyVirtualHost>;
  /** Rests by length, longest first. */
  readonly suffixes: readonly (readonly [number, ReadonlyMap<string, EnvoyVirtualHost>])[];
  readonly prefixes: readonly (readonly [number, ReadonlyMap<string, EnvoyVirtualHost>])[];
  readonly any: EnvoyVirtualHost | undefined;
}

const indexes = new WeakMap<EnvoyRouteTable, HostIndex>();

function indexOf(table: EnvoyRouteTable): HostIndex {
  const known = indexes.get(table);
  if (known !== undefined) return known;
  const exact = new Map<string, EnvoyVirtualHost>();
  const suffixes = new Map<number, Map<string, EnvoyVirtualHost>>();
  const prefixes = new Map<number, Map<string, EnvoyVirtualHost>>();
  let any: EnvoyVirtualHost | undefined;
  const put = (into: Map<number, Map<string, EnvoyVirtualHost>>, rest: string, host: EnvoyVirtualHost): void => {
    const group = into.get(rest.length) ?? new Map<string, EnvoyVirtualHost>();
    if (!group.has(rest)) group.set(rest, host);
    into.set(rest.length, group);
  };
  for (const host of table.hosts)
    for (const written of host.domains) {
      const domain = asciiLower(written);
      if (domain === '*') any ??= host;
      else if (domain.startsWith('*')) put(suffixes, domain.slice(1), host);
      else if (domain.endsWith('*')) put(prefixes, domain.slice(0, -1), host);
      else if (!exact.has(domain)) exact.set(domain, host);
    }
  const longestFirst = (m: typeof suffixes): HostIndex['suffixes'] => [...m.entries()].sort((a, b) => b[0] - a[0]);
  const made: HostIndex = { exact, suffixes: longestFirst(suffixes), prefixes: longestFirst(prefixes), any };
  indexes.set(table, made);
  return made;
}

/** The name that is looked up: Host, or the header that vhost_header names; undefined when that header is absent. */
export const hostKey = once((table: Message) => {
  const header = text(table, 'vhost_header').toLowerCase();
  const cutsPort = flag(table, 'ignore_port_in_host_matching');
  return (headers: Headers): string | undefined => {
    if (header !== '') {
      const value = headers.first(header);
      return value === undefined ? undefined : asciiLower(value);
    }
    const host = headers.first(':authority') ?? '';
    const colon = !cutsPort || host.endsWith(']') ? -1 : host.lastIndexOf(':');
    return asciiLower(colon < 0 ? host : host.slice(0, colon));
  };
});

/** Whether a domain, in lower case, serves a host. A wildcard stands for one character at least, but for the lone one. */
export function domainFits(domain: string, key: string): boolean {
  if (domain === '*' || domain === key) return true;
  if (domain.startsWith('*')) return key.length >= domain.length && key.endsWith(domain.slice(1));
  return domain.endsWith('*') && key.length >= domain.length && key.startsWith(domain.slice(0, -1));
}

/** How a virtual host was found, for the explanation. */
export interface HostChoice {
  readonly host: EnvoyVirtualHost;
  readonly key: string;
  readonly domain: string;
}

export function chooseVirtualHost(table: EnvoyRouteTable, headers: Headers): HostChoice | undefined {
  const key = hostKey(table.config)(headers);
  const index = indexOf(table);
  // Envoy 1.40: where every host is served alike, nobody looks for one, nor for the header in its place
  const named = index.exact.size > 0 || index.suffixes.length > 0 || index.prefixes.length > 0;
  if (!named) return index.any === undefined ? undefined : { host: index.any, key: key ?? '', domain: '*' };
  if (key === undefined || (text(table.config, 'vhost_header') === '' && !headers.has(':authority'))) return undefined;
  const exact = index.exact.get(key);
  if (exact !== undefined) return { host: exact, key, domain: key };
  for (const [length, group] of index.suffixes) {
    const rest = length < key.length ? key.slice(key.length - length) : undefined;
    const host = rest === undefined ? undefined : group.get(rest);
    if (host !== undefined) return { host, key, domain: `*${rest}` };
  }
  for (const [length, group] of index.prefixes) {
    const rest = length < key.length ? key.slice(0, length) : undefined;
    const host = rest === undefined ? undefined : group.get(rest);
    if (host !== undefined) return { host, key, domain: `${rest}*` };
  }
  return index.any === undefined ? undefined : { host: index.any, key, domain: '*' };
}
