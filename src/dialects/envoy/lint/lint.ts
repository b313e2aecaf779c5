// What loads and yet is hardly meant: a warning for each, with the reason. Rules look at one kind of message, as load checks do.

import type { Check, CheckContext, CheckTable } from '../load/check.ts';
import { denyMayFail } from './deny-may-fail.ts';
import { deprecatedField } from './deprecated-field.ts';
import { filterOff } from './filter-off.ts';
import { missingCluster } from './missing-cluster.ts';
import { portInHost } from './port-in-host.ts';
import { rawPathAccess } from './raw-path-access.ts';
import { shadowedRoute } from './shadowed-route.ts';
import { uninspectedTls } from './uninspected-tls.ts';

const RULES: readonly CheckTable[] = [denyMayFail, filterOff, missingCluster, portInHost, rawPathAccess, shadowedRoute, uninspectedTls];

/** The rules for one pass over a configuration; `finish` reports what shows only at its end. */
export function lintsOf(_context: Omit<CheckContext, 'parents' | 'bad'>): {
  readonly tables: readonly CheckTable[];
  readonly everyMessage: readonly Check[];
  readonly finish: () => void;
} {
  return { tables: RULES, everyMessage: [deprecatedField], finish: () => undefined };
}
