// Network filters that are simulated. Envoy 1.40: every filter of the chain sees the new connection first, the one that takes it over
// included, so tcp_proxy connects upstream and direct_response answers before any byte is judged; then each filter sees what comes.
import { printSubstitution } from '../hcm/reply.ts';
import { TCP_PROXY } from '../lower/network-types.ts';
import type { EnvoyPolicy } from '../model.ts';
import { dataSource } from '../schema/data-source.ts';
import { child, children, flag, has, type Message, text } from '../schema/message.ts';
import { bucketOf, take } from '../steps/local-rate-limit.ts';
import { configOf } from '../steps/step.ts';
import type { Stream } from '../stream.ts';
import { networkAuthz } from './network-authz.ts';
import { networkRbac } from './network-rbac.ts';
import type { NetworkStep } from './network-step.ts';

/** The filter state in which tcp_proxy finds the cluster for this connection. */
export const CLUSTER_STATE = 'envoy.tcp_proxy.cluster';

const sniCluster: NetworkStep = {
  opened: (_, s) => {
    const { sni } = s.connection;
    if (sni === '') return { kind: 'pass', because: 'no server name is known: tcp_proxy’s own cluster serves' };
    s.filterState.set(CLUSTER_STATE, { text: sni, kind: 'other' });
    return { kind: 'change', because: `the server name ${sni} is the cluster` };
  },
};

/** Envoy 1.40: a connection takes a token; without one it is closed at once, with the flag URX. */
const localRateLimit: NetworkStep = {
  opened: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined || !featureOn(child(config, 'runtime_enabled'), s)) return { kind: 'pass', because: 'it is switched off' };
    const shared = text(config, 'share_key');
    const bucket = bucketOf(shared === '' ? `network:${config.path}` : `network share:${shared}`, child(config, 'token_bucket'), s);
    if (bucket === undefined || take(bucket, s)) return { kind: 'pass', because: 'a token is left for this connection' };
    s.counters.add(`local_rate_limit.${text(config, 'stat_prefix')}.rate_limited`);
    s.flags.add('URX');
    return { kind: 'deny', because: 'no token is left for this connection' };
  },
};

/** A RuntimeFeatureFlag; on where it is left out. */
function featureOn(m: Message | undefined, s: Stream): boolean {
  if (m === undefined) return true;
  const standard = child(m, 'default_value');
  const key = text(m, 'runtime_key');
  const own = s.sample.runtime ?? {};
  const value = Object.hasOwn(own, key) ? own[key] : s.world.runtime.get(key);
  if (value !== undefined) return value === true || String(value).toLowerCase() === 'true';
  return standard === undefined ? true : flag(standard, 'value');
}

/** Envoy 1.40: it counts connections that are open at one time; a sample's connection is the only one. */
const connectionLimit: NetworkStep = {
  opened: () => ({ kind: 'pass', because: 'it is the only open connection' }),
};

const setFilterState: NetworkStep = {
  opened: (policy, s) => {
    const values = children(configOf(policy), 'on_new_connection');
    const set = values.flatMap((value) => {
      const format = child(value, 'format_string');
      const made = format === undefined ? '' : printSubstitution(format, { stream: s, logType: 'NotSet', phase: 'request' });
      if (made === '' && flag(value, 'skip_if_empty')) return [];
      const key = text(value, 'object_key');
      const factory = text(value, 'factory_key') || key;
      s.filterState.set(key, { text: made, kind: /ip|address/.test(factory) ? 'address' : key === CLUSTER_STATE ? 'other' : 'string' });
      return [key];
    });
    return set.length === 0 ? undefined : { kind: 'change', because: `sets ${set.join(', ')}` };
  },
};

const directResponse: NetworkStep = {
  opened: (policy, s) => {
    const response = child(configOf(policy), 'response');
    const answer = { body: response === undefined ? '' : dataSource(response), details: 'direct_response' };
    // Envoy 1.40: the text is written and the connection closed before the TLS handshake is over
    if (s.connection.chain?.tls === true)
      return { kind: 'deny', because: 'its direct_response filter closes before the TLS handshake is over', ...answer };
    return { kind: 'respond', because: 'its direct_response filter writes a fixed text', ...answer };
  },
};

const echo: NetworkStep = {
  received: () => ({ kind: 'respond', because: 'its echo filter sends back what comes', body: undefined }),
};

const NETWORK = 'envoy.extensions.filters.network';

const STEPS: Readonly<Record<string, NetworkStep>> = {
  [TCP_PROXY]: {},
  [`${NETWORK}.connection_limit.v3.ConnectionLimit`]: connectionLimit,
  [`${NETWORK}.direct_response.v3.Config`]: directResponse,
  [`${NETWORK}.echo.v3.Echo`]: echo,
  [`${NETWORK}.ext_authz.v3.ExtAuthz`]: networkAuthz,
  [`${NETWORK}.local_ratelimit.v3.LocalRateLimit`]: localRateLimit,
  [`${NETWORK}.rbac.v3.RBAC`]: networkRbac,
  [`${NETWORK}.set_filter_state.v3.Config`]: setFilterState,
  [`${NETWORK}.sni_cluster.v3.SniCluster`]: sniCluster,
};

/** What a filter does; undefined where it is not simulated. */
export const networkStep = (policy: EnvoyPolicy): NetworkStep | undefined =>
  Object.hasOwn(STEPS, policy.type) && !has(policy.config, 'config_discovery') ? STEPS[policy.type] : undefined;

/** Types of network filters that are simulated. */
export const isNetworkSimulated = (type: string): boolean => Object.hasOwn(STEPS, type);
