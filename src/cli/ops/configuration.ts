// The configuration that a line names, opened. The last one is kept: a program that asks about one configuration again and again
// repeats its text on every line.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { findProfile } from '../../base/profiles.ts';
import { locateDiagnostic } from '../../diagnostics/located.ts';
import { findDialect } from '../../dialects/index.ts';
import type { Configuration, OpenInput } from '../../gateway/answer.ts';
import { open } from '../../gateway/open.ts';
import { whyUnread } from '../people/read.ts';
import { type Fields, present } from './fields.ts';
import { inputError, type OpAnswer } from './op.ts';

export type Opened = { readonly ok: true; readonly configuration: Configuration } | { readonly ok: false; readonly answer: OpAnswer };

const refused = (answer: OpAnswer): Opened => ({ ok: false, answer });

/** Opens what `config` or `configFile` give, with `configName`, `files`, `env`, `dialect` and `profile`. */
export async function openAsked(fields: Fields): Promise<Opened> {
  const config = fields.text('config');
  const configFile = fields.text('configFile');
  const configName = fields.text('configName');
  const files = fields.texts('files') ?? {};
  const options = { env: fields.texts('env'), dialect: fields.text('dialect'), profile: fields.text('profile') };
  if (fields.refused !== undefined) return refused(fields.refused);
  if (config === undefined && configFile === undefined) return refused(inputError('bad_line', "'config' or 'configFile' is missing."));
  const unknown = unknownChoice(options.dialect, options.profile);
  if (unknown !== undefined) return refused(unknown);

  const text = config ?? (await readConfigFile(configFile as string));
  if (typeof text !== 'string') return refused(inputError('unreadable_file', whyUnread(configFile as string, text)));
  const name = configName ?? (configFile === undefined ? 'config.yaml' : basename(configFile));
  const main = { name, text };
  const others = Object.entries(files).map(([fileName, fileText]) => ({ name: fileName, text: fileText }));
  const configuration = await openRemembered({ files: [main, ...others], ...present(options) });
  const notOurs = notAnsweredFor(configuration, options.profile);
  return notOurs === undefined ? { ok: true, configuration } : refused(notOurs);
}

/** Why a configuration that could be read is not one to ask about, with its faults in their places. */
function notAnsweredFor({ dialect, profile, sources, diagnostics }: Configuration, asked: string | undefined): OpAnswer | undefined {
  const told = { diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)) };
  const message = diagnostics[0]?.message ?? 'No known dialect.';
  if (dialect === undefined) return { ...inputError('unsupported_dialect', message), ...told };
  if (dialect.load === undefined) return { ...inputError('unsupported_dialect', message), dialect: dialect.id, ...told };
  return profile === undefined && asked !== undefined ? { ...inputError('unsupported_profile', message), dialect: dialect.id } : undefined;
}

function unknownChoice(dialect: string | undefined, profile: string | undefined): OpAnswer | undefined {
  if (dialect !== undefined && dialect !== 'auto' && findDialect(dialect) === undefined)
    return inputError('unsupported_dialect', `'${dialect}' is not a known dialect.`);
  if (profile !== undefined && findProfile(profile) === undefined)
    return inputError('unsupported_profile', `'${profile}' is not a known profile.`);
  return undefined;
}

async function readConfigFile(path: string): Promise<string | Error> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return error as Error;
  }
}

let last: { readonly key: string; readonly configuration: Promise<Configuration> } | undefined;

function openRemembered(input: OpenInput): Promise<Configuration> {
  const key = JSON.stringify(input);
  if (last?.key !== key) last = { key, configuration: open(input) };
  return last.configuration;
}
