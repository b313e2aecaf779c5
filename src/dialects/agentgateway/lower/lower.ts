// A configuration's tree → the model. Total: what is missing or wrong is left out, the schema and the rules have reported it.

import type { SyntaxNode } from '../../../text/syntax.ts';
import type { AgwModel, RouteGroup } from '../model.ts';
import { sections } from '../parts.ts';
import { type At, child, isPresent, items, originOf, textOf, topOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';
import { backendReader, groupTableId, lowerNamedBackends } from './backends.ts';
import type { Generated } from './generated.ts';
import { lowerBinds } from './listeners.ts';
import { lowerRoute, tableOf } from './routes.ts';
import { lowerSettings } from './settings.ts';

export interface LowerInput {
  readonly file: string;
  readonly root: SyntaxNode | undefined;
  readonly profile: string;
  /** Texts that the configuration names as files. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Sections that make routes of their own. */
const SECTIONS = ['llm', 'mcp', 'ui'] as const;
const NONE: Generated = { clusters: [], binds: [], attached: [] };

export function lowerModel({ file, root, profile, files, env }: LowerInput): AgwModel {
  const top = topOf(file, root);
  const has = (key: string): boolean => isPresent(child(top, key));
  const services = has('services') ? sections().lowerServices(items(child(top, 'services')), items(child(top, 'workloads'))) : [];
  const named = lowerNamedBackends(items(child(top, 'backends')), services);
  const backends = backendReader(named, services);
  const generated = SECTIONS.some(has) ? sections().lowerGenerated(top, services) : NONE;
  const listeners = [
    ...lowerBinds(items(child(top, 'binds')), backends),
    ...(has('gateways') ? sections().lowerGateways(top, backends, generated.attached) : []),
    ...generated.binds,
  ];
  const groups = items(child(top, 'routeGroups')).map((at): RouteGroup => lowerGroup(at, backends));
  const clusters = [...backends.clusters(), ...generated.clusters];
  const frontend = readPolicies(child(top, 'frontendPolicies'), 'frontend', 'frontend', 'frontend');
  const targeted = has('policies') ? sections().lowerTargeted(items(child(top, 'policies'))) : [];
  return {
    dialect: 'agentgateway',
    profile,
    listeners,
    clusters,
    opaque: [],
    ...(groups.length === 0 ? {} : { tables: groups.map(({ table }) => table) }),
    groups,
    frontend,
    targeted,
    ...(frontend.length + targeted.length === 0
      ? {}
      : { attached: sections().attachmentsOf({ listeners, clusters, groups, targeted, frontend }) }),
    services,
    settings: lowerSettings(child(top, 'config'), env),
    files,
  };
}

/** A route group is a table of its own. Of two of one name the later counts. */
function lowerGroup(at: At, backends: ReturnType<typeof backendReader>): RouteGroup {
  const name = textOf(child(at, 'name')) ?? '';
  const key = groupTableId(name);
  const routes = items(child(at, 'routes')).map((route, i) => lowerRoute(route, i, { key, backends }));
  return { name, origin: originOf(at), table: { ...tableOf(key, name, originOf(at), routes), term: 'route group' } };
}
