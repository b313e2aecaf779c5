// Places that the tools share.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root, without a slash at its end. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** The value of `--name value` on the command line, else the fallback.
 * @param {string} name @param {string} fallback */
export function option(name, fallback) {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : (process.argv[index + 1] ?? fallback);
}
