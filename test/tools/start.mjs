// `npm start`: from a bare clone to a served page. Installs what is missing, builds, serves, prints the address.
import { ensureInstalled } from './install.mjs';
import { inRoot, option } from './paths.mjs';
import { serve } from './serve.mjs';

const host = option('host', '127.0.0.1');
const wanted = portOf(option('port', process.env.PORT ?? '4173'));

ensureInstalled();
console.log('Building …');
const { buildAll } = await import('./build.mjs');
const folder = inRoot('dist');
await buildAll(folder);

const { url } = await serve({ folder, host, port: wanted }).catch(elsewhere);
console.log(`Gateglass is at ${url} (Ctrl+C ends it)`);

/** @param {string} text */
function portOf(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  console.error(`${text} is not a port: choose one from 0 to 65535 with --port or PORT; 0 takes any that is free.`);
  process.exit(1);
}

/** A port that is taken or reserved is no reason to stop. @param {NodeJS.ErrnoException} error */
function elsewhere(error) {
  if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
    console.log(`Port ${wanted} is ${error.code === 'EACCES' ? 'reserved' : 'taken'}, so another one is used (choose with --port).`);
    return serve({ folder, host, port: 0 });
  }
  console.error(`The page cannot be served at ${host}: ${error.message}`);
  process.exit(1);
}
