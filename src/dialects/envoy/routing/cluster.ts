// Which cluster a route forwards to: named, read from a header, or one of several by weight.
import type { Backend } from '../../../model/decision.ts';
import { child, children, chosen, flag, has, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { hashOfPolicies } from '../upstream/hash-policy.ts';
import { runtimeNumber } from '../world.ts';
import { clusterOfPlugin } from './cluster-plugin.ts';

export interface ClusterChoice {
  readonly name: string;
  /** The entry of weighted_clusters. */
  readonly weighted: Message | undefined;
  readonly because: string;
  /** All that could have been chosen. */
  readonly candidates: readonly Pick<Backend, 'name' | 'weight' | 'share' | 'chosen'>[];
}

/** Chooses the cluster of a RouteAction. An empty name means that none could be chosen. */
export function chooseCluster(action: Message, s: Stream): ClusterChoice {
  switch (chosen(action, 'cluster_specifier')) {
    case 'cluster':
      return single(text(action, 'cluster'), 'the route names it');
    case 'cluster_header':
      return fromHeader(text(action, 'cluster_header'), s);
    case 'weighted_clusters':
      return byWeight(child(action, 'weighted_clusters') as Message, action, s);
    default:
      return fromPlugin(action, s);
  }
}

const single = (name: string, because: string): ClusterChoice => ({
  name,
  weighted: undefined,
  because,
  candidates: name === '' ? [] : [{ name, weight: 1, share: 1, chosen: true }],
});

function fromPlugin(action: Message, s: Stream): ClusterChoice {
  const { name, because } = clusterOfPlugin(action, s);
  return single(name, because);
}

function fromHeader(header: string, s: Stream): ClusterChoice {
  const value = s.headers.first(header === 'host' ? ':authority' : header) ?? '';
  return single(value, value === '' ? `header ${header}, which names the cluster, is absent` : `header ${header} names it`);
}

/** Envoy 1.40: value % sum of the weights, cumulative, in order. The value is a header's, a hash, or the stream's random value. */
function byWeight(weighted: Message, action: Message, s: Stream): ClusterChoice {
  const entries = children(weighted, 'clusters');
  const prefix = text(weighted, 'runtime_key_prefix');
  const weights = entries.map((e) => {
    const own = optionalWhole(e, 'weight') ?? 0;
    return prefix === '' ? own : (runtimeNumber(s.world, s.sample.runtime, `${prefix}.${text(e, 'name')}`) ?? own);
  });
  const total = weights.reduce((a, b) => a + b, 0);
  if (total <= 0) return single('', 'the weights add up to 0');
  const { value, from } = selector(weighted, action, s);
  if (from === 'random' && weights.filter((w) => w > 0).length > 1) s.dependsOnRandom = true;
  const point = Number(value % BigInt(total));
  let end = 0;
  const index = weights.findIndex((w) => {
    end += w;
    return point < end;
  });
  const entry = entries[index] as Message;
  const name = text(entry, 'name') || fromHeader(text(entry, 'cluster_header'), s).name;
  return {
    name,
    weighted: entry,
    because: `${from === 'random' ? `random value ${value}` : from} gives ${point} of ${total}, which falls to ${name} (weight ${weights[index]})`,
    candidates: entries.map((e, i) => ({
      name: text(e, 'name') || `header ${text(e, 'cluster_header')}`,
      weight: weights[i] as number,
      share: (weights[i] as number) / total,
      chosen: i === index,
    })),
  };
}

function selector(weighted: Message, action: Message, s: Stream): { readonly value: bigint; readonly from: string } {
  const header = text(weighted, 'header_name');
  if (header !== '') {
    const values = s.headers.all(header);
    const found = values.length === 1 ? (values[0] as string).trim() : '';
    if (/^\+?[0-9]{1,20}$/.test(found) && BigInt(found) < 2n ** 64n) return { value: BigInt(found), from: `header ${header}` };
  }
  if (has(weighted, 'use_hash_policy') && flag(weighted, 'use_hash_policy')) {
    const hash = hashOfPolicies(children(action, 'hash_policy'), s);
    if (hash !== undefined) return { value: hash.value, from: 'the hash policy' };
  }
  return { value: s.random, from: 'random' };
}
