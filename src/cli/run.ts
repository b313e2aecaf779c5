// Chooses the command, and turns whatever happens to it into words and an exit status (help.ts lists them).
import type { Context } from './command.ts';
import { commands, findCommand, notACommand } from './commands.ts';
import { commandHelp, overview, STATUS, versionText } from './help.ts';
import { BadUsage, Misuse } from './people/misuse.ts';

export async function run(args: readonly string[], context: Context): Promise<number> {
  process.stdout.on('error', endUnwritten);
  // Whoever closed it wants no words.
  process.stderr.on('error', () => undefined);
  const [name, ...rest] = args;
  switch (name) {
    case undefined:
      process.stderr.write(`${overview(commands)}\n`);
      return STATUS.misused;
    case '--version':
    case '-v':
      return print(await versionText(rest.includes('--json')));
    case 'help':
    case '--help':
    case '-h':
      return help(rest[0]);
    default:
      return asksForHelp(rest) ? help(name) : runCommand(name, rest, context);
  }
}

async function runCommand(name: string, args: readonly string[], context: Context): Promise<number> {
  const command = findCommand(name);
  if (command === undefined) return misused(`gateglass: ${notACommand(name)}`);
  try {
    return await (await command.load()).run(args, context);
  } catch (error) {
    if (error instanceof Misuse)
      return misused(`gateglass ${name}: ${error.message}${error instanceof BadUsage ? `; see gateglass help ${name}` : ''}`);
    // Our own fault. The stack alone: Node would print a line of the bundle, which is the whole bundle.
    const stack = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`gateglass ${name} has a fault, please report it with what you asked:\n${stack}\n`);
    return STATUS.fault;
  }
}

async function help(name: string | undefined): Promise<number> {
  if (name === undefined) return print(overview(commands));
  const command = findCommand(name);
  return command === undefined ? misused(`gateglass: ${notACommand(name)}`) : print(commandHelp(command, await command.load()));
}

/** What follows `--` is no option. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return STATUS.answered;
}

function misused(why: string): number {
  process.stderr.write(`${why}\n`);
  return STATUS.misused;
}

/** Whoever reads the output may stop reading (`| head`): that is no fault. */
function endUnwritten(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(STATUS.answered);
  process.stderr.write(`gateglass: the output could not be written: ${error.message}\n`);
  process.exit(STATUS.unwritable);
}
