// Op `graph`: the picture of a configuration as nodes and edges.
import { locateDiagnostic } from '../../diagnostics/located.ts';
import { openAsked } from './configuration.ts';
import { Fields } from './fields.ts';
import { inputError, type Op } from './op.ts';

export const graphOp: Op = async (ask) => {
  const opened = await openAsked(new Fields(ask));
  if (!opened.ok) return opened.answer;
  const { model, sources, diagnostics } = opened.configuration;
  if (model === undefined)
    return { ok: false, stage: 'config', diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)) };
  return inputError('unsupported_op', 'Graphs are not answered yet.');
};
