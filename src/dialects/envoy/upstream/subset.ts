// Subset load balancing: the endpoints whose `envoy.lb` metadata equals the route's criteria. Envoy 1.40: a selector applies when its keys are
// exactly the criteria's; values are compared with their type; what no subset has goes by the fallback policy.

import type { EnvoyEndpoint } from '../lower/clusters.ts';
import { namespacesOf } from '../match/namespaces.ts';
import { child, children, dataOf, type Message, text, texts } from '../schema/message.ts';

export type Criteria = Readonly<Record<string, unknown>>;
type Keep = (e: EnvoyEndpoint) => boolean;

const lb = (m: Message | undefined): Criteria => namespacesOf(m).get('envoy.lb') ?? {};

/** The criteria of a route action (and weighted entry) and of the request's dynamic metadata, merged. */
export function criteriaOf(action: Message | undefined, weighted: Message | undefined, dynamic: Criteria | undefined): Criteria {
  return { ...lb(child(action, 'metadata_match')), ...lb(child(weighted, 'metadata_match')), ...dynamic };
}

/** Which endpoints may serve; undefined: none (NO_FALLBACK). `available` are the endpoints of the cluster. */
export function subsetOf(
  cluster: Message,
  criteria: Criteria,
  available: readonly EnvoyEndpoint[],
  count: (name: string) => void = () => undefined,
): Keep | undefined {
  const config = child(cluster, 'lb_subset_config');
  if (config === undefined) return () => true;
  const keys = Object.keys(criteria).sort();
  const selector = children(config, 'subset_selectors').find((s) => same([...texts(s, 'keys')].sort(), keys));
  if (selector !== undefined && keys.length > 0) {
    const keep: Keep = (e) => matches(e, criteria);
    if (available.some(keep)) {
      count('lb_subsets_selected');
      return keep;
    }
    const own = text(selector, 'fallback_policy', 'NOT_DEFINED');
    if (own !== 'NOT_DEFINED')
      return fallback(own, { selector, config, criteria, available, outer: text(config, 'fallback_policy', 'NO_FALLBACK'), count });
  }
  return fallback(text(config, 'fallback_policy', 'NO_FALLBACK'), { selector, config, criteria, available, outer: '', count });
}

function counted(keep: Keep | undefined, count: (name: string) => void): Keep | undefined {
  if (keep !== undefined) count('lb_subsets_fallback');
  return keep;
}

interface Fallback {
  readonly selector: Message | undefined;
  readonly config: Message;
  readonly criteria: Criteria;
  readonly available: readonly EnvoyEndpoint[];
  /** The cluster's own policy, where the selector has another. */
  readonly outer: string;
  readonly count: (name: string) => void;
}

function fallback(policy: string, { selector, config, criteria, available, outer, count }: Fallback): Keep | undefined {
  switch (policy) {
    case 'ANY_ENDPOINT':
      return counted(outer === 'NO_FALLBACK' ? undefined : () => true, count);
    case 'DEFAULT_SUBSET': {
      const wanted = (dataOf(config, 'default_subset') ?? {}) as Criteria;
      const keep: Keep = (e) => matches(e, wanted);
      return counted(available.some(keep) ? keep : undefined, count);
    }
    // the search begins again with fewer keys, and counts as a search of its own
    case 'KEYS_SUBSET': {
      const kept = new Set(texts(selector, 'fallback_keys_subset'));
      const fewer = Object.fromEntries(Object.entries(criteria).filter(([k]) => kept.has(k)));
      return subsetOf(withConfig(config), fewer, available, count);
    }
    default:
      return undefined;
  }
}

/** subsetOf reads lb_subset_config of a cluster; this is one around a config. */
const withConfig = (config: Message): Message => ({
  ...config,
  fields: new Map([['lb_subset_config', { value: config, node: config.node, keySpan: config.node.span }]]),
});

function matches(e: EnvoyEndpoint, criteria: Criteria): boolean {
  const own = lb(child(e.config, 'metadata'));
  return Object.entries(criteria).every(([k, v]) => Object.hasOwn(own, k) && JSON.stringify(own[k]) === JSON.stringify(v));
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
