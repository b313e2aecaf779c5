// Options that `eval`, `route` and `check` share, read by Node's own parser.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Style, styleFor, wantsColours } from './style.ts';

/** A misused command: printed as one line, exit status 2. */
export class Misuse extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

export const inputOptions = {
  json: { type: 'boolean', default: false },
  colour: { type: 'string', default: 'auto' },
} as const satisfies Options;

export const configOptions = {
  dialect: { type: 'string', default: 'auto' },
  profile: { type: 'string' },
  env: { type: 'string', multiple: true, short: 'e' },
  file: { type: 'string', multiple: true, short: 'f' },
} as const satisfies Options;

export const requestOptions = {
  request: { type: 'string', multiple: true, short: 'r' },
  curl: { type: 'string', multiple: true },
  url: { type: 'string', multiple: true },
  har: { type: 'string', multiple: true },
} as const satisfies Options;

/** Parses; an unknown option or a missing argument is a Misuse. `command` is named in the advice. */
export function readOptions<O extends Options>(command: string, args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Misuse(whyMisused(command, error));
  }
}

/** Node adds advice for its own API; what is quoted in its first sentence is the option as it was written. */
function whyMisused(command: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, option] = /^Unknown option '([^']*)'/.exec(message) ?? [];
  return option === undefined ? message : `${option} is not an option; see gateglass ${command} --help`;
}

export function styleOf(colour: string): Style {
  if (colour === 'always' || colour === 'never') return styleFor(colour === 'always');
  return styleFor(wantsColours(process.stdout, process.env));
}

/** `NAME=VALUE` pairs; a bare `NAME` takes the value from this process's environment. */
export function readEnv(pairs: readonly string[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (pairs ?? []).map((pair) => {
      const equals = pair.indexOf('=');
      if (equals >= 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
      const value = process.env[pair];
      if (value === undefined) throw new Misuse(`--env ${pair}: the variable is not set; write ${pair}=VALUE`);
      return [pair, value];
    }),
  );
}
