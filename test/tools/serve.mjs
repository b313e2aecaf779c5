// A static file server for the built page: safe paths, right media types, no other feature.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'text/yaml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The file that a request path means, or undefined: nothing outside `folder`, no hidden file.
 * @param {string} folder @param {string} urlPath */
export function fileFor(folder, urlPath) {
  let path;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.split(/[\\/]/).some((part) => part.startsWith('.'))) return undefined;
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep)) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** The path of a request's target, whatever it is.
 * @param {string} target */
function pathOf(target) {
  // An absolute address is what a proxy is asked; a path may begin with two slashes, which an address's host would.
  const path = /^[a-z]+:\/\/[^/?#]*(.*)$/i.exec(target)?.[1] ?? target;
  return path.replace(/[?#].*$/s, '') || '/';
}

/** Serves `folder` under `prefix` (`/` or `/some/where/`).
 * @param {{ folder: string, prefix?: string, port?: number, host?: string }} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export function serve({ folder, prefix = '/', port = 0, host = '127.0.0.1' }) {
  const server = createServer((request, response) => {
    const pathname = pathOf(request.url ?? '/');
    const file = pathname.startsWith(prefix) ? fileFor(folder, pathname.slice(prefix.length - 1)) : undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    if (file === undefined) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    if (request.method === 'HEAD') return void response.end();
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      const close = () => new Promise((/** @type {(value: void) => void} */ done) => server.close(() => done()));
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}${prefix}`, close });
    });
  });
}
