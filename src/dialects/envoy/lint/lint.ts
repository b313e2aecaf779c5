// What loads and yet is hardly meant: a warning for each, with the reason. Rules look at one kind of message, as load checks do.

import type { Configuration } from '../documents/configuration.ts';
import { type CheckTable, visit } from '../load/check.ts';
import { rootsOf } from '../load/roots.ts';
import type { Schema } from '../schema/descriptor.ts';
import type { Problems } from '../schema/problem.ts';
import { denyMayFail } from './deny-may-fail.ts';
import { deprecatedField } from './deprecated-field.ts';
import { filterOff } from './filter-off.ts';
import { missingCluster } from './missing-cluster.ts';
import { portInHost } from './port-in-host.ts';
import { rawPathAccess } from './raw-path-access.ts';
import { shadowedRoute } from './shadowed-route.ts';
import { uninspectedTls } from './uninspected-tls.ts';

const RULES: readonly CheckTable[] = [denyMayFail, filterOff, missingCluster, portInHost, rawPathAccess, shadowedRoute, uninspectedTls];

/** Adds warnings about a configuration that has been read. */
export function lint(configuration: Configuration, schema: Schema, problems: Problems, clusters: ReadonlySet<string>): void {
  const context = { configuration, schema, problems, staticClusters: clusters };
  for (const root of rootsOf(configuration)) visit(root, RULES, deprecatedField, context);
}
