// What a configuration says about traces: `frontendPolicies.tracing`, or the older `config.tracing`.

import type { Origin } from '../../../model/model.ts';
import type { AgwModel, CelText, NamedCel } from '../model.ts';
import { child, originOf, textsOf } from '../read/at.ts';
import { namedCels } from '../read/cel.ts';
import type { TracingSpec } from '../steps/settings.ts';
import { samplingOf } from './sampling-setting.ts';

export interface TracingRules {
  /** Undefined where nothing is configured: then only a client's trace goes on, and nothing is sent. */
  readonly origin: Origin | undefined;
  readonly entity: string | undefined;
  /** Decides on requests without a trace; not set: none is traced. */
  readonly randomSampling: CelText | undefined;
  /** Decides on requests of a client's trace; not set: every one is. */
  readonly clientSampling: CelText | undefined;
  readonly filter: CelText | undefined;
  readonly attributes: readonly NamedCel[];
  readonly remove: readonly string[];
}

export function tracingRules({ frontend, settings }: AgwModel): TracingRules {
  const policy = frontend.find((one) => one.type === 'tracing');
  if (policy !== undefined) return { ...(policy.spec as TracingSpec), origin: policy.origin, entity: policy.id };
  const at = child(settings.given, 'tracing');
  const fields = child(at, 'fields');
  return {
    origin: at.node === undefined ? undefined : originOf(at),
    entity: undefined,
    randomSampling: samplingOf(child(at, 'randomSampling')),
    clientSampling: samplingOf(child(at, 'clientSampling')),
    filter: undefined,
    attributes: namedCels(child(fields, 'add')),
    remove: textsOf(child(fields, 'remove')),
  };
}
