// What stands at the top of the repository: four folders, the usual files, nothing else.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from '../tools/paths.mjs';

const FOLDERS = ['public', 'src', 'test', 'web'];

it('has no folder beside the four and those of tools', () => {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.slice(0, file.indexOf('/'))));
  expect([...folders].filter((folder) => !folder.startsWith('.')).sort()).toEqual(FOLDERS);
});
