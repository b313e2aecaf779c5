// Builds everything into dist: the page and embed (dist), the terminal program (dist/cli) and the library (dist/lib).
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { buildCli } from './build-cli.mjs';
import { buildLib } from './build-lib.mjs';
import { inRoot, option, root } from './paths.mjs';

/** @param {string} out */
export async function buildPage(out) {
  // Names of files carry a hash of their content: an earlier build's would stay for ever.
  rmSync(`${out}/assets`, { recursive: true, force: true });
  await build({ root, configFile: inRoot('vite.config.ts'), logLevel: 'warn', build: { outDir: out } });
}

/** @param {string} out */
export async function buildAll(out) {
  rmSync(out, { recursive: true, force: true });
  await buildPage(out);
  await buildCli(`${out}/cli`);
  await buildLib(`${out}/lib`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildAll(resolve(option('out', inRoot('dist'))));
