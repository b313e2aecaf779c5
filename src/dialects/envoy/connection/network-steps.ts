// Network filters that are simulated. Envoy 1.40: every filter of the chain sees the new connection first, the one that takes it over
// included, so tcp_proxy connects upstream and direct_response answers before any byte is judged; then each filter sees what comes.
import { TCP_PROXY } from '../lower/network-types.ts';
import type { EnvoyPolicy } from '../model.ts';
import { has } from '../schema/message.ts';
import { networkAuthz } from './network-authz.ts';
import { connectionLimit } from './network-connection-limit.ts';
import { directResponse } from './network-direct-response.ts';
import { echo } from './network-echo.ts';
import { networkFilterState } from './network-filter-state.ts';
import { networkRateLimit } from './network-rate-limit.ts';
import { networkRbac } from './network-rbac.ts';
import { sniCluster } from './network-sni-cluster.ts';
import type { NetworkStep } from './network-step.ts';

const NETWORK = 'envoy.extensions.filters.network';

const STEPS: Readonly<Record<string, NetworkStep>> = {
  [TCP_PROXY]: {},
  [`${NETWORK}.connection_limit.v3.ConnectionLimit`]: connectionLimit,
  [`${NETWORK}.direct_response.v3.Config`]: directResponse,
  [`${NETWORK}.echo.v3.Echo`]: echo,
  [`${NETWORK}.ext_authz.v3.ExtAuthz`]: networkAuthz,
  [`${NETWORK}.local_ratelimit.v3.LocalRateLimit`]: networkRateLimit,
  [`${NETWORK}.rbac.v3.RBAC`]: networkRbac,
  [`${NETWORK}.set_filter_state.v3.Config`]: networkFilterState,
  [`${NETWORK}.sni_cluster.v3.SniCluster`]: sniCluster,
};

/** What a filter does; undefined where it is not simulated. */
export const networkStep = (policy: EnvoyPolicy): NetworkStep | undefined =>
  Object.hasOwn(STEPS, policy.type) && !has(policy.config, 'config_discovery') ? STEPS[policy.type] : undefined;

/** Types of network filters that are simulated. */
export const isNetworkSimulated = (type: string): boolean => Object.hasOwn(STEPS, type);
