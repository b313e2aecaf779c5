// Op `impact`: what a change of the configuration does to a running gateway.

import { locateDiagnostic } from '../../diagnostics/located.ts';
import { findDialect } from '../../dialects/index.ts';
import { impactOf } from '../../gateway/impact.ts';
import type { Source } from '../../text/source.ts';
import { Fields } from './fields.ts';
import { inputError, type Op } from './op.ts';

export const impactOp: Op = async (ask) => {
  const fields = new Fields(ask);
  const id = fields.text('dialect') ?? 'envoy';
  const bootstrap = fields.text('bootstrap');
  const before = sourcesOf(fields.texts('before') ?? {});
  const after = sourcesOf(fields.texts('after') ?? {});
  if (fields.refused !== undefined) return fields.refused;
  const dialect = findDialect(id);
  if (dialect === undefined) return inputError('unsupported_dialect', `'${id}' is not a known dialect.`);
  const started = bootstrap === undefined ? undefined : { name: 'bootstrap.yaml', text: bootstrap };
  const answer = await impactOf(dialect, { bootstrap: started, before, after });
  if (answer === undefined) return inputError('unsupported_op', `The impact of a change is not answered for ${dialect.title}.`);
  const { diagnostics, ...impact } = answer;
  const sources = [...after, ...(started === undefined ? [] : [started])];
  return { ok: true, ...impact, diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)) };
};

const sourcesOf = (files: Readonly<Record<string, string>>): readonly Source[] =>
  Object.entries(files).map(([name, text]) => ({ name, text }));
