// Installs what the lockfile names when it is not there: `npm start` and `npm test` work on a bare clone. Uses Node alone.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';

const STAMP = 'node_modules/.installed-lock.json';

function installed() {
  if (!existsSync(inRoot('node_modules/vite/package.json'))) return false;
  // Without a stamp a person ran `npm ci` or `npm install`; npm's own record says whether it fits the lockfile well enough.
  if (!existsSync(inRoot(STAMP))) return true;
  return readFileSync(inRoot(STAMP), 'utf8') === readFileSync(inRoot('package-lock.json'), 'utf8');
}

/** Runs `npm ci` unless the packages of this lockfile are installed; ends the process with a clear sentence when that fails. */
export function ensureInstalled() {
  requireNode();
  if (installed()) return;
  console.log('Installing packages (npm ci) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'npm ci failed, so there is nothing to build with. Its message is above; a network connection to the package registry is needed once.',
    );
    process.exit(1);
  }
  copyFileSync(inRoot('package-lock.json'), inRoot(STAMP));
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Gateglass needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
