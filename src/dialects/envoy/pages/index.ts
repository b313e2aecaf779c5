// The page of every code that Envoy's configurations can give. Loaded when one is asked for.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { pages as documentsOpenPages } from '../documents/open.page.ts';
import { pages as impactImpactPages } from '../impact/impact.page.ts';
import { page as lintAdminExposed } from '../lint/admin-exposed.page.ts';
import { page as lintDeadDomain } from '../lint/dead-domain.page.ts';
import { page as lintDenyMayFail } from '../lint/deny-may-fail.page.ts';
import { page as lintDeprecatedField } from '../lint/deprecated-field.page.ts';
import { page as lintDuplicateListener } from '../lint/duplicate-listener.page.ts';
import { page as lintEmptyCluster } from '../lint/empty-cluster.page.ts';
import { page as lintEmptyRules } from '../lint/empty-rules.page.ts';
import { page as lintFilterOff } from '../lint/filter-off.page.ts';
import { page as lintGrpcOverHttp1 } from '../lint/grpc-over-http1.page.ts';
import { page as lintInvertedAbsence } from '../lint/inverted-absence.page.ts';
import { page as lintMethodCase } from '../lint/method-case.page.ts';
import { page as lintMissingCluster } from '../lint/missing-cluster.page.ts';
import { page as lintNoHttpFilters } from '../lint/no-http-filters.page.ts';
import { page as lintNoTimeout } from '../lint/no-timeout.page.ts';
import { page as lintPortInHost } from '../lint/port-in-host.page.ts';
import { page as lintRawPathAccess } from '../lint/raw-path-access.page.ts';
import { page as lintRedirectLoop } from '../lint/redirect-loop.page.ts';
import { page as lintRetryNothing } from '../lint/retry-nothing.page.ts';
import { page as lintRewriteSlash } from '../lint/rewrite-slash.page.ts';
import { page as lintServerNameWithoutHost } from '../lint/server-name-without-host.page.ts';
import { page as lintShadowedRoute } from '../lint/shadowed-route.page.ts';
import { page as lintUninspectedTls } from '../lint/uninspected-tls.page.ts';
import { page as lintUnusedCluster } from '../lint/unused-cluster.page.ts';
import { page as lintUnusedFilterConfig } from '../lint/unused-filter-config.page.ts';
import { page as lintWholeMatch } from '../lint/whole-match.page.ts';
import { page as lintZeroWeight } from '../lint/zero-weight.page.ts';
import { pages as loadAddressesPages } from '../load/addresses.page.ts';
import { pages as loadBelongingsPages } from '../load/belongings.page.ts';
import { pages as loadClustersPages } from '../load/clusters.page.ts';
import { pages as loadDeprecationsPages } from '../load/deprecations.page.ts';
import { pages as loadExtensionsPages } from '../load/extensions.page.ts';
import { pages as loadFilesPages } from '../load/files.page.ts';
import { pages as loadFiltersPages } from '../load/filters.page.ts';
import { pages as loadFormatsPages } from '../load/formats.page.ts';
import { pages as loadHttpFiltersPages } from '../load/http-filters.page.ts';
import { pages as loadListenersPages } from '../load/listeners.page.ts';
import { pages as loadMatchersPages } from '../load/matchers.page.ts';
import { pages as loadNetworkFiltersPages } from '../load/network-filters.page.ts';
import { pages as loadProgramPages } from '../load/program.page.ts';
import { pages as loadRoutesPages } from '../load/routes.page.ts';
import { pages as loadSourcesPages } from '../load/sources.page.ts';
import { pages as loadTlsPages } from '../load/tls.page.ts';
import { pages as loadValuesPages } from '../load/values.page.ts';
import { pages as loadYoungerPages } from '../load/younger.page.ts';
import { pages as schemaReadPages } from '../schema/read.page.ts';
import { pages as schemaRulesPages } from '../schema/rules.page.ts';

export const pages: ConfigPages = {
  ...documentsOpenPages,
  ...impactImpactPages,
  ...loadAddressesPages,
  ...loadBelongingsPages,
  ...loadClustersPages,
  ...loadDeprecationsPages,
  ...loadExtensionsPages,
  ...loadFilesPages,
  ...loadFiltersPages,
  ...loadFormatsPages,
  ...loadHttpFiltersPages,
  ...loadListenersPages,
  ...loadMatchersPages,
  ...loadNetworkFiltersPages,
  ...loadProgramPages,
  ...loadRoutesPages,
  ...loadSourcesPages,
  ...loadTlsPages,
  ...loadValuesPages,
  ...loadYoungerPages,
  ...schemaReadPages,
  ...schemaRulesPages,
  'envoy/admin-exposed': lintAdminExposed,
  'envoy/dead-domain': lintDeadDomain,
  'envoy/deny-may-fail': lintDenyMayFail,
  'envoy/deprecated-field': lintDeprecatedField,
  'envoy/duplicate-listener': lintDuplicateListener,
  'envoy/empty-cluster': lintEmptyCluster,
  'envoy/empty-rules': lintEmptyRules,
  'envoy/filter-off': lintFilterOff,
  'envoy/grpc-over-http1': lintGrpcOverHttp1,
  'envoy/inverted-absence': lintInvertedAbsence,
  'envoy/method-case': lintMethodCase,
  'envoy/unknown-cluster': lintMissingCluster,
  'envoy/no-http-filters': lintNoHttpFilters,
  'envoy/no-timeout': lintNoTimeout,
  'envoy/port-in-host': lintPortInHost,
  'envoy/raw-path-access': lintRawPathAccess,
  'envoy/redirect-loop': lintRedirectLoop,
  'envoy/retry-nothing': lintRetryNothing,
  'envoy/rewrite-slash': lintRewriteSlash,
  'envoy/server-name-without-host': lintServerNameWithoutHost,
  'envoy/shadowed-route': lintShadowedRoute,
  'envoy/uninspected-tls': lintUninspectedTls,
  'envoy/unused-cluster': lintUnusedCluster,
  'envoy/unused-filter-config': lintUnusedFilterConfig,
  'envoy/whole-match': lintWholeMatch,
  'envoy/zero-weight': lintZeroWeight,
};
