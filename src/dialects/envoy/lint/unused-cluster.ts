// Clusters that nothing refers to. Any text that is a cluster's name counts as a reference: services, filters and extensions name clusters
// in many places.
import { has, isAny, type Message, originOf, text, type Value } from '../schema/message.ts';
import { mayComeLater } from './known-clusters.ts';
import type { Lint, LintContext } from './lint.ts';
import { TypeNames } from './type-names.ts';

/** Messages whose own names are no references. */
const DEFINING: Readonly<Record<string, string>> = {
  [TypeNames.cluster]: 'name',
  'envoy.config.endpoint.v3.ClusterLoadAssignment': 'cluster_name',
};

export function unusedCluster({ configuration, staticClusters }: LintContext): Lint {
  if (mayComeLater(configuration) || configuration.listeners.length === 0) return {};
  const used = new Set<string>();
  let anyMayBeUsed = false;
  const see = (value: Value): void => {
    if (typeof value === 'string') {
      if (staticClusters.has(value)) used.add(value);
    } else if (Array.isArray(value)) (value as readonly Value[]).forEach(see);
    // what an extension that is not known here does, nobody can say
    else if (isAny(value) && value.message === undefined && value.type !== '') anyMayBeUsed = true;
  };
  return {
    everyMessage: (type) => (m) => {
      if (has(m, 'cluster_header') || has(m, 'cluster_specifier_plugin') || has(m, 'inline_cluster_specifier_plugin')) anyMayBeUsed = true;
      if (/\.(?:lua|golang|wasm|dynamic_modules|sni_cluster)\./.test(type.name)) anyMayBeUsed = true;
      const own = DEFINING[type.name];
      for (const [field, { value }] of m.fields) if (field !== own) see(value);
    },
    finish: ({ problems }) => {
      if (anyMayBeUsed) return;
      for (const { message } of configuration.clusters) if (!used.has(text(message, 'name'))) report(message, problems);
    },
  };
}

const report = (m: Message, problems: LintContext['problems']): void =>
  problems.add('unused-cluster', 'info', `Nothing refers to cluster ${JSON.stringify(text(m, 'name'))}.`, originOf(m, 'name'));
