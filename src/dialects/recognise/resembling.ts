// A configuration whose marks are misspelt or cut off. Read as what it resembles, it gets messages that say where the slip is;
// unrecognised, it would get none.
import { nearest } from '../../base/nearest.ts';
import type { SyntaxNode } from '../../text/syntax.ts';
import { has } from './tree.ts';

interface Likeness {
  /** Keys at the root of such a file. */
  readonly roots: readonly string[];
  /** Fields of what stands under them. */
  readonly fields: readonly string[];
  /** How the head of a text names its schema or its types. */
  readonly named: RegExp;
}

const likenesses = {
  agentgateway: {
    roots: [
      'binds',
      'gateways',
      'routes',
      'tcpRoutes',
      'routeGroups',
      'frontendPolicies',
      'policies',
      'backends',
      'llm',
      'mcp',
      'services',
      'workloads',
    ],
    fields: [
      'port',
      'listeners',
      'routes',
      'backends',
      'matches',
      'hostnames',
      'policies',
      'target',
      'targets',
      'models',
      'host',
      'workloadIps',
      'vips',
      'accessLog',
    ],
    named: /\$schema["']?\s*[:=]\s*\S*agentgateway/,
  },
  envoy: {
    roots: [
      'static_resources',
      'dynamic_resources',
      'listeners',
      'clusters',
      'virtual_hosts',
      'filter_chains',
      'load_assignment',
      'route_config',
    ],
    fields: [
      'listeners',
      'clusters',
      'address',
      'filter_chains',
      'filters',
      'load_assignment',
      'connect_timeout',
      'lds_config',
      'cds_config',
      'ads_config',
      'routes',
      'domains',
      'virtual_hosts',
      'endpoints',
    ],
    named: /type\.googleapis\.com\/envoy\./,
  },
} as const satisfies Readonly<Record<string, Likeness>>;

export type Resembled = keyof typeof likenesses;

/** Characters in which a schema or a type is named. */
const NAMED_WITHIN = 4096;

/** What a document seems to be meant as; asked when it bears no mark of anything. */
export function resembling(root: SyntaxNode | undefined, text: string): Resembled | undefined {
  const all = Object.entries(likenesses) as readonly [Resembled, Likeness][];
  const named = all.find(([, { named: pattern }]) => pattern.test(text.slice(0, NAMED_WITHIN)));
  return (named ?? all.find(([, likeness]) => resembles(root, likeness)))?.[0];
}

/** Some key at the root is one of theirs, or nearly, and what stands under it has one of their fields. */
function resembles(root: SyntaxNode | undefined, { roots, fields }: Likeness): boolean {
  if (root?.kind !== 'map') return false;
  return root.entries
    .slice(0, 50)
    .some(
      ({ key, value }) =>
        (roots.includes(key) || nearest(key, roots) !== undefined) && inside(value).some((one) => fields.some((field) => has(one, field))),
    );
}

/** The value, its items, or the values of its keys: what a list or a map of named things holds. */
function inside(value: SyntaxNode): readonly SyntaxNode[] {
  if (value.kind === 'list') return value.items.slice(0, 20);
  if (value.kind === 'map') return [value, ...value.entries.slice(0, 20).map((entry) => entry.value)];
  return [];
}
