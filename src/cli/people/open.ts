// Opens the configuration that a command line names, and shows what is wrong with it by the path that was typed.
import { profileName, profileTable } from '../../base/profiles.ts';
import { locateDiagnostic } from '../../diagnostics/located.ts';
import { dialects } from '../../dialects/index.ts';
import type { Configuration } from '../../gateway/answer.ts';
import { open } from '../../gateway/open.ts';
import { toJson } from '../batch/to-json.ts';
import { present } from '../ops/fields.ts';
import { renderDiagnostic } from './diagnostics.ts';
import { Misuse } from './misuse.ts';
import { chosen, type configOptions, type Given, readEnv } from './options.ts';
import { readReferred, readSource, titleOf } from './read.ts';
import type { Style } from './style.ts';

export type ConfigValues = Given<typeof configOptions>['values'];

/** Gives a file of a configuration the name under which people know it: the path they typed, for the one that they named. */
export type PathOf = (file: string) => string;

export interface Opened {
  readonly configuration: Configuration;
  readonly pathOf: PathOf;
}

/** Reads and opens; an unknown dialect or profile, or a file that cannot be read, is a Misuse. */
export async function openGiven(path: string, { dialect, profile, env, file }: ConfigValues): Promise<Opened> {
  const choice = { dialect: dialectOf(dialect), ...present({ profile: profileOf(profile) }) };
  const main = await readSource(path);
  const configuration = await open({ files: [main, ...(await readReferred(file))], env: readEnv(env), ...choice });
  const [fault] = configuration.diagnostics;
  if (fault?.code === 'gateway/unknown-profile') throw new Misuse(`--profile ${profile}: ${fault.message}`);
  return { configuration, pathOf: (name) => (name === main.name ? titleOf(path) : name) };
}

const dialectOf = (id: string): string => chosen('--dialect', id, ['auto', ...dialects.map((dialect) => dialect.id)]);

/** A profile's name, with or without version; undefined where none is given. */
export const profileOf = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : chosen('--profile', name, [...profileTable.map(profileName), ...profileTable.map(({ id }) => id)]);

/** Says why nothing of a configuration can be used, and gives the exit status. */
export function sayUnusable({ configuration, pathOf }: Opened, json: boolean, style: Style): number {
  const { sources, diagnostics } = configuration;
  if (json) {
    const located = diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic));
    process.stdout.write(`${toJson({ ok: false, stage: 'config', diagnostics: located })}\n`);
  } else process.stderr.write(`${diagnostics.map((one) => renderDiagnostic(sources, one, style, pathOf)).join('\n\n')}\n`);
  return 1;
}
