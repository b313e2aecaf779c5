// Colours and width for people. No colours when the output is no terminal, or NO_COLOR is set (no-color.org); FORCE_COLOR turns them on.
import { chosen } from './options.ts';

export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly blue: Paint;
  readonly cyan: Paint;
  readonly magenta: Paint;
  /** Columns of the terminal; undefined where the output is none, and nothing need be cut. */
  readonly columns: number | undefined;
}

export function styleFor(colours: boolean, columns?: number): Style {
  const paint =
    (on: number, off: number): Paint =>
    (text) =>
      colours && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    blue: paint(34, 39),
    magenta: paint(35, 39),
    cyan: paint(36, 39),
    columns,
  };
}

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** By the value of `--colour`, this process's environment and standard output. */
export function styleOf(colour: string): Style {
  const when = chosen('--colour', colour, ['auto', 'always', 'never']);
  const colours = when === 'auto' ? wantsColours(process.stdout, process.env) : when === 'always';
  return styleFor(colours, columnsOf(process.stdout, process.env));
}

export const wantsColours = (output: Output, env: Environment): boolean => {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return output.isTTY === true && env.TERM !== 'dumb';
};

/** Below it nothing can be laid out. */
const FEWEST_COLUMNS = 40;

/** COLUMNS wins over what the terminal says. */
export function columnsOf(output: Output, env: Environment): number | undefined {
  const told = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : output.columns;
  return told === undefined ? undefined : Math.max(FEWEST_COLUMNS, told);
}
