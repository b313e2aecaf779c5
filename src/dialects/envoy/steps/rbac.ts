// envoy.filters.http.rbac. Envoy 1.40: ALLOW passes when some policy matches, DENY when none does, LOG always; policies in the order of
// their names; a matcher in place of rules wins; shadow rules are evaluated and never block.
import { CONTINUE, passes } from '../../../simulate/phases.ts';
import { once } from '../compiled.ts';
import { conditionHolds } from '../expressions.ts';
import { matcherCustom } from '../match/custom.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { textInput } from '../match/inputs.ts';
import { anyOf, child, isAny, isMessage, type Message, mapOf, text, type Value } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { permissionHolds } from './rbac-permission.ts';
import { principalHolds } from './rbac-principal.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

export interface Verdict {
  readonly allowed: boolean;
  /** The policy that matched. */
  readonly policy: string | undefined;
  /** What access logs are told: whether to write; undefined where nothing is said. */
  readonly hint: boolean | undefined;
}

const ACTION = 'envoy.config.rbac.v3.Action';
const NAMESPACE = 'envoy.filters.http.rbac';

export const rbac: EnvoyStep = {
  request: (policy, s) => {
    const own = perRoute(s, policy, '.RBACPerRoute')[0];
    const config = own === undefined ? configOf(policy) : child(own, 'rbac');
    if (config === undefined) return CONTINUE;
    const prefix = `${statPrefix(s)}rbac.`;
    shadow(config, s, `${prefix}${dotted(text(config, 'shadow_rules_stat_prefix'))}`);
    const verdict = evaluate(config, 'rules', 'matcher', s);
    if (verdict === undefined) return passes('has no rules that it enforces');
    if (verdict.hint !== undefined) note(s, 'envoy.common', { access_log_hint: verdict.hint });
    const stats = `${prefix}${dotted(text(config, 'rules_stat_prefix'))}`;
    s.counters.add(`${stats}${verdict.allowed ? 'allowed' : 'denied'}`);
    if (verdict.policy !== undefined)
      note(s, NAMESPACE, { [`${text(config, 'rules_stat_prefix')}enforced_effective_policy_id`]: verdict.policy });
    note(s, NAMESPACE, { [`${text(config, 'rules_stat_prefix')}enforced_engine_result`]: verdict.allowed ? 'allowed' : 'denied' });
    if (verdict.allowed) return passes(verdict.policy === undefined ? 'no policy denies it' : `policy ${verdict.policy} lets it through`);
    return {
      kind: 'reply',
      reply: { status: 403, body: 'RBAC: access denied', details: `rbac_access_denied_matched_policy[${verdict.policy ?? 'none'}]` },
    };
  },
};

/** Envoy 1.40: a prefix becomes a part of the name of its own: `sp_` gives `rbac.sp_.shadow_allowed`. */
export const dotted = (prefix: string): string => (prefix === '' || prefix.endsWith('.') ? prefix : `${prefix}.`);

function shadow(config: Message, s: Stream, stats: string): void {
  const verdict = evaluate(config, 'shadow_rules', 'shadow_matcher', s);
  if (verdict === undefined) return;
  s.counters.add(`${stats}shadow_${verdict.allowed ? 'allowed' : 'denied'}`);
  const prefix = text(config, 'shadow_rules_stat_prefix');
  note(s, NAMESPACE, {
    ...(verdict.policy === undefined ? {} : { [`${prefix}shadow_effective_policy_id`]: verdict.policy }),
    [`${prefix}shadow_engine_result`]: verdict.allowed ? 'allowed' : 'denied',
  });
}

/** Adds to dynamic metadata. */
export function note(s: Stream, namespace: string, values: Readonly<Record<string, unknown>>): void {
  s.metadata.set(namespace, { ...s.metadata.get(namespace), ...values });
}

/** The verdict of rules, or of a matcher in their place; undefined where there are neither. */
export function evaluate(config: Message, rules: string, matcher: string, s: Stream): Verdict | undefined {
  const tree = child(config, matcher);
  if (tree !== undefined) return byMatcher(tree, s);
  const own = child(config, rules);
  return own === undefined ? undefined : byRules(own, s);
}

/** rules of an RBAC message. */
function byRules(rules: Message, s: Stream): Verdict {
  const action = text(rules, 'action', 'ALLOW');
  const names = [...mapOf(rules, 'policies').keys()].sort();
  const found = names.find((name) => {
    const policy = mapOf(rules, 'policies').get(name);
    return isMessage(policy) && policyHolds(policy, s);
  });
  if (action === 'LOG') return { allowed: true, policy: found, hint: found !== undefined };
  return { allowed: (found !== undefined) === (action === 'ALLOW'), policy: found, hint: undefined };
}

/** Any permission, any principal, and the condition. */
function policyHolds(policy: Message, s: Stream): boolean {
  const permissions = policy.fields.get('permissions')?.value;
  const principals = policy.fields.get('principals')?.value;
  const any = (list: unknown, test: (m: Message) => boolean): boolean => Array.isArray(list) && list.some((m) => isMessage(m) && test(m));
  if (!any(permissions, (m) => permissionHolds(m, s)) || !any(principals, (m) => principalHolds(m, s))) return false;
  const condition = child(policy, 'condition');
  return condition === undefined || conditionHolds(condition, child(policy, 'cel_config'), s);
}

/** Envoy 1.40: the action says what happens; a matcher that ends without one denies. */
function byMatcher(tree: Message, s: Stream): Verdict {
  const action = runMatcher(tree, { input: (typed) => textInput(typed, s), custom: (typed, input) => matcherCustom(typed, input, s) });
  const message = anyOf(action, 'typed_config')?.message;
  if (message === undefined) return { allowed: false, policy: undefined, hint: undefined };
  const kind = text(message, 'action', 'ALLOW');
  return { allowed: kind !== 'DENY', policy: text(message, 'name'), hint: mayLog(tree) ? kind === 'LOG' : undefined };
}

/** Envoy 1.40: where some action of a matcher logs, every action says whether it does. */
const mayLog = once((tree: Message): boolean => [...tree.fields.values()].some((field) => logsIn(field.value)));

function logsIn(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.some(logsIn);
  if (value instanceof Map) return [...value.values()].some(logsIn);
  if (isAny(value)) return value.type === ACTION && value.message !== undefined && text(value.message, 'action') === 'LOG';
  return isMessage(value) && mayLog(value);
}
