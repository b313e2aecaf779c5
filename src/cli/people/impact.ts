// `gateglass impact`: what a change of an Envoy configuration does to the running process.
import type { Dialect, Impact } from '../../dialects/dialect.ts';
import { dialects } from '../../dialects/index.ts';
import { detect } from '../../gateway/detect.ts';
import { impactOf } from '../../gateway/impact.ts';
import { readingAgain } from '../../gateway/reading.ts';
import type { Source } from '../../text/source.ts';
import { toJson } from '../batch/to-json.ts';
import { impactFields } from '../ops/impact.ts';
import { countsOf, renderDiagnostic } from './diagnostics.ts';
import { BadUsage, Misuse } from './misuse.ts';
import { chosen, outputOptions, program } from './options.ts';
import { readSource, readSources } from './read.ts';
import { type Style, styleOf } from './style.ts';
import { renderTable } from './table.ts';

export const impactProgram = program(
  {
    operands: 'BEFORE AFTER',
    options: {
      bootstrap: {
        type: 'string',
        short: 'b',
        value: 'FILE',
        says: 'what the process was started with, where the change is in files that it reads',
      },
      dialect: { type: 'string', default: 'envoy', value: 'ID', says: 'what both are written in' },
      ...outputOptions,
    },
    no: 'when the running gateway refuses the change',
    examples: ['gateglass impact before.yaml after.yaml', 'gateglass impact before/ after/ --bootstrap envoy.yaml'],
  },
  async ({ values, positionals }) => {
    const [before, after, ...more] = positionals;
    if (before === undefined || after === undefined || more.length > 0)
      throw new BadUsage('name the file or folder before the change, and the one after it');
    const style = styleOf(values.colour);
    const dialect = dialectNamed(values.dialect);
    const old = await readSources(before);
    const changed = renamed(await readSources(after), old);
    const bootstrap = values.bootstrap === undefined ? undefined : await readSource(values.bootstrap);
    await refuseOthers([...old, ...changed], dialect);
    const answer = await impactOf(dialect, { bootstrap, before: old, after: changed });
    if (answer === undefined) throw new Misuse(`the impact of a change is not answered for ${dialect.title}`);
    const sources = [...changed, ...(bootstrap === undefined ? [] : [bootstrap])];
    process.stdout.write(values.json ? `${toJson(impactFields(answer, sources))}\n` : `${asText(answer, sources, style).join('\n')}\n`);
    return answer.accepted ? 0 : 1;
  },
);

function dialectNamed(given: string): Dialect {
  const ids = dialects.map(({ id }) => id);
  return dialects[ids.indexOf(chosen('--dialect', given, ids))] as Dialect;
}

/** What another program reads would be no configuration at all to this one, and changes nothing. */
async function refuseOthers(sources: readonly Source[], wanted: Dialect): Promise<void> {
  for (const source of sources) {
    const { dialect } = await readingAgain(() => detect(source));
    if (dialect !== undefined && dialect !== wanted)
      throw new Misuse(`${source.name} is a configuration of ${dialect.title}, not of ${wanted.title}`);
  }
}

/** One file at two times keeps its name, however the copies are called. */
const renamed = (after: readonly Source[], before: readonly Source[]): readonly Source[] =>
  after.length === 1 && before.length === 1 ? after.map(({ text }) => ({ name: before[0]?.name ?? '', text })) : after;

function asText({ accepted, listeners, clusters, diagnostics }: Impact, sources: readonly Source[], style: Style): readonly string[] {
  const rows = [
    ...Object.entries(listeners).map(([name, { change, drainedChains }]) => ['listener', name, change, drainedChains.join(', ')]),
    ...Object.entries(clusters).map(([name, { change }]) => ['cluster', name, change, '']),
  ].filter(([, , change]) => change !== 'none');
  const counts = countsOf(diagnostics);
  const verdict = accepted ? style.green('The running Envoy takes the change') : style.red('The running Envoy refuses the change');
  const table = rows.length === 0 ? [style.dim('nothing changes')] : renderTable(['what', 'name', 'change', 'drained'], rows, style);
  return [
    ...diagnostics.map((diagnostic) => `${renderDiagnostic(sources, diagnostic, style)}\n`),
    `${verdict}${counts === '' ? '' : `: ${counts}`}`,
    ...table,
  ];
}
