// The lazy part: reading a configuration, what must be met before a run, and the run.
import type { LoadedProfile } from '../../cel/profiles/profile.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Decision } from '../../model/decision.ts';
import type { Model } from '../../model/model.ts';
import type { Need } from '../../simulate/need.ts';
import type { ConfigInput, DialectEngine, Lowered, RunOptions } from '../dialect.ts';
import { lowerConfig } from './lower-config.ts';
import type { AgwModel } from './model.ts';
import { signaturesOf } from './needs.ts';
import { decide } from './run/decide.ts';
import { freshState } from './run/state.ts';

/** The engine over a loaded CEL profile. */
export function engineOf(cel: LoadedProfile): DialectEngine {
  return {
    lower: (input: ConfigInput): Lowered => lowerConfig(input, cel.profile),
    needs: (model: Model, requests: readonly SampleRequest[]): readonly Need[] => signaturesOf(model as AgwModel, requests),
    decide: (model: Model, requests: readonly SampleRequest[], run: RunOptions): readonly Decision[] => {
      const shared = freshState();
      return requests.map((sample) =>
        decide(sample, { model: model as AgwModel, cel, host: run.host, state: run.sequence ? shared : freshState(), trace: run.trace }),
      );
    },
  };
}
