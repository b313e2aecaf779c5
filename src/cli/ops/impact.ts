// Op `impact`: what a change of the configuration does to a running gateway.
import { locateDiagnostic } from '../../diagnostics/located.ts';
import type { Impact } from '../../dialects/dialect.ts';
import { findDialect } from '../../dialects/index.ts';
import { impactOf } from '../../gateway/impact.ts';
import type { Source } from '../../text/source.ts';
import { Fields } from './fields.ts';
import { inputError, type Op, type OpAnswer } from './op.ts';

export const impactOp: Op = async (ask) => {
  const fields = new Fields(ask);
  const id = dialectAsked(fields.text('dialect'));
  const bootstrap = fields.text('bootstrap');
  const before = fields.texts('before');
  const after = fields.texts('after');
  if (fields.refused !== undefined) return fields.refused;
  const dialect = findDialect(id);
  if (dialect === undefined) return inputError('unsupported_dialect', `'${id}' is not a known dialect.`);
  if (before === undefined || after === undefined) {
    return inputError('bad_line', `'${before === undefined ? 'before' : 'after'}' is missing.`);
  }
  const started = bootstrap === undefined ? undefined : { name: 'bootstrap.yaml', text: bootstrap };
  const change = { bootstrap: started, before: sourcesOf(before), after: sourcesOf(after) };
  const impact = await impactOf(dialect, change);
  if (impact === undefined) return inputError('unsupported_op', `The impact of a change is not answered for ${dialect.title}.`);
  return impactFields(impact, [...change.after, ...(started === undefined ? [] : [started])]);
};

/** The answer in the contract's form: diagnostics with lines. */
export const impactFields = ({ diagnostics, ...impact }: Impact, sources: readonly Source[]): OpAnswer => ({
  ok: true,
  ...impact,
  diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)),
});

/** Envoy's is the one impact that is told. */
const dialectAsked = (id: string | undefined): string => (id === undefined || id === 'auto' ? 'envoy' : id);

const sourcesOf = (files: Readonly<Record<string, string>>): readonly Source[] =>
  Object.entries(files).map(([name, text]) => ({ name, text }));
