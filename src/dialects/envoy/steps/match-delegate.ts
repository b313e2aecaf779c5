// A filter with a matcher around it (ExtensionWithMatcher): the matcher may skip it for a request.
import { CONTINUE } from '../../../simulate/phases.ts';
import { matcherCustom } from '../match/custom.ts';
import { inFraction, isOpen, runtimeFraction } from '../match/fraction.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { textInput } from '../match/inputs.ts';
import type { EnvoyPolicy } from '../model.ts';
import { anyOf, child, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { declaredRequest, declaredResponse } from './declared.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

/** The delegate's step over the table of the filters that it may wrap. */
export const matchDelegate = (steps: () => Readonly<Record<string, EnvoyStep>>): EnvoyStep => ({
  request: (policy, s) => {
    const inner = wrapped(policy, s);
    if (inner === undefined) return CONTINUE;
    const step = steps()[inner.type];
    return step === undefined ? declaredRequest(inner, s) : (step.request?.(inner, s) ?? CONTINUE);
  },
  response: (policy, s) => {
    const inner = wrapped(policy, s);
    if (inner === undefined) return;
    const step = steps()[inner.type];
    if (step === undefined) declaredResponse(inner, s);
    else step.response?.(inner, s);
  },
});

/** The filter inside, unless the matcher says SkipFilter. */
function wrapped(policy: EnvoyPolicy, s: Stream): EnvoyPolicy | undefined {
  const config = configOf(policy);
  const own = perRoute(s, policy, '.ExtensionWithMatcherPerRoute')[0];
  const matcher = child(own, 'xds_matcher') ?? child(config, 'xds_matcher') ?? child(config, 'matcher');
  const action =
    matcher === undefined
      ? undefined
      : runMatcher(matcher, { input: (wanted) => textInput(wanted, s), custom: (custom, input) => matcherCustom(custom, input, s) });
  const chosen = anyOf(action, 'typed_config');
  if (chosen?.type.endsWith('.SkipFilter') === true) return undefined;
  const composed = chosen?.type.endsWith('.ExecuteFilterAction') === true ? composedFilter(chosen.message, policy, s) : undefined;
  if (composed !== undefined) return composed;
  const typed = anyOf(child(config, 'extension_config'), 'typed_config');
  // a composite filter without an action does nothing
  return typed === undefined || typed.type.endsWith('.composite.v3.Composite') ? undefined : { ...policy, type: typed.type, typed };
}

/** The filter that the action of a composite filter runs, for the share of requests that it names. */
function composedFilter(action: Message | undefined, policy: EnvoyPolicy, s: Stream): EnvoyPolicy | undefined {
  const config = child(action, 'typed_config');
  const typed = anyOf(config, 'typed_config');
  const sampled = child(action, 'sample_percent');
  if (sampled !== undefined) {
    const share = runtimeFraction(sampled, s.world, s.sample.runtime, { numerator: 100, denominator: 100 });
    if (isOpen(share)) s.dependsOnRandom = true;
    if (!inFraction(share, s.random)) return undefined;
  }
  return typed === undefined || config === undefined ? undefined : { ...policy, name: text(config, 'name'), type: typed.type, typed };
}
