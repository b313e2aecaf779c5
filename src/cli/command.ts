// What a command is to the program: a row in run.ts's table, its code loaded when it is called.

export interface Context {
  /** This program's file: a batch starts it again in a worker thread. */
  readonly entry: URL;
}

export interface Command {
  readonly name: string;
  /** One line for `gateglass --help`. */
  readonly summary: string;
  readonly usage: string;
  /** Runs with the arguments after the command's name; gives the exit status. */
  readonly load: () => Promise<(args: readonly string[], context: Context) => Promise<number>>;
}
