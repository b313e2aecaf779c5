// `gateglass check`: whether configurations load, and what is wrong with them.

import { locateDiagnostic } from '../../diagnostics/located.ts';
import type { Configuration } from '../../gateway/answer.ts';
import { open } from '../../gateway/open.ts';
import { toJson } from '../batch/to-json.ts';
import type { Context } from '../command.ts';
import { present } from '../ops/fields.ts';
import { countsOf, renderDiagnostic } from './diagnostics.ts';
import { configOptions, inputOptions, Misuse, readEnv, readOptions, styleOf } from './options.ts';
import { readReferred, readSource } from './read.ts';
import type { Style } from './style.ts';

export async function checkCommand(args: readonly string[], _: Context): Promise<number> {
  const { values, positionals } = readOptions('check', args, { ...inputOptions, ...configOptions });
  if (positionals.length === 0) throw new Misuse('name a configuration file, or - for standard input');
  const style = styleOf(values.colour);
  const env = readEnv(values.env);
  const referred = await readReferred(values.file);
  let allValid = true;
  for (const path of positionals) {
    const main = await readSource(path);
    const configuration = await open({ files: [main, ...referred], env, dialect: values.dialect, ...present({ profile: values.profile }) });
    allValid &&= configuration.valid;
    process.stdout.write(`${values.json ? asJson(path, configuration) : asText(path, configuration, style)}\n`);
  }
  return allValid ? 0 : 1;
}

function asText(path: string, { sources, diagnostics, valid, dialect, profile }: Configuration, style: Style): string {
  const verdict = valid
    ? style.green('loads')
    : dialect?.load === undefined
      ? style.yellow('is not answered for')
      : style.red('does not load');
  const counts = countsOf(diagnostics);
  return [
    ...diagnostics.map((diagnostic) => `${renderDiagnostic(sources, diagnostic, style)}\n`),
    `${style.bold(path)} ${verdict}${profile === undefined ? '' : ` in ${profile}`}${counts === '' ? '' : `: ${counts}`}`,
  ].join('\n');
}

const asJson = (path: string, { sources, diagnostics, valid, dialect, profile }: Configuration): string =>
  toJson({
    file: path,
    ok: true,
    dialect: dialect?.id,
    profile,
    valid,
    diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)),
  });
