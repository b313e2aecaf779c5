// `--help` and `--version`.
import { build, buildLabel } from '../base/build.ts';
import { profileName, profileTable } from '../base/profiles.ts';
import type { Command } from './command.ts';

/** The overview, or one command's usage. */
export function helpText(commands: readonly Command[], command: Command | undefined): string {
  if (command !== undefined) return `${command.summary}\n\n  ${command.usage}`;
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Gateglass: what a gateway does with a request, and why. Nothing is sent anywhere.',
    '',
    ...commands.map(({ name, summary }) => `  gateglass ${name.padEnd(width)}  ${summary}`),
    '',
    `  gateglass help COMMAND`,
    `  gateglass --version [--json]`,
  ].join('\n');
}

export async function versionText(json: boolean): Promise<string> {
  const profiles = profileTable.map(profileName);
  if (!json) return `gateglass ${buildLabel()}\nanswers for ${profiles.join(', ')}`;
  const { dialects } = await import('../dialects/index.ts');
  return JSON.stringify({
    ...build,
    profiles,
    dialects: dialects.map(({ id, title, profiles: answered }) => ({ id, title, profiles: answered })),
  });
}
