// `gateglass help` and `--version`.
import { build, buildLabel } from '../base/build.ts';
import { profileName, profileTable } from '../base/profiles.ts';
import type { Command, Program } from './command.ts';
import type { OptionRow } from './people/options.ts';

/** What a process ends with, whatever the command. */
export const STATUS = { answered: 0, no: 1, misused: 2, fault: 70, unwritable: 74 } as const;

/** All commands, a line each. */
export const overview = (commands: readonly Command[]): string =>
  [
    'Gateglass: what a gateway does with a request, and why. Nothing is sent anywhere.',
    '',
    ...inColumns(commands.map(({ name, summary }) => [`gateglass ${name}`, summary])),
    '',
    ...inColumns([
      ['gateglass help COMMAND', 'operands, options and examples of a command'],
      ['gateglass --version [--json]', 'the build, and the versions of gateways that it answers for'],
    ]),
    '',
    `Exit status: ${STATUS.answered} answered, ${STATUS.no} the answer is no (an invalid configuration, a failing expression), ${STATUS.misused} misused,`,
    `${STATUS.fault} a fault of Gateglass itself, ${STATUS.unwritable} the output could not be written.`,
    'NO_COLOR turns colours off, FORCE_COLOR on; COLUMNS is the width to write for.',
  ].join('\n');

/** One command: what it takes, when it says no, how it is used. */
export function commandHelp({ name, summary }: Command, { operands, options, no, examples }: Program): string {
  const rows = Object.entries(options).map(([option, row]) => optionRow(option, row));
  return [
    `gateglass ${name}: ${summary}`,
    '',
    `  gateglass ${[name, operands, '[OPTION…]'].filter((word) => word !== '').join(' ')}`,
    '',
    ...inColumns(rows),
    '',
    `Exit status: ${STATUS.answered} answered, ${no === undefined ? '' : `${STATUS.no} ${no}, `}${STATUS.misused} misused.`,
    '',
    ...examples.map((example) => `  ${example}`),
  ].join('\n');
}

/** `-r, --request FILE` and what it is for. */
function optionRow(name: string, { short, value, says, multiple, default: usual }: OptionRow): readonly [string, string] {
  const left = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  const notes = [...(multiple ? ['may be repeated'] : []), ...(typeof usual === 'string' ? [`default: ${usual}`] : [])];
  return [left, notes.length === 0 ? says : `${says} (${notes.join(', ')})`];
}

function inColumns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
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
