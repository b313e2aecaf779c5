// `npm run bench [-- suite…]`: bundles test/bench for plain Node and runs the named suites, or all.
import { spawnSync } from 'node:child_process';
import { ensureInstalled } from './install.mjs';
import { madeModules } from './made-modules.mjs';
import { inRoot, root } from './paths.mjs';

ensureInstalled();
const { rolldown } = await import('rolldown');
const out = inRoot('.cache/bench');
const bundle = await rolldown({ input: inRoot('test/bench/main.ts'), cwd: root, platform: 'node', plugins: madeModules() });
await bundle.write({ dir: out, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
await bundle.close();
const { status } = spawnSync(process.execPath, ['--expose-gc', `${out}/main.mjs`, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
