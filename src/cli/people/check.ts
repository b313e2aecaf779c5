// `gateglass check`: whether configurations load, and what is wrong with them.
import { locateDiagnostic } from '../../diagnostics/located.ts';
import { toJson } from '../batch/to-json.ts';
import { countsOf, renderDiagnostic } from './diagnostics.ts';
import { BadUsage, Misuse } from './misuse.ts';
import { type Opened, openGiven } from './open.ts';
import { configOptions, outputOptions, program } from './options.ts';
import { titleOf } from './read.ts';
import { type Style, styleOf } from './style.ts';

export const checkProgram = program(
  {
    operands: 'CONFIG…',
    options: { ...configOptions, ...outputOptions },
    no: 'when one of the configurations does not load',
    examples: ['gateglass check gateway.yaml', 'cat gateway.yaml | gateglass check - --env BACKEND=10.0.0.1:80 --json'],
  },
  async ({ values, positionals }) => {
    if (positionals.length === 0) throw new BadUsage('name a configuration file, or - for standard input');
    const style = styleOf(values.colour);
    let status = 0;
    for (const path of positionals) {
      try {
        const opened = await openGiven(path, values);
        process.stdout.write(`${values.json ? asJson(path, opened) : asText(path, opened, style)}\n`);
        if (!opened.configuration.valid) status ||= 1;
      } catch (error) {
        // The others are checked all the same.
        if (!(error instanceof Misuse) || positionals.length === 1) throw error;
        process.stderr.write(`gateglass check: ${error.message}\n`);
        status = 2;
      }
    }
    return status;
  },
);

function asText(path: string, { configuration, pathOf }: Opened, style: Style): string {
  const { sources, diagnostics, valid, dialect, profile } = configuration;
  const verdict = valid
    ? style.green('loads')
    : dialect?.load === undefined
      ? style.yellow('is not answered for')
      : style.red('does not load');
  const counts = countsOf(diagnostics);
  return [
    ...diagnostics.map((diagnostic) => `${renderDiagnostic(sources, diagnostic, style, pathOf)}\n`),
    `${style.bold(titleOf(path))} ${verdict}${profile === undefined ? '' : ` in ${profile}`}${counts === '' ? '' : `: ${counts}`}`,
  ].join('\n');
}

const asJson = (path: string, { configuration: { sources, diagnostics, valid, dialect, profile } }: Opened): string =>
  toJson({
    file: path,
    ok: true,
    dialect: dialect?.id,
    profile,
    valid,
    diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)),
  });
