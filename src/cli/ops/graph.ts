// Op `graph`: the picture of a configuration as nodes and edges, with nothing cut.
import { locateDiagnostic } from '../../diagnostics/located.ts';
import { project, projectWhole } from '../../graph/index.ts';
import { openAsked } from './configuration.ts';
import { Fields } from './fields.ts';
import type { Op } from './op.ts';

export const graphOp: Op = async (ask) => {
  const opened = await openAsked(new Fields(ask));
  if (!opened.ok) return opened.answer;
  const { model, sources, diagnostics } = opened.configuration;
  if (model === undefined)
    return { ok: false, stage: 'config', diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)) };
  const { nodes, edges } = project(model, sources, projectWhole);
  return { ok: true, nodes, edges };
};
