// Bundles the terminal program: `node test/tools/build-cli.mjs [--out dist/cli]` leaves OUT/gateglass.mjs and its chunks.
// Whatever the sources import dynamically (dialects, YAML, regular expressions) stays a chunk of its own, so start-up is cheap.
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { buildDefine } from './build-id.mjs';
import { madeModules } from './made-modules.mjs';
import { notices } from './notices.mjs';
import { inRoot, option, root } from './paths.mjs';

/** @param {string} out */
export async function buildCli(out) {
  const input = inRoot('src/cli/main.ts');
  if (!existsSync(input)) throw new Error(`${input} does not exist: there is no terminal program to build.`);
  rmSync(out, { recursive: true, force: true });
  const bundle = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    transform: { target: 'node20.19', define: buildDefine() },
    plugins: [...madeModules(), notices()],
  });
  await bundle.write({
    dir: out,
    format: 'esm',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    entryFileNames: 'gateglass.mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
    banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
  });
  await bundle.close();
  chmodSync(join(out, 'gateglass.mjs'), 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildCli(resolve(option('out', inRoot('dist/cli'))));
