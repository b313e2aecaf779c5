// The page of every code that Envoy's configurations can give. Loaded when one is asked for.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { page as adminExposed } from '../lint/admin-exposed.page.ts';
import { page as deadDomain } from '../lint/dead-domain.page.ts';
import { page as duplicateListener } from '../lint/duplicate-listener.page.ts';
import { page as emptyCluster } from '../lint/empty-cluster.page.ts';
import { page as emptyRules } from '../lint/empty-rules.page.ts';
import { page as grpcOverHttp1 } from '../lint/grpc-over-http1.page.ts';
import { page as invertedAbsence } from '../lint/inverted-absence.page.ts';
import { page as methodCase } from '../lint/method-case.page.ts';
import { page as noHttpFilters } from '../lint/no-http-filters.page.ts';
import { page as noTimeout } from '../lint/no-timeout.page.ts';
import { page as redirectLoop } from '../lint/redirect-loop.page.ts';
import { page as retryNothing } from '../lint/retry-nothing.page.ts';
import { page as rewriteSlash } from '../lint/rewrite-slash.page.ts';
import { page as serverNameWithoutHost } from '../lint/server-name-without-host.page.ts';
import { page as shadowedRoute } from '../lint/shadowed-route.page.ts';
import { page as unusedCluster } from '../lint/unused-cluster.page.ts';
import { page as unusedFilterConfig } from '../lint/unused-filter-config.page.ts';
import { page as wholeMatch } from '../lint/whole-match.page.ts';
import { page as zeroWeight } from '../lint/zero-weight.page.ts';

export const pages: ConfigPages = {
  'envoy/zero-weight': zeroWeight,
  'envoy/whole-match': wholeMatch,
  'envoy/unused-filter-config': unusedFilterConfig,
  'envoy/unused-cluster': unusedCluster,
  'envoy/server-name-without-host': serverNameWithoutHost,
  'envoy/rewrite-slash': rewriteSlash,
  'envoy/retry-nothing': retryNothing,
  'envoy/redirect-loop': redirectLoop,
  'envoy/no-timeout': noTimeout,
  'envoy/no-http-filters': noHttpFilters,
  'envoy/method-case': methodCase,
  'envoy/inverted-absence': invertedAbsence,
  'envoy/grpc-over-http1': grpcOverHttp1,
  'envoy/empty-rules': emptyRules,
  'envoy/empty-cluster': emptyCluster,
  'envoy/duplicate-listener': duplicateListener,
  'envoy/dead-domain': deadDomain,
  'envoy/admin-exposed': adminExposed,
  'envoy/shadowed-route': shadowedRoute,
};
