// The terminal program's entry. A batch runs its lines in a worker thread, which is this same file; nothing heavy is loaded
// before a command asks for it.
import { isMainThread } from 'node:worker_threads';
import { isOldNode } from './node-version.ts';

if (isOldNode(process.versions.node)) {
  process.stderr.write(`gateglass needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if (isMainThread) {
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2), { entry: new URL(import.meta.url) });
} else {
  const { serveLines } = await import('./batch/worker.ts');
  serveLines();
}
