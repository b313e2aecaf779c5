// Everything that the real program checks when it loads, after the text has been read: rules of the API, then what only the
// program knows (references, formats, expressions, combinations).
import type { Configuration } from '../documents/configuration.ts';
import { lintsOf } from '../lint/index.ts';
import type { Schema } from '../schema/descriptor.ts';
import { text } from '../schema/message.ts';
import type { Problems } from '../schema/problem.ts';
import { addressChecks } from './addresses.ts';
import { belongings } from './belongings.ts';
import { type CheckTable, visitor } from './check.ts';
import { checkClusterNames, clusterChecks } from './clusters.ts';
import { refusedDeprecations } from './deprecations.ts';
import { descriptorChecks } from './descriptor-sets.ts';
import { moduleChecks } from './dynamic-modules.ts';
import { extensionChecks } from './extensions.ts';
import { fileChecks } from './files.ts';
import { filterChecks } from './filters.ts';
import { formatChecks } from './formats.ts';
import { httpFilterChecks } from './http-filters.ts';
import { checkAddresses, listenerChecks } from './listeners.ts';
import { matcherChecks, matcherTrees } from './matchers.ts';
import { networkFilterChecks } from './network-filters.ts';
import { extensionPoints } from './points.ts';
import { programChecks } from './program.ts';
import { rootsOf } from './roots.ts';
import { routeChecks } from './routes.ts';
import { sourceChecks, transportVersion } from './sources.ts';
import { tlsChecks } from './tls.ts';
import { depth, durations, valueChecks } from './values.ts';
import { younger } from './younger.ts';

const TABLES: readonly CheckTable[] = [
  extensionChecks,
  formatChecks,
  routeChecks,
  filterChecks,
  listenerChecks,
  clusterChecks,
  valueChecks,
  belongings,
  sourceChecks,
  fileChecks,
  tlsChecks,
  addressChecks,
  programChecks,
  httpFilterChecks,
  networkFilterChecks,
  matcherChecks,
  descriptorChecks,
  moduleChecks,
];

const EVERY = [durations, depth, younger, extensionPoints, matcherTrees, refusedDeprecations, transportVersion] as const;

/** Reports everything for which Envoy would refuse the configuration. `clusters`: names that exist, where not the static ones do. */
export function validate(configuration: Configuration, schema: Schema, problems: Problems, clusters?: ReadonlySet<string>): void {
  const statics = configuration.clusters.filter((c) => !c.dynamic).map((c) => c.message);
  const context = { configuration, schema, problems, staticClusters: clusters ?? new Set(statics.map((c) => text(c, 'name'))) };
  const lints = lintsOf(context);
  const visit = visitor([...TABLES, ...lints.tables], [...EVERY, ...lints.everyMessage], context);
  for (const m of rootsOf(configuration)) visit(m);
  checkClusterNames(statics, context);
  checkAddresses(
    configuration.listeners.filter((l) => !l.dynamic).map((l) => l.message),
    context,
  );
  lints.finish();
}
