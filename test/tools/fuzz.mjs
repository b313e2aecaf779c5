// `npm run fuzz [-- --runs 100000] [--seed N] [--path P]`: the property tests of expressions, for long and from another seed each time:
// closures and generated code agree, print and parse are inverse, parser and checker end whatever the text.
// A failure prints seed and path; with both given, that one case runs again.
import { spawnSync } from 'node:child_process';
import { ensureInstalled } from './install.mjs';
import { inRoot, option, root } from './paths.mjs';
import { tool } from './stages.mjs';

const FILES = [
  'test/cel/compile/agreement.test.ts',
  'test/cel/syntax/fuzz.test.ts',
  'test/cel/syntax/print.test.ts',
  'test/cel/check/fuzz.test.ts',
];

ensureInstalled();
const seed = option('seed', String(Math.floor(Math.random() * 2 ** 31)));
const path = option('path', '');
const env = { ...process.env, SEED: seed, FUZZ_RUNS: option('runs', '100000'), ...(path === '' ? {} : { FUZZ_PATH: path }) };
console.log(`Seed ${seed}; the same again: npm run fuzz -- --seed ${seed} --runs ${env.FUZZ_RUNS}`);
const [program = '', ...args] = tool('vitest/vitest.mjs', 'run', '--testTimeout=0', ...FILES.map((file) => inRoot(file)));
const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env });
process.exitCode = status ?? 1;
