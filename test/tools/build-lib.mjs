// Builds the package's library faces (`.`, `./cel`, `./cel/protobuf`, `./gateway`) as ES modules with types: `build-lib.mjs [--out dist/lib]`.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { buildDefine } from './build-id.mjs';
import { madeModules } from './made-modules.mjs';
import { notices } from './notices.mjs';
import { inRoot, option, root } from './paths.mjs';

/** The public entries: name of the built file → source. package.json's `exports` name the same. */
export const ENTRIES = {
  index: 'src/index.ts',
  cel: 'src/cel/index.ts',
  'cel-protobuf': 'src/cel/protobuf/index.ts',
  gateway: 'src/gateway/index.ts',
};

/** @param {string} out */
export async function buildLib(out) {
  rmSync(out, { recursive: true, force: true });
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, inRoot(file)])),
    cwd: root,
    platform: 'neutral',
    // Messages come from the caller's own protobuf runtime, so it is the caller's to bring.
    external: [/^@bufbuild\/protobuf/],
    resolve: { mainFields: ['module', 'main'], conditionNames: ['import', 'default'] },
    transform: { target: 'es2023', define: buildDefine() },
    plugins: [...madeModules(), notices()],
  });
  await bundle.write({ dir: out, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' });
  await bundle.close();
  writeTypes(join(out, 'types'));
}

/** Declarations by the compiler; their relative imports name `.ts` files, which only a checkout has.
 * @param {string} out */
function writeTypes(out) {
  const tsc = inRoot('node_modules/typescript/bin/tsc');
  const flags = [
    '-p',
    inRoot('src'),
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--outDir',
    out,
    '--rootDir',
    inRoot('src'),
  ];
  const { status } = spawnSync(process.execPath, [tsc, ...flags], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The declarations could not be written: the sources do not compile.');
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = join(out, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/(from|import\()(\s*)(['"])(\.[^'"]*)\.ts\3/g, '$1$2$3$4.js$3'));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildLib(resolve(option('out', inRoot('dist/lib'))));
