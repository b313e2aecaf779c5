// Listeners and filter chains: addresses, unique matches, names that a matcher needs.

import { addressOf } from '../lower/clusters.ts';
import { type Cidr, cidrOf, cidrText, parseIp } from '../match/cidr.ts';
import { asciiLower } from '../match/string-matcher.ts';
import { child, children, has, type Message, numbers, optionalWhole, originOf, text, texts } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

const listener: Check = (m, x) => {
  const address = child(m, 'address');
  if (address === undefined && !has(m, 'internal_listener') && !has(m, 'api_listener'))
    x.bad('no-address', m, undefined, 'A listener needs an address.');
  if (address !== undefined && has(m, 'internal_listener')) x.bad('two-addresses', m, 'address', 'An internal listener has no address.');
  const socket = child(address, 'socket_address');
  if (socket !== undefined) {
    if (parseIp(text(socket, 'address')) === undefined)
      x.bad('bad-address', socket, 'address', `A listener's address is an IP address; ${JSON.stringify(text(socket, 'address'))} is none.`);
    if (has(socket, 'named_port')) x.bad('named-port', socket, 'named_port', 'A listener needs a port number.');
  }
  if (has(m, 'api_listener')) return;
  const chains = children(m, 'filter_chains');
  const fallback = child(m, 'default_filter_chain');
  const isUdp = socket !== undefined && text(socket, 'protocol', 'TCP') === 'UDP';
  const quic = isUdp && has(child(m, 'udp_listener_config') ?? m, 'quic_options');
  if (chains.length === 0 && fallback === undefined && !isUdp) x.bad('no-chains', m, undefined, 'A listener needs a filter chain.');
  if (isUdp && !quic && chains.length > 0) x.bad('udp-chains', m, 'filter_chains', 'A UDP listener without QUIC has no filter chains.');
  if (has(m, 'filter_chain_matcher')) checkNames(chains, x);
  else checkOverlap(chains, x);
  for (const c of chains) checkMatch(c, x);
  if (!has(m, 'filter_chain_matcher')) for (const field of RANGES) warnOfWholeRange(chains, field, x);
};

const RANGES = ['prefix_ranges', 'direct_source_prefix_ranges', 'source_prefix_ranges'];

/** Envoy 1.40: which of 0.0.0.0/0 and no range at all wins changes from start to start. */
function warnOfWholeRange(chains: readonly Message[], field: string, x: CheckContext): void {
  const isOpen = (chain: Message): boolean => children(child(chain, 'filter_chain_match'), field).length === 0;
  const open = new Set(chains.filter(isOpen).flatMap((c) => combinations(c, field)));
  for (const chain of chains)
    for (const range of children(child(chain, 'filter_chain_match'), field))
      if ((optionalWhole(range, 'prefix_len') ?? 0) === 0 && combinations(chain, field).some((key) => open.has(key)))
        x.problems.warn(
          'whole-range',
          `${text(range, 'address_prefix')}/0 holds every address, as does another chain without ${field}: which of the two is chosen is not determined.`,
          originOf(range),
        );
}

function checkNames(chains: readonly Message[], x: CheckContext): void {
  const seen = new Set<string>();
  for (const c of chains) {
    const name = text(c, 'name');
    if (name === '') x.bad('no-chain-name', c, undefined, 'With a filter_chain_matcher every filter chain needs a name.');
    else if (seen.has(name)) x.bad('duplicate-chain-name', c, 'name', `Two filter chains are named ${name}.`);
    seen.add(name);
  }
}

function checkMatch(chain: Message, x: CheckContext): void {
  const match = child(chain, 'filter_chain_match');
  if (match === undefined) return;
  for (const field of ['address_suffix', 'suffix_len'])
    if (has(match, field)) x.bad('not-implemented', match, field, `${field} is not implemented in Envoy.`);
  for (const name of texts(match, 'server_names'))
    if (name.includes('*') && !name.startsWith('*.'))
      x.bad('partial-wildcard', match, 'server_names', `${name}: a server name may begin with *. and has no other wildcard.`);
  for (const field of ['prefix_ranges', 'direct_source_prefix_ranges', 'source_prefix_ranges'])
    for (const range of children(match, field))
      if (parseIp(text(range, 'address_prefix')) === undefined)
        x.bad('bad-address', range, 'address_prefix', `${JSON.stringify(text(range, 'address_prefix'))} is no IP address.`);
}

