// envoy.filters.network.rbac: judges a connection when its first bytes come, or its end, by rules that look at no header. Envoy 1.40:
// shadow rules leave their verdict in dynamic metadata, enforced ones do not; CONTINUOUS judges again with everything that comes.
import type { EnvoyPolicy } from '../model.ts';
import { text } from '../schema/message.ts';
import { dotted, evaluate, note } from '../steps/rbac.ts';
import { configOf } from '../steps/step.ts';
import type { Stream } from '../stream.ts';
import type { NetworkOutcome, NetworkStep } from './network-step.ts';

const NAMESPACE = 'envoy.filters.network.rbac';

/** Envoy 1.40: tcp_proxy’s client sends bytes and an end, which are two times; the connection manager closes by itself, so there is one. */
function times(enforcement: string, s: Stream): number {
  const ends = s.connection.chain?.hcm === undefined;
  return enforcement === 'CONTINUOUS' && ends ? 2 : 1;
}

export const networkRbac: NetworkStep = {
  received: (policy: EnvoyPolicy, s: Stream): NetworkOutcome | undefined => {
    const config = configOf(policy);
    if (config === undefined) return undefined;
    const stats = `${dotted(text(config, 'stat_prefix'))}rbac.`;
    const count = times(text(config, 'enforcement_type'), s);
    const shadow = evaluate(config, 'shadow_rules', 'shadow_matcher', s);
    const prefix = text(config, 'shadow_rules_stat_prefix');
    if (shadow !== undefined)
      note(s, NAMESPACE, {
        ...(shadow.policy === undefined ? {} : { [`${prefix}shadow_effective_policy_id`]: shadow.policy }),
        [`${prefix}shadow_engine_result`]: shadow.allowed ? 'allowed' : 'denied',
      });
    const told = shadow === undefined ? '' : `; its shadow rules would ${shadow.allowed ? 'let it through' : 'close it'}`;
    const verdict = evaluate(config, 'rules', 'matcher', s);
    const judged = verdict?.allowed === false ? 1 : count;
    if (shadow !== undefined) s.counters.add(`${stats}${dotted(prefix)}shadow_${shadow.allowed ? 'allowed' : 'denied'}`, judged);
    if (verdict === undefined) return { kind: 'pass', because: `has no rules that are enforced${told}` };
    if (verdict.hint !== undefined) note(s, 'envoy.common', { access_log_hint: verdict.hint });
    s.counters.add(`${stats}${verdict.allowed ? 'allowed' : 'denied'}`, judged);
    const matched = verdict.policy === undefined ? 'no policy matches' : `policy ${verdict.policy} matches`;
    if (verdict.allowed) return { kind: 'pass', because: `${matched}: the connection is let through${told}` };
    s.terminated = `rbac_access_denied_matched_policy[${verdict.policy ?? 'none'}]`.replace(/[ \t\r\n\v\f]/g, '_');
    return { kind: 'deny', because: `${matched}: the RBAC filter closes the connection${told}` };
  },
};
