// What an update does to a running listener. Envoy 1.40: nothing when the content is equal; in place when only filter chains differ
// (then only chains that changed or vanished drain); else the whole listener is replaced.
import type { ListenerChange } from '../../dialect.ts';
import { anyOf, child, children, flag, has, type Message, text } from '../schema/message.ts';
import { contentOf, looseContentOf } from './equal.ts';

const CHAINS = new Set(['filter_chains', 'default_filter_chain', 'filter_chain_matcher']);

export const NOTHING: ListenerChange = { change: 'none', drainedChains: [] };

const allChains = (m: Message): readonly Message[] => {
  const fallback = child(m, 'default_filter_chain');
  return [...children(m, 'filter_chains'), ...(fallback === undefined ? [] : [fallback])];
};

/** The name of a chain in answers. */
function labelOf(m: Message, chain: Message): string {
  const name = text(chain, 'name');
  if (name !== '') return name;
  const index = children(m, 'filter_chains').indexOf(chain);
  return index < 0 ? 'default_filter_chain' : `filter_chains[${index}]`;
}

export const drained = (m: Message): readonly string[] => allChains(m).map((c) => labelOf(m, c));

/** The change from one version of a listener to the next. */
export function listenerChange(before: Message, after: Message): ListenerChange {
  if (contentOf(before) === contentOf(after)) return NOTHING;
  if (!inPlace(before, after)) return { change: 'full', drainedChains: drained(before) };
  const kept = new Set(allChains(after).map(contentOf));
  return {
    change: 'in-place',
    drainedChains: allChains(before)
      .filter((c) => !kept.has(contentOf(c)))
      .map((c) => labelOf(before, c)),
  };
}

const usesProxy = (m: Message): boolean =>
  children(m, 'listener_filters').some((f) => /proxy_protocol/.test(anyOf(f, 'typed_config')?.type ?? ''));

const inPlace = (before: Message, after: Message): boolean =>
  children(after, 'filter_chains').length > 0 &&
  usesProxy(before) === usesProxy(after) &&
  looseContentOf(before, CHAINS) === looseContentOf(after, CHAINS);

const reusesPort = (m: Message): boolean => !has(m, 'enable_reuse_port') || flag(m, 'enable_reuse_port');

/** Why the running listener refuses the new version, or undefined. */
export const updateProblem = (before: Message, after: Message): string | undefined =>
  reusesPort(before) === reusesPort(after) ? undefined : `Listener ${text(after, 'name')}: reuse port cannot be changed during an update.`;
