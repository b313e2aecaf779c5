// The heavy part of the dialect: texts → model → decisions.
import { normalise } from '../../http/normal-request.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Decision } from '../../model/decision.ts';
import type { Model } from '../../model/model.ts';
import type { Need } from '../../simulate/need.ts';
import type { ConfigInput, DialectEngine, Lowered, RunOptions } from '../dialect.ts';
import { openConfiguration } from './documents/open.ts';
import { exchange } from './exchange.ts';
import { lowerConfiguration } from './lower/configuration.ts';
import type { EnvoyModel } from './model.ts';
import { descriptorOf } from './schema/descriptor.ts';
import { TABLE } from './schema/envoy-1.40.ts';
import { Problems } from './schema/problem.ts';
import { worldOf } from './world.ts';

const schema = descriptorOf(TABLE);

function lower(input: ConfigInput): Lowered {
  const problems = new Problems();
  const configuration = openConfiguration(input.files, schema, problems);
  const model = lowerConfiguration(configuration, input.profile, () => !problems.refused);
  return { model, valid: !problems.refused, diagnostics: problems.list };
}

function needs(_model: Model, _requests: readonly SampleRequest[]): readonly Need[] {
  return [];
}

function decide(model: Model, requests: readonly SampleRequest[], run: RunOptions): readonly Decision[] {
  const world = worldOf(model as EnvoyModel);
  let shared = new Map<string, unknown>();
  return requests.map((request) => {
    if (!run.sequence) shared = new Map();
    return exchange(world, normalise(request), { trace: run.trace, host: run.host, shared });
  });
}

export const engine: DialectEngine = { lower, needs, decide };
