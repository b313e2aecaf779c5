// agentgateway 1.4, `authorization`: rules of all attached levels together. No rules allow; any deny that is true denies; any require that is not
// true denies; any allow that is true allows; otherwise it is denied exactly if an allow rule exists. A rule that fails or gives
// no bool counts as false: a failing deny does not deny.

import type { Origin } from '../../../model/model.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { isTrue, traced } from '../cel-site.ts';
import type { AgwPolicy, CelText } from '../model.ts';
import { type At, child, items, originOf, textOf } from '../read/at.ts';
import { celOf } from '../read/cel.ts';
import { type Exchange, failure } from '../run/exchange.ts';
import { sentence } from '../sentence.ts';
import type { PolicyKind } from './kind.ts';

export type Effect = 'allow' | 'deny' | 'require';

export interface Rule {
  readonly effect: Effect;
  readonly expression: CelText;
  readonly origin: Origin;
}

export interface AuthorizationSpec {
  readonly rules: readonly Rule[];
}

const EFFECTS: readonly Effect[] = ['allow', 'deny', 'require'];

export function readRules(at: At): AuthorizationSpec {
  const rules = items(child(at, 'rules')).flatMap((one): readonly Rule[] => {
    if (textOf(one) !== undefined) {
      const expression = celOf(one);
      return expression === undefined ? [] : [{ effect: 'allow', expression, origin: originOf(one) }];
    }
    return EFFECTS.flatMap((effect) => {
      const expression = celOf(child(one, effect));
      return expression === undefined ? [] : [{ effect, expression, origin: originOf(one) }];
    });
  });
  return { rules };
}

export interface Ruling {
  readonly allowed: boolean;
  /** The rule that decided; undefined where there was none, or no allow rule was true. */
  readonly by: Rule | undefined;
  readonly because: string;
  /** Rules in the order in which they were looked at. */
  readonly looked: readonly Rule[];
}

/** The algorithm over rules of every attached level. `explain` turns a rule into the words of what it saw. */
export function rule(rules: readonly Rule[], holds: (rule: Rule) => boolean, explain: (rule: Rule) => string): Ruling {
  const of = (effect: Effect): readonly Rule[] => rules.filter((r) => r.effect === effect);
  const looked: Rule[] = [];
  const test = (r: Rule): boolean => {
    looked.push(r);
    return holds(r);
  };
  if (rules.length === 0) return { allowed: true, by: undefined, because: 'there are no rules', looked };
  const deny = of('deny').find(test);
  if (deny !== undefined)
    return { allowed: false, by: deny, because: `the deny rule ${deny.expression.text} is true: ${explain(deny)}`, looked };
  const unmet = of('require').find((r) => !test(r));
  if (unmet !== undefined)
    return { allowed: false, by: unmet, because: `the require rule ${unmet.expression.text} is not true: ${explain(unmet)}`, looked };
  const allows = of('allow');
  const allow = allows.find(test);
  if (allow !== undefined) return { allowed: true, by: allow, because: `the allow rule ${allow.expression.text} is true`, looked };
  if (allows.length === 0) return { allowed: true, by: undefined, because: 'no rule denies, and there is no allow rule to meet', looked };
  const only = allows.length === 1 ? (allows[0] as Rule) : undefined;
  const because =
    only === undefined
      ? `none of the ${allows.length} allow rules is true; the last: ${explain(allows[allows.length - 1] as Rule)}`
      : `the only allow rule is false: ${explain(only)}`;
  return { allowed: false, by: undefined, because, looked };
}

const says = ({ rules }: AuthorizationSpec): string =>
  rules.length === 0
    ? 'no rules'
    : rules.length === 1
      ? `${(rules[0] as Rule).effect} if ${(rules[0] as Rule).expression.text}`
      : `${rules.length} rules`;

/** Judges a policy's rules for this exchange and writes the trace. */
export function authorize(policy: AgwPolicy<AuthorizationSpec>, x: Exchange): Ruling {
  const ruling = rule(
    policy.spec.rules,
    (r) => isTrue(x, r.expression),
    (r) => traced(x, r.expression).explanation.because,
  );
  x.trace.record(() => ({
    step: policy.type,
    target: policy.name,
    entity: policy.id,
    result: ruling.allowed ? 'pass' : 'deny',
    because: ruling.because,
    origin: ruling.by?.origin ?? policy.origin,
    expressions: ruling.looked.map((r) => traced(x, r.expression)),
  }));
  return ruling;
}

/** As a sentence; what a broken rule says of itself is one already. */
export const authorization: PolicyKind<AuthorizationSpec> = {
  key: 'authorization',
  read: readRules,
  says,
  request: (policy, x) => {
    const ruling = authorize(policy, x);
    if (ruling.allowed) return CONTINUE;
    const where = policy.phase === 'gateway' ? (x.listener?.name ?? 'the gateway') : (x.route?.name ?? policy.name);
    return failure(
      403,
      'Authorization',
      'authorization failed',
      `Denied by authorization on ${where}`,
      `${sentence(ruling.because)} No backend is called.`,
    );
  },
};

export const networkAuthorization: PolicyKind<AuthorizationSpec> = {
  key: 'networkAuthorization',
  read: readRules,
  says,
  request: (policy, x) => {
    const ruling = authorize(policy, x);
    return ruling.allowed ? CONTINUE : { kind: 'close', because: `networkAuthorization: ${ruling.because}` };
  },
};

/** Judged where an MCP call names a tool, prompt or resource; see `mcp/`. */
export const mcpAuthorization: PolicyKind<AuthorizationSpec> = { key: 'mcpAuthorization', read: readRules, says };