/** Everything that a chain matches, one entry a combination. `except`: ranges that are left out. */
function combinations(chain: Message, except?: string): readonly string[] {
  const m = child(chain, 'filter_chain_match');
  const orNone = (list: readonly string[]): readonly string[] => (list.length === 0 ? [''] : list);
  const ranges = (field: string): readonly string[] =>
    orNone(
      (field === except ? [] : children(m, field)).flatMap((r) => {
        const cidr: Cidr | undefined = cidrOf(text(r, 'address_prefix'), optionalWhole(r, 'prefix_len') ?? 0);
        return cidr === undefined ? [] : [cidrText(cidr)];
      }),
    );
  const parts: readonly (readonly string[])[] = [
    [String(m === undefined ? '' : (optionalWhole(m, 'destination_port') ?? ''))],
    ranges('prefix_ranges'),
    orNone(texts(m, 'server_names').map(asciiLower)),
    [m === undefined ? '' : text(m, 'transport_protocol')],
    orNone(texts(m, 'application_protocols')),
    ranges('direct_source_prefix_ranges'),
    [m === undefined ? 'ANY' : text(m, 'source_type', 'ANY')],
    ranges('source_prefix_ranges'),
    orNone(m === undefined ? [] : numbers(m, 'source_ports').map(String)),
  ];
  let out = [''];
  for (const list of parts) {
    out = out.flatMap((o) => list.map((l) => `${o}/${l}`));
    if (out.length > 5000) return out.slice(0, 5000);
  }
  return out;
}

function checkOverlap(chains: readonly Message[], x: CheckContext): void {
  const owner = new Map<string, Message>();
  for (const chain of chains) {
    for (const key of combinations(chain)) {
      const other = owner.get(key);
      if (other !== undefined) {
        const what =
          other === chain ? 'matches the same thing twice' : `matches the same connections as ${text(other, 'name') || 'another chain'}`;
        x.problems.error(
          'overlapping-chains',
          `Filter chain ${text(chain, 'name') || '(unnamed)'} ${what}.`,
          originOf(chain, 'filter_chain_match'),
        );
        break;
      }
      owner.set(key, chain);
    }
  }
}

/** Two listeners on one address and port. */
export function checkAddresses(listeners: readonly Message[], x: Pick<CheckContext, 'problems'>): void {
  const seen = new Map<string, Message>();
  const names = new Set<string>();
  for (const m of listeners) {
    const name = text(m, 'name');
    if (name !== '' && names.has(name)) continue; // silently ignored by Envoy; a warning elsewhere
    names.add(name);
    for (const address of [child(m, 'address'), ...children(m, 'additional_addresses').map((a) => child(a, 'address'))]) {
      const socket = child(address, 'socket_address');
      if (socket === undefined || (optionalWhole(socket, 'port_value') ?? 0) === 0) continue;
      const key = `${text(socket, 'protocol', 'TCP')} ${addressOf(address)}`;
      const other = seen.get(key);
      if (other !== undefined && other !== m)
        x.problems.error(
          'duplicate-address',
          `Listener ${text(other, 'name')} already has the address ${addressOf(address)}.`,
          originOf(m, 'address'),
        );
      seen.set(key, m);
    }
  }
}

export const listenerChecks: CheckTable = {
  'envoy.config.listener.v3.Listener': listener,
  'envoy.config.core.v3.CidrRange': (m, x) => {
    const parent = x.parents[0]?.type.name ?? '';
    if (!/FilterChainMatch$/.test(parent) && parseIp(text(m, 'address_prefix')) === undefined)
      x.bad('bad-address', m, 'address_prefix', `${JSON.stringify(text(m, 'address_prefix'))} is no IP address.`);
  },
};
