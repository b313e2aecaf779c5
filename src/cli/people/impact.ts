// `gateglass impact`: what a change of an Envoy configuration does to the running process.
import type { Impact } from '../../dialects/dialect.ts';
import { findDialect } from '../../dialects/index.ts';
import { impactOf } from '../../gateway/impact.ts';
import type { Source } from '../../text/source.ts';
import { toJson } from '../batch/to-json.ts';
import type { Context } from '../command.ts';
import { countsOf, renderDiagnostic } from './diagnostics.ts';
import { inputOptions, Misuse, readOptions, styleOf } from './options.ts';
import { readSource, readSources } from './read.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';

export async function impactCommand(args: readonly string[], _: Context): Promise<number> {
  const { values, positionals } = readOptions('impact', args, {
    ...inputOptions,
    bootstrap: { type: 'string', short: 'b' },
    dialect: { type: 'string', default: 'envoy' },
  });
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0)
    throw new Misuse('name the file or folder before the change, and the one after it');
  const style = styleOf(values.colour);
  const dialect = findDialect(values.dialect);
  const old = await readSources(before);
  const changed = renamed(await readSources(after), old);
  const bootstrap = values.bootstrap === undefined ? undefined : await readSource(values.bootstrap);
  const answer = dialect === undefined ? undefined : await impactOf(dialect, { bootstrap, before: old, after: changed });
  if (answer === undefined) throw new Misuse(`the impact of a change is not answered for '${values.dialect}'`);
  const sources = [...changed, ...(bootstrap === undefined ? [] : [bootstrap])];
  const faults = answer.diagnostics.map((diagnostic) => `${renderDiagnostic(sources, diagnostic, style)}\n`);
  process.stdout.write(values.json ? `${toJson(answer)}\n` : `${[...faults, ...asText(answer, style)].join('\n')}\n`);
  return answer.accepted ? 0 : 1;
}

/** One file at two times keeps its name, however the copies are called. */
const renamed = (after: readonly Source[], before: readonly Source[]): readonly Source[] =>
  after.length === 1 && before.length === 1 ? after.map(({ text }) => ({ name: before[0]?.name ?? '', text })) : after;

function asText({ accepted, listeners, clusters, diagnostics }: Impact, style: Style): readonly string[] {
  const rows = [
    ...Object.entries(listeners).map(([name, { change, drainedChains }]) => ['listener', name, change, drainedChains.join(', ')]),
    ...Object.entries(clusters).map(([name, { change }]) => ['cluster', name, change, '']),
  ].filter(([, , change]) => change !== 'none');
  const counts = countsOf(diagnostics);
  const verdict = accepted ? style.green('The running Envoy takes the change') : style.red('The running Envoy refuses the change');
  const table = rows.length === 0 ? [style.dim('nothing changes')] : renderTable(['what', 'name', 'change', 'drained'], rows, style);
  return [`${verdict}${counts === '' ? '' : `: ${counts}`}`, ...table];
}
