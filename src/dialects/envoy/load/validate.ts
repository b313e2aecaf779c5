// Everything that the real program checks when it loads, after the text has been read: rules of the API, then what only the
// program knows (references, formats, expressions, combinations).
import type { Configuration } from '../documents/configuration.ts';
import type { Schema } from '../schema/descriptor.ts';
import { type Message, text } from '../schema/message.ts';
import type { Problems } from '../schema/problem.ts';
import { checkRules } from '../schema/rules.ts';
import { type CheckTable, visit } from './check.ts';
import { checkClusterNames, clusterChecks } from './clusters.ts';
import { extensionChecks } from './extensions.ts';
import { filterChecks } from './filters.ts';
import { formatChecks } from './formats.ts';
import { checkAddresses, listenerChecks } from './listeners.ts';
import { routeChecks } from './routes.ts';
import { checkDurations, valueChecks } from './values.ts';

const TABLES: readonly CheckTable[] = [extensionChecks, formatChecks, routeChecks, filterChecks, listenerChecks, clusterChecks, valueChecks];

/** Reports everything for which Envoy would refuse the configuration. `clusters`: names that exist, where not the static ones do. */
export function validate(configuration: Configuration, schema: Schema, problems: Problems, clusters?: ReadonlySet<string>): void {
  const statics = configuration.clusters.filter((c) => !c.dynamic).map((c) => c.message);
  const context = { configuration, schema, problems, staticClusters: clusters ?? new Set(statics.map((c) => text(c, 'name'))) };
  for (const m of rootsOf(configuration)) {
    checkRules(m, schema, problems);
    visit(m, TABLES, checkDurations, context);
  }
  checkClusterNames(statics, context);
  checkAddresses(configuration.listeners.filter((l) => !l.dynamic).map((l) => l.message), context);
}

/** The messages that are checked as a whole: the bootstrap holds its static resources. */
function rootsOf(c: Configuration): readonly Message[] {
  const loose = [c.listeners, c.clusters, c.routes, c.scopedRoutes, c.endpoints, c.secrets].flat().filter((r) => c.bare !== undefined || r.dynamic);
  return [...(c.bootstrap === undefined ? [] : [c.bootstrap]), ...loose.map((r) => r.message)];
}
