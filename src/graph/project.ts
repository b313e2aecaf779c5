// Model → graph. Boxes that would say nothing are folded into the one before: a listener's only chain, a table's only virtual host for
// every host. Long lists are cut to what a person looks at; the rest is one box that counts them. What is cut is not even looked at, so a
// model that is worked out on demand stays so.
import type { Model } from '../model/model.ts';
import type { Source } from '../text/source.ts';
import { Drawing } from './drawing.ts';
import type { Graph } from './graph.ts';
import { type ProjectOptions, projectDefaults } from './options.ts';

/** The graph of a model; what `options` leave out is as in `projectDefaults`. Pure; the same model gives the same graph, in the order of the text. */
export function project(model: Model, sources: readonly Source[], options: Partial<ProjectOptions> = {}): Graph {
  const drawing = new Drawing(model, sources, { ...projectDefaults, ...options });
  drawing.listeners(model.listeners);
  for (const table of model.tables ?? []) drawing.table(table);
  drawing.clusters(model.clusters);
  for (const part of model.opaque) drawing.node('opaque', part, { label: part.name, detail: part.type });
  return drawing.graph();
}
