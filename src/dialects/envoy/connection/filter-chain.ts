// Filter chain selection without a matcher. Envoy 1.40: a fixed sequence of lookups, each narrowing what the last one left, the most
// specific entry first and never going back: destination port, destination address, server name, transport protocol,
// application protocol, direct source address, source type, source address, source port. Nothing left: the default chain.
import { once } from '../compiled.ts';
import { type Cidr, cidrOf, type Ip, inCidr, parseIp } from '../match/cidr.ts';
import { asciiLower } from '../match/string-matcher.ts';
import type { EnvoyChain } from '../model.ts';
import { child, children, has, type Message, numbers, optionalWhole, text, texts } from '../schema/message.ts';
import type { Connection } from '../stream.ts';

/** What a connection offers to the lookups. */
export type Offered = Pick<Connection, 'local' | 'direct' | 'remote' | 'sni' | 'alpn' | 'transport'>;

interface Compiled {
  readonly port: number | undefined;
  readonly destination: readonly Cidr[];
  readonly names: readonly string[];
  readonly transport: string;
  readonly alpn: readonly string[];
  readonly direct: readonly Cidr[];
  readonly sourceType: string;
  readonly source: readonly Cidr[];
  readonly sourcePorts: readonly number[];
}

const compiled = once((chain: Message): Compiled => {
  const match = child(chain, 'filter_chain_match');
  const ranges = (field: string): readonly Cidr[] =>
    children(match, field).flatMap((r) => cidrOf(text(r, 'address_prefix'), optionalWhole(r, 'prefix_len') ?? 0) ?? []);
  return {
    port: match === undefined ? undefined : optionalWhole(match, 'destination_port'),
    destination: ranges('prefix_ranges'),
    names: texts(match, 'server_names').map(asciiLower),
    transport: match === undefined ? '' : text(match, 'transport_protocol'),
    alpn: texts(match, 'application_protocols'),
    direct: ranges('direct_source_prefix_ranges'),
    sourceType: match === undefined ? 'ANY' : text(match, 'source_type', 'ANY'),
    source: ranges('source_prefix_ranges'),
    sourcePorts: match === undefined || !has(match, 'source_ports') ? [] : numbers(match, 'source_ports'),
  };
});

type Stage = (left: readonly EnvoyChain[], c: Offered) => readonly EnvoyChain[];

/** Of the keys that chains name, the first of `keys` that any does; chains that name none are the last resort. */
function byKey(read: (c: Compiled) => readonly string[], keys: (c: Offered) => readonly string[]): Stage {
  return (left, offered) => {
    for (const key of keys(offered)) {
      const found = left.filter((chain) => read(compiled(chain.config)).includes(key));
      if (found.length > 0) return found;
    }
    return left.filter((chain) => read(compiled(chain.config)).length === 0);
  };
}

/**
 * The longest prefix that holds the address, among all chains; a chain without ranges is a prefix of length 0. Which wins of an
 * explicit prefix of length 0 and none changes from start to start of Envoy (a warning says so); here the explicit one does.
 */
function byPrefix(read: (c: Compiled) => readonly Cidr[], address: (c: Offered) => string): Stage {
  return (left, offered) => {
    const ip = parseIp(address(offered));
    const lengths = left.map((chain) => longest(read(compiled(chain.config)), ip));
    const best = Math.max(-1, ...lengths);
    if (best < 0) return [];
    const kept = left.filter((_, i) => lengths[i] === best);
    const explicit = best === 0 ? kept.filter((chain) => read(compiled(chain.config)).length > 0) : [];
    return explicit.length > 0 ? explicit : kept;
  };
}

function longest(ranges: readonly Cidr[], ip: Ip | undefined): number {
  if (ranges.length === 0) return 0;
  return ip === undefined ? -1 : Math.max(-1, ...ranges.filter((r) => inCidr(r, ip)).map((r) => r.length));
}

/** `a.b.test`: itself, `*.b.test`, `*.test`. */
function nameKeys(offered: Offered): readonly string[] {
  const name = asciiLower(offered.sni);
  if (name === '') return [];
  const keys = [name];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) keys.push(`*${name.slice(dot)}`);
  return keys;
}

/** Envoy 1.40: the same machine is 127.0.0.1 or ::1 exactly, or an address equal to the local one. */
export const isLocal = (c: Pick<Offered, 'local' | 'remote'>): boolean =>
  c.remote.ip === '127.0.0.1' || c.remote.ip === '::1' || c.remote.ip === c.local.ip;

