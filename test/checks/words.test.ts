// What must not stand in the project: the paths of someone's machine, the address of a package registry, text that was
// pasted where it does not belong.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../tools/paths.mjs';
import { filesOf, textOf } from './imports.ts';

const TEXT = ['.ts', '.tsx', '.mjs', '.css', '.html', '.json', '.yaml', '.yml', '.md', '.txt'];
const TOP = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'package.json',
  'package-lock.json',
  'biome.json',
  'vite.config.ts',
  'tsconfig.base.json',
  'index.html',
  '.ci/run',
];
const everywhere = [
  ...['src', 'web', 'test', 'public'].flatMap((folder) => filesOf(folder, TEXT)),
  ...TOP.filter((file) => existsSync(join(root, file))),
].filter((file) => file !== 'test/checks/words.test.ts' && !file.includes('/node_modules/'));
const product = everywhere.filter((file) => !file.startsWith('test/'));

const RULES: readonly { readonly what: string; readonly pattern: RegExp; readonly files: readonly string[] }[] = [
  { what: 'a folder of one machine', pattern: /(?:^|[\s'"`(=])\/(?:work|home|root|Users|tmp)\/[\w.-]/m, files: everywhere },
  {
    what: 'the address of a package registry or mirror',
    pattern: /registry\.npmjs|npm\.pkg\.github|artifactory|proxy\.golang|"resolved":/i,
    files: everywhere,
  },
  { what: 'a folder outside the project', pattern: /\.\.\/shared\b/, files: product },
  { what: 'a conflict marker', pattern: /^(?:<{7}|>{7}) /m, files: everywhere },
  { what: 'a number of a tracked issue', pattern: /\b(?:issue|ticket) #?\d+\b/i, files: everywhere },
  { what: 'a lint rule switched off without a reason', pattern: /biome-ignore [\w/]+:?\s*$/m, files: everywhere },
];

describe('no file holds', () => {
  it.each(RULES)('$what', ({ pattern, files }) => {
    const found = files.flatMap((file) => {
      const match = pattern.exec(textOf(file));
      return match === null ? [] : [`${file}: ${match[0].trim()}`];
    });
    expect(found).toEqual([]);
  });
});
