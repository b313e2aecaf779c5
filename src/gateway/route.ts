// Answers requests: what the run needs is met first, then the dialect decides without waiting.
import { withParts } from '../base/part.ts';
import type { Route } from './answer.ts';
import { prepare } from './prepare.ts';

export const route: Route = async (configuration, requests, options, services) => {
  const { dialect, model } = configuration;
  if (model === undefined || dialect?.load === undefined) return [];
  const engine = await dialect.load();
  const host = await prepare(await withParts(() => engine.needs(model, requests)), services, options.now ?? Date.now());
  const run = { sequence: options.sequence ?? false, trace: options.trace ?? false, host };
  return withParts(() => engine.decide(model, requests, run));
};
