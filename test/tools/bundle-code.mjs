// Bundles a few lines of code that stand in no file, as a browser would get them; imports are from the root of the project.
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { madeModules } from './made-modules.mjs';
import { root } from './paths.mjs';

const ENTRY = '\0entry.ts';

/** @param {string} code */
export async function bundleCode(code) {
  const bundle = await rolldown({
    input: ENTRY,
    cwd: root,
    platform: 'browser',
    plugins: [
      ...madeModules(),
      {
        name: 'entry',
        resolveId: (id, importer) => (id === ENTRY ? id : importer === ENTRY ? join(root, id) : undefined),
        load: (id) => (id === ENTRY ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true, chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
  return output;
}
