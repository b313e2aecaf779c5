// A filter with a matcher around it (ExtensionWithMatcher): the matcher may skip it for a request.
import { CONTINUE } from '../../../simulate/phases.ts';
import { matcherCustom } from '../match/custom.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { textInput } from '../match/inputs.ts';
import type { EnvoyPolicy } from '../model.ts';
import { anyOf, child } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

/** The delegate's step over the table of the filters that it may wrap. */
export const matchDelegate = (steps: () => Readonly<Record<string, EnvoyStep>>): EnvoyStep => ({
  request: (policy, s) => {
    const inner = wrapped(policy, s);
    return inner === undefined ? CONTINUE : (steps()[inner.type]?.request?.(inner, s) ?? CONTINUE);
  },
  response: (policy, s) => {
    const inner = wrapped(policy, s);
    if (inner !== undefined) steps()[inner.type]?.response?.(inner, s);
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
  if (anyOf(action, 'typed_config')?.type.endsWith('.SkipFilter') === true) return undefined;
  const typed = anyOf(child(config, 'extension_config'), 'typed_config');
  return typed === undefined ? undefined : { ...policy, type: typed.type, typed };
}
