// Envoy: bootstraps, xDS resources and admin dumps. This descriptor is small and eager; the engine loads on first use.
import { loadRunningParts } from '../../cel/profiles/index.ts';
import type { SyntaxNode } from '../../text/syntax.ts';
import type { Dialect } from '../dialect.ts';

const CERTAIN = new Set([
  'static_resources',
  'staticResources',
  'dynamic_resources',
  'dynamicResources',
  'virtual_hosts',
  'virtualHosts',
  'filter_chains',
  'filterChains',
  'load_assignment',
  'loadAssignment',
  'cluster_statuses',
  'layered_runtime',
  'lb_endpoints',
]);
const LIKELY = new Set(['admin', 'node', 'configs', 'resources', 'domains', 'connect_timeout', 'connectTimeout', 'endpoints', '@type']);

function certainty(node: SyntaxNode | undefined, depth: number): 'certain' | 'likely' | 'no' {
  if (node?.kind === 'list') return depth === 0 ? 'no' : certainty(node.items[0], depth - 1);
  if (node?.kind !== 'map') return 'no';
  let best: 'certain' | 'likely' | 'no' = 'no';
  for (const { key, value } of node.entries) {
    if (CERTAIN.has(key)) return 'certain';
    if (key === '@type' && value.kind === 'scalar') return value.raw.includes('/envoy.') ? 'certain' : 'no';
    if (LIKELY.has(key)) best = certainty(value, depth - 1) === 'certain' ? 'certain' : 'likely';
    if (best === 'certain') return best;
  }
  if (best === 'no' && depth > 0 && node.entries.length > 0 && node.entries.length < 4) return certainty(node.entries[0]?.value, depth - 1);
  return best;
}

export const envoy = {
  id: 'envoy',
  title: 'Envoy configuration',
  profiles: ['envoy@1.40'],
  detect: (document) => certainty(document, 3),
  load: async () => {
    const [{ engine }] = await Promise.all([import('./engine.ts'), loadRunningParts()]);
    return engine;
  },
} as const satisfies Dialect;
