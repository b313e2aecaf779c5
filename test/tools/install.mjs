// Installs what the lockfile names when it is not there: `npm start` and `npm test` work on a bare clone. Uses Node alone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Locked
 * @typedef {{ packages: Readonly<Record<string, Locked>> }} Lockfile */

/** Packages of a lockfile that are not installed in that version. What is optional depends on the machine, and is not counted.
 * @param {Lockfile} wanted @param {Lockfile} installed npm's own record of what it installed @returns {string[]} */
export function lacking(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([path, { optional, link }]) => path !== '' && !optional && !link)
    .filter(([path, { version }]) => installed.packages[path]?.version !== version)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}

/** Whether the build's tools run in this Node: 20.19 and newer of 20, 22.12 and everything newer.
 * @param {string} version */
export function suits(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** Runs `npm ci` unless the packages of this lockfile are installed; ends the process with a clear sentence when that fails. */
export function ensureInstalled() {
  if (!suits(process.versions.node)) {
    end(`Building Gateglass needs Node 20.19, or 22.12 and newer; this is ${process.versions.node}.`);
  }
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) …');
  const isWindows = process.platform === 'win32';
  const { status, error } = spawnSync(isWindows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: isWindows,
  });
  if (error !== undefined) end(`npm could not be started (${error.message}): install it, or run npm ci by other means.`);
  if (status !== 0) {
    end(
      'npm ci failed, so there is nothing to build with. Its message is above; a network connection to the package registry is needed once.',
    );
  }
}

/** npm writes its record last, so an installation that was broken off has none. */
function isInstalled() {
  const record = inRoot('node_modules/.package-lock.json');
  return existsSync(record) && lacking(read(inRoot('package-lock.json')), read(record)).length === 0;
}

/** @param {string} file @returns {Lockfile} */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {string} why @returns {never} */
function end(why) {
  console.error(why);
  process.exit(1);
}
