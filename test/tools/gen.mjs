// `npm run gen`: writes the parts of documents that are made from the product's tables; `--check` fails when they are stale.
// A part stands between `<!-- gen:NAME -->` and `<!-- /gen -->`. What makes the parts is test/gen/main.ts; `files` is the list of a folder's
// own files (folder-files.mjs).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { folderFiles } from './folder-files.mjs';
import { envoySchema } from './gen-envoy-schema.mjs';
import { madeModules } from './made-modules.mjs';
import { inRoot, root } from './paths.mjs';

const bundle = await rolldown({ input: inRoot('test/gen/main.ts'), cwd: root, platform: 'node', plugins: madeModules() });
const out = inRoot('.cache/gen');
await bundle.write({ dir: out, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
await bundle.close();
/** @type {{ parts: () => Promise<Record<string, string>> }} */
const { parts } = await import(pathToFileURL(join(out, 'main.mjs')).href);

const FOLDERS = [
  'src/cel/lib',
  'src/cel/lints',
  'src/dialects/agentgateway/steps',
  'src/dialects/agentgateway/validate/lints',
  'src/dialects/agentgateway/validate/rules',
  'src/dialects/envoy/lint',
  'src/dialects/envoy/steps',
  'src/graph/layouts',
];
const FILES = ['README.md', 'ARCHITECTURE.md', ...FOLDERS.map((folder) => `${folder}/README.md`)];
const PART = /(<!-- gen:([a-z-]+) -->\n)([\s\S]*?)(<!-- \/gen -->)/g;
const made = await parts();
const stale = FILES.filter((file) => {
  const before = readFileSync(inRoot(file), 'utf8');
  const after = before.replace(PART, (_all, open, name, _old, close) => {
    const text = name === 'files' ? folderFiles(dirname(inRoot(file))) : made[name];
    if (text === undefined) throw new Error(`${file} has a part '${name}' that nothing makes.`);
    return `${open}${text.trimEnd()}\n${close}`;
  });
  if (after === before) return false;
  if (!process.argv.includes('--check')) writeFileSync(inRoot(file), after);
  return true;
});
/** Facts about Envoy's releases, beside the checkout where they are there at all. */
const SCHEMAS = inRoot('../shared/schemas');
const hasSchemas = existsSync(join(SCHEMAS, 'envoy-1.40.binpb'));
if (!hasSchemas) console.log(`Skipped: the tables of Envoy's API, whose descriptors are not in ${SCHEMAS}.`);
for (const [file, text] of Object.entries(hasSchemas ? envoySchema(SCHEMAS) : {})) {
  const path = inRoot(file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale.push(file);
  if (process.argv.includes('--check')) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run gen\`.`);
  process.exitCode = 1;
} else if (stale.length > 0) console.log(`Written: ${stale.join(', ')}`);
