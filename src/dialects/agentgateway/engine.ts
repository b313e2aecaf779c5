// The lazy part: reading a configuration, what must be met before a run, and the run.
import type { LoadedProfile } from '../../cel/profiles/profile.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Decision } from '../../model/decision.ts';
import type { Model } from '../../model/model.ts';
import type { Need } from '../../simulate/need.ts';
import type { ConfigInput, DialectEngine, Lowered, RunOptions } from '../dialect.ts';
import type { ExtendedProfile } from './functions/with-functions.ts';
import { lowerConfig } from './lower-config.ts';
import type { AgwModel } from './model.ts';
import { signaturesOf } from './needs.ts';
import { customFunctions, lateSteps, llm, mcp, observe, sections, seldom } from './parts.ts';
import { decide } from './run/decide.ts';
import { freshState } from './run/state.ts';

/** The engine over a loaded CEL profile. */
export function engineOf(cel: LoadedProfile): DialectEngine {
  llm.comesFrom(() => import('./llm/index.ts'));
  mcp.comesFrom(() => import('./mcp/index.ts'));
  sections.comesFrom(() => import('./lower/sections.ts'));
  customFunctions.comesFrom(() => import('./functions/with-functions.ts'));
  seldom.comesFrom(() => import('./run/seldom.ts'));
  lateSteps.comesFrom(() => import('./steps/late.ts'));
  observe.comesFrom(() => import('./observe/index.ts'));
  const own = ownFunctions(cel);
  return {
    lower: (input: ConfigInput): Lowered => lowerConfig(input, cel),
    needs: (model: Model, requests: readonly SampleRequest[]): readonly Need[] => signaturesOf(model as AgwModel, requests),
    assist: async () => (await import('./assist/index.ts')).assistOf(cel.profile.id),
    decide: (model: Model, requests: readonly SampleRequest[], run: RunOptions): readonly Decision[] => {
      const shared = freshState();
      const profile = own((model as AgwModel).settings.customFunctions);
      return requests.map((sample) =>
        decide(sample, {
          model: model as AgwModel,
          cel: profile,
          host: run.host,
          state: run.sequence ? shared : freshState(),
          trace: run.trace,
        }),
      );
    },
  };
}

/** The profile with the functions of a text. Definitions that cannot be read are as good as none; the diagnostics have said so. */
function ownFunctions(cel: LoadedProfile): (text: string) => ExtendedProfile {
  const none: ExtendedProfile = { ...cel, during: (_vars, run) => run() };
  return (text) => {
    if (text.trim() === '') return none;
    const extended = customFunctions().withFunctions(cel, text);
    return extended.ok ? extended.profile : none;
  };
}
