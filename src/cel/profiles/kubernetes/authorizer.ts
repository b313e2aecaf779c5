// The authorizer of admission expressions. There is no cluster to ask: rules stand in for it, in order, the first that fits
// decides. A sample may give its own; these are what a sample without rules gets.
import type { Check, Decision } from './objects.ts';

/** A rule fits when everything that it names is as asked. `path: '*'` is any path that is no resource. */
export interface AuthorizerRule extends Decision {
  readonly path?: string;
  readonly resource?: string;
  readonly verb?: string;
}

const SAMPLE_RULES: readonly AuthorizerRule[] = [
  { path: '/healthz', verb: 'get', decision: 'allow', reason: 'path ok' },
  { path: '*', decision: 'deny', reason: 'path denied' },
  { resource: 'pods', verb: 'get', decision: 'allow', reason: 'may get pods' },
  { verb: 'delete', decision: 'deny', reason: 'no deletes' },
];

export const decideBy =
  (rules: readonly AuthorizerRule[] = SAMPLE_RULES) =>
  (check: Check, verb: string): Decision =>
    rules.find((rule) => fits(rule, check, verb)) ?? { decision: 'no-opinion', reason: 'no opinion' };

function fits(rule: AuthorizerRule, check: Check, verb: string): boolean {
  if (rule.verb !== undefined && rule.verb !== verb) return false;
  if (rule.path !== undefined) return check.path !== undefined && (rule.path === '*' || rule.path === check.path);
  return rule.resource === undefined || rule.resource === check.resource;
}
