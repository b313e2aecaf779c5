// What a build is called: the package's version, the commit and its day. Never the wall clock: equal sources give equal builds.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from './paths.mjs';

/** @param {string[]} args */
function git(args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** The shape of `BuildInfo` in src/base/build.ts. */
export function buildInfo() {
  const { version } = JSON.parse(readFileSync(new URL('package.json', `file://${root}/`), 'utf8'));
  const commit = git(['rev-parse', '--short=9', 'HEAD']);
  return commit === '' ? { version, commit: 'dev', date: '' } : { version, commit, date: git(['log', '-1', '--format=%cs']) };
}

/** For the `define` option of rolldown, vite and vitest. */
export const buildDefine = () => ({ __BUILD__: JSON.stringify(buildInfo()) });
