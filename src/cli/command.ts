// What a command is to the program: a row in commands.ts, its code loaded when it is called or asked about.
import type { Options } from './people/options.ts';

export interface Context {
  /** This program's file: a batch starts it again in a worker thread. */
  readonly entry: URL;
}

export interface Command {
  readonly name: string;
  /** One line for `gateglass --help`. */
  readonly summary: string;
  readonly load: () => Promise<Program>;
}

/** What a command takes and does. `gateglass help COMMAND` prints all of it but the code. */
export interface Program {
  /** What stands after the command's name, beside options: `CONFIG…`. */
  readonly operands: string;
  readonly options: Options;
  /** When the exit status is 1: `the expression fails`. Absent: never. */
  readonly no?: string;
  /** Whole command lines. */
  readonly examples: readonly string[];
  /** Runs with the arguments after the command's name; gives the exit status. */
  readonly run: (args: readonly string[], context: Context) => Promise<number>;
}