const byPort: Stage = (left, offered) => {
  const named = left.filter((chain) => compiled(chain.config).port === offered.local.port);
  return named.length > 0 ? named : left.filter((chain) => compiled(chain.config).port === undefined);
};

const bySourceType: Stage = (left, offered) => {
  const wanted = isLocal(offered) ? 'SAME_IP_OR_LOOPBACK' : 'EXTERNAL';
  const named = left.filter((chain) => compiled(chain.config).sourceType === wanted);
  return named.length > 0 ? named : left.filter((chain) => compiled(chain.config).sourceType === 'ANY');
};

const STAGES: readonly { readonly tests: string; readonly says: string; readonly run: Stage }[] = [
  { tests: 'destination_port', says: 'destination port', run: byPort },
  {
    tests: 'prefix_ranges',
    says: 'destination address',
    run: byPrefix(
      (c) => c.destination,
      (o) => o.local.ip,
    ),
  },
  { tests: 'server_names', says: 'server name', run: byKey((c) => c.names.filter((n) => n !== ''), nameKeys) },
  {
    tests: 'transport_protocol',
    says: 'transport protocol',
    run: byKey(
      (c) => (c.transport === '' ? [] : [c.transport]),
      (o) => [o.transport],
    ),
  },
  {
    tests: 'application_protocols',
    says: 'application protocol',
    run: byKey(
      (c) => c.alpn,
      (o) => o.alpn,
    ),
  },
  {
    tests: 'direct_source_prefix_ranges',
    says: 'direct source address',
    run: byPrefix(
      (c) => c.direct,
      (o) => o.direct.ip,
    ),
  },
  { tests: 'source_type', says: 'source type', run: bySourceType },
  {
    tests: 'source_prefix_ranges',
    says: 'source address',
    run: byPrefix(
      (c) => c.source,
      (o) => o.remote.ip,
    ),
  },
  {
    tests: 'source_ports',
    says: 'source port',
    run: byKey(
      (c) => c.sourcePorts.map(String),
      (o) => [String(o.remote.port)],
    ),
  },
];

export interface ChainChoice {
  readonly chain: EnvoyChain | undefined;
  /** For each chain that lost: the lookup at which it fell out, and why. */
  readonly lost: readonly { readonly chain: EnvoyChain; readonly stage: string; readonly because: string }[];
}

/** Chooses among a listener's chains. */
export function chooseChain(chains: readonly EnvoyChain[], offered: Offered): ChainChoice {
  const fallback = chains.find((c) => c.isDefault);
  const lost: ChainChoice['lost'][number][] = [];
  let left: readonly EnvoyChain[] = chains.filter((c) => !c.isDefault);
  for (const stage of STAGES) {
    const next = stage.run(left, offered);
    for (const chain of left)
      if (!next.includes(chain)) lost.push({ chain, stage: stage.tests, because: fallen(chain, stage, next, offered) });
    left = next;
    if (left.length === 0) break;
  }
  return { chain: left[0] ?? fallback, lost };
}

/** Its own condition does not hold; or it does, and another chain's is more specific at this lookup. */
function fallen(chain: EnvoyChain, { tests, says, run }: (typeof STAGES)[number], next: readonly EnvoyChain[], offered: Offered): string {
  const saw = sawAt(tests, offered);
  if (run([chain], offered).length > 0) return `fits, but ${next.map((c) => c.name).join(', ')} is more specific: ${saw}`;
  return `needs ${chain.conditions.find((c) => c.test === tests)?.says ?? `another ${says}`}; ${saw}`;
}

function sawAt(stage: string, o: Offered): string {
  switch (stage) {
    case 'destination_port':
      return `destination port is ${o.local.port}`;
    case 'prefix_ranges':
      return `destination address is ${o.local.ip}`;
    case 'server_names':
      return o.sni === '' ? 'no server name is known' : `server name is ${o.sni}`;
    case 'transport_protocol':
      return `transport is ${o.transport}`;
    case 'application_protocols':
      return o.alpn.length === 0 ? 'no application protocol is known' : `application protocols are ${o.alpn.join(', ')}`;
    case 'direct_source_prefix_ranges':
      return `direct source address is ${o.direct.ip}`;
    case 'source_type':
      return isLocal(o) ? 'source is the same machine' : 'source is external';
    case 'source_prefix_ranges':
      return `source address is ${o.remote.ip}`;
    default:
      return `source port is ${o.remote.port}`;
  }
}
