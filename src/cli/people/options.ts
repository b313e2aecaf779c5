// Options of the commands: tables that Node's own parser reads and that `gateglass help` prints.
import { parseArgs } from 'node:util';
import { nearest } from '../../base/nearest.ts';
import type { Context, Program } from '../command.ts';
import { BadUsage, Misuse } from './misuse.ts';

export interface OptionRow {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string | boolean;
  /** What stands in the help for the value: `FILE`. */
  readonly value?: string;
  /** A line for the help. */
  readonly says: string;
}

export type Options = Readonly<Record<string, OptionRow>>;

export const outputOptions = {
  json: { type: 'boolean', default: false, says: 'answer in JSON, an object a line' },
  colour: { type: 'string', default: 'auto', value: 'WHEN', says: 'always, never, or auto: on a terminal (also --color)' },
} as const satisfies Options;

export const configOptions = {
  dialect: { type: 'string', default: 'auto', value: 'ID', says: 'what the configuration is written in, when it is not recognised' },
  profile: { type: 'string', value: 'NAME', says: 'the version whose answer is wanted, such as envoy@1.40' },
  env: { type: 'string', multiple: true, short: 'e', value: 'NAME[=VALUE]', says: 'set a variable that the configuration expands' },
  file: { type: 'string', multiple: true, short: 'f', value: '[NAME=]PATH', says: 'give a file that the configuration refers to' },
} as const satisfies Options;

export const requestOptions = {
  request: {
    type: 'string',
    multiple: true,
    short: 'r',
    value: 'FILE',
    says: 'requests: JSON, raw HTTP, curl, HAR or an access log; - is standard input',
  },
  curl: { type: 'string', multiple: true, value: 'COMMAND', says: 'a request as a curl command' },
  url: { type: 'string', multiple: true, value: 'URL', says: 'a GET request for this address' },
  har: { type: 'string', multiple: true, value: 'FILE', says: 'the requests of a HAR archive' },
} as const satisfies Options;

export type Given<O extends Options> = ReturnType<typeof parse<O>>;

const parse = <O extends Options>(args: readonly string[], options: O) =>
  parseArgs({ args: [...args], options, allowPositionals: true, strict: true });

/** A command's program: its options are read before it runs. */
export function program<const O extends Options>(
  about: Pick<Program, 'operands' | 'no' | 'examples'> & { readonly options: O },
  run: (given: Given<O>, context: Context) => Promise<number>,
): Program {
  return { ...about, run: (args, context) => run(readOptions(args, about.options), context) };
}

/** Parses; an unknown option or a missing argument is a Misuse. */
function readOptions<O extends Options>(args: readonly string[], options: O): Given<O> {
  try {
    return parse(args.map(spelledOurWay), options);
  } catch (error) {
    throw new BadUsage(whyMisused(error, options));
  }
}

/** `--color` and `--no-color` as other programs have them; alone it means always. */
function spelledOurWay(arg: string, at: number, args: readonly string[]): string {
  if (arg === '--no-color' || arg === '--no-colour') return '--colour=never';
  if (arg !== '--color' && arg !== '--colour') return arg.replace(/^--color=/, '--colour=');
  return /^[^-]/.test(args[at + 1] ?? '') ? '--colour' : '--colour=always';
}

/** Node adds advice for its own API; what is quoted in its first sentence is the option as it was written. */
function whyMisused(error: unknown, options: Options): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, lacking] = /^Option '(?:-., )?(--[\w-]+) <value>' argument missing/.exec(message) ?? [];
  if (lacking !== undefined) return `${lacking} needs a value`;
  const [, option] = /^Unknown option '([^']*)'/.exec(message) ?? [];
  if (option === undefined) return message;
  if (/^-[^-a-z]/i.test(option)) return `${option} is not an option; write -- before what begins with a dash and is none`;
  const near = nearest(option.replace(/^-+/, ''), Object.keys(options));
  return `${option} is not an option${near === undefined ? '' : `: did you mean --${near}?`}`;
}

/** The one operand of a command, or a BadUsage that says what it should be. */
export function onlyOperand(operands: readonly string[], what: string): string {
  const [operand, ...more] = operands;
  if (operand === undefined || more.length > 0) throw new BadUsage(what);
  return operand;
}

/** The value of an option that takes one of a few, or a Misuse. */
export function chosen<T extends string>(option: string, given: string, known: readonly T[]): T {
  const found = known.find((name) => name === given);
  if (found !== undefined) return found;
  const near = nearest(given, known);
  throw new Misuse(`${option} ${given}: ${near === undefined ? `it is one of ${known.join(', ')}` : `did you mean ${near}?`}`);
}

/** `NAME=VALUE` pairs; a bare `NAME` takes the value from this process's environment. */
export function readEnv(pairs: readonly string[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (pairs ?? []).map((pair) => {
      const equals = pair.indexOf('=');
      if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
      const value = equals < 0 ? process.env[pair] : undefined;
      if (value === undefined) throw new Misuse(`--env ${pair}: the variable is not set; write NAME=VALUE`);
      return [pair, value];
    }),
  );
}
