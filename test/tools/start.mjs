// `npm start`: from a bare clone to a served page. Installs what is missing, builds, serves, prints the address.
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { inRoot, option } from './paths.mjs';
import { serve } from './serve.mjs';

ensureInstalled();
console.log('Building …');
const { buildAll } = await import('./build.mjs');
await buildAll(inRoot('dist'));

const host = option('host', '127.0.0.1');
const wanted = Number(option('port', process.env.PORT ?? '4173'));
const folder = join(inRoot('dist'));
const { url } = await serve({ folder, host, port: wanted }).catch((error) => {
  if (error.code !== 'EADDRINUSE') throw error;
  console.log(`Port ${wanted} is taken, so another one is used (choose with --port).`);
  return serve({ folder, host, port: 0 });
});
console.log(`Gateglass is at ${url} (Ctrl+C ends it)`);
