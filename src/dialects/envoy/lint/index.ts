// What loads and yet is hardly meant: a warning for each, with the reason. Rules look at one kind of message, as load checks do, in the
// same pass; one that needs the whole says so at its end.
import type { CheckTable, EveryCheck } from '../load/check.ts';
import { adminExposed } from './admin-exposed.ts';
import { deadDomain } from './dead-domain.ts';
import { denyMayFail } from './deny-may-fail.ts';
import { deprecatedField } from './deprecated-field.ts';
import { duplicateListener } from './duplicate-listener.ts';
import { emptyCluster } from './empty-cluster.ts';
import { emptyRules } from './empty-rules.ts';
import { filterOff } from './filter-off.ts';
import { grpcOverHttp1 } from './grpc-over-http1.ts';
import { invertedAbsence } from './inverted-absence.ts';
import type { Lint, LintContext } from './lint.ts';
import { methodCase } from './method-case.ts';
import { missingCluster } from './missing-cluster.ts';
import { noHttpFilters } from './no-http-filters.ts';
import { noTimeout } from './no-timeout.ts';
import { portInHost } from './port-in-host.ts';
import { rawPathAccess } from './raw-path-access.ts';
import { redirectLoop } from './redirect-loop.ts';
import { retryNothing } from './retry-nothing.ts';
import { rewriteSlash } from './rewrite-slash.ts';
import { serverNameWithoutHost } from './server-name-without-host.ts';
import { shadowedRoute } from './shadowed-route.ts';
import { uninspectedTls } from './uninspected-tls.ts';
import { unusedCluster } from './unused-cluster.ts';
import { unusedFilterConfig } from './unused-filter-config.ts';
import { wholeMatch } from './whole-match.ts';
import { zeroWeight } from './zero-weight.ts';

const TABLES: readonly CheckTable[] = [
  adminExposed,
  deadDomain,
  denyMayFail,
  emptyCluster,
  emptyRules,
  filterOff,
  invertedAbsence,
  methodCase,
  missingCluster,
  noHttpFilters,
  noTimeout,
  portInHost,
  rawPathAccess,
  redirectLoop,
  retryNothing,
  rewriteSlash,
  serverNameWithoutHost,
  shadowedRoute,
  uninspectedTls,
  wholeMatch,
  zeroWeight,
];

/** Rules that remember what they saw; made anew for every pass. */
const WHOLE: readonly ((x: LintContext) => Lint)[] = [duplicateListener, grpcOverHttp1, unusedCluster, unusedFilterConfig];

/** The rules for one pass over a configuration. */
export function lintsOf(x: LintContext): {
  readonly tables: readonly CheckTable[];
  readonly everyMessage: readonly EveryCheck[];
  readonly finish: () => void;
} {
  const whole = WHOLE.map((make) => make(x));
  return {
    tables: [...TABLES, ...whole.flatMap(({ on }) => (on === undefined ? [] : [on]))],
    everyMessage: [deprecatedField, ...whole.flatMap(({ everyMessage }) => (everyMessage === undefined ? [] : [everyMessage]))],
    finish: () => {
      for (const { finish } of whole) finish?.(x);
    },
  };
}
