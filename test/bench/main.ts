// `npm run bench [-- cel gateway envoy text]`.
import { cel } from './cel.ts';
import { envoy } from './envoy.ts';
import { gateway } from './gateway.ts';
import { text } from './text.ts';

const suites: Readonly<Record<string, () => Promise<void>>> = { cel, gateway, envoy, text };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
  process.exitCode = 1;
} else {
  for (const [name, run] of Object.entries(suites)) if (wanted.length === 0 || wanted.includes(name)) await run();
}
