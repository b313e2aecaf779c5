// What `npm test` and `npm run check` are made of. A stage runs to its end and gives counts; a stage that is not a test
// runner counts as one test.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { inRoot, root } from './paths.mjs';

/** `failures` says what failed, one line each: a long log is often read from its end.
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly string[] }} Counts */

/** @param {string} title @param {string[]} command program and arguments @param {Record<string, string>} [env]
 * @returns {boolean} whether it ended well */
function run(title, [program = '', ...args], env = {}) {
  console.log(`\n— ${title}`);
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

/** @param {string} title @param {string[]} words @param {Record<string, string>} [env] @returns {Counts} */
export function command(title, words, env) {
  const ok = run(title, words, env);
  if (!ok) console.log(`  failed: ${title}`);
  return ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, failures: [title] };
}

/** @param {string} title @param {string} why @returns {Counts} */
export function skip(title, why) {
  console.log(`\n— ${title}\n  skipped: ${why}`);
  return { passed: 0, failed: 0, skipped: 1 };
}

/** The program of an installed package, run by this Node.
 * @param {string} path below node_modules @param {string[]} args */
export const tool = (path, ...args) => [process.execPath, inRoot('node_modules', path), ...args];

/** Runs vitest and reads the counts from its report.
 * @param {string} title @param {string[]} args @param {Record<string, string>} [env] @returns {Counts} */
export function vitest(title, args, env) {
  const report = inRoot('.cache', `vitest-${title.replaceAll(/\W+/g, '-')}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = run(title, tool('vitest/vitest.mjs', 'run', ...reporters, ...args), env);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, failures: [`${title}: the runner ended without a report`] };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot be loaded, or an error outside a test, fails the run without a failed test.
  const failed = numFailedTests === 0 && !ok ? 1 : numFailedTests;
  const failures = failed === 0 ? [] : failuresIn(testResults);
  for (const line of skippedIn(testResults)) console.log(`  skipped: ${line}`);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests, failures };
}

/** @typedef {{ status: string, fullName: string, ancestorTitles?: string[], failureMessages?: string[] }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} TestFile */

/** What did not run, a line for each group of tests in a file: `test/x.test.ts: recorded answers (3)`. Many need what is beside the
 * checkout, and name it in their title.
 * @param {TestFile[]} files @returns {string[]} */
export function skippedIn(files) {
  return files.flatMap(({ name, assertionResults }) => {
    /** @type {Map<string, number>} */
    const groups = new Map();
    for (const { status, fullName, ancestorTitles = [] } of assertionResults) {
      if (status !== 'pending' && status !== 'skipped' && status !== 'todo') continue;
      const group = ancestorTitles[0] ?? fullName;
      groups.set(group, (groups.get(group) ?? 0) + 1);
    }
    return [...groups].map(([group, count]) => `${relative(root, name)}: ${group} (${count})`);
  });
}

/** @param {TestFile[]} files @returns {string[]} */
function failuresIn(files) {
  const found = files
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(root, name);
      const tests = assertionResults.filter(({ status }) => status === 'failed');
      if (tests.length === 0) return [`${file}: ${message}`];
      return tests.map(({ fullName, failureMessages = [] }) => `${file}: ${fullName}\n    ${brief(failureMessages.join('\n'))}`);
    });
  return found.length === 0 ? ['an error outside every test (see above)'] : found;
}

/** @param {string} text */
const brief = (text) => text.split('\n').slice(0, 12).join('\n    ').slice(0, 2000);

/** The last words of a run: what failed, then the counts in one line.
 * @param {readonly Counts[]} results @returns {boolean} whether everything holds */
export function conclude(results) {
  const { passed, failed, skipped } = sum(results);
  const failures = results.flatMap((result) => result.failures ?? []);
  if (failures.length > 0) console.log(`\n— what failed\n${failures.map((line) => `  ${line}`).join('\n')}`);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0;
}

/** @param {readonly Counts[]} all @returns {Counts} */
const sum = (all) =>
  all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  });

const PROJECTS = ['src', 'src/cli', 'web', 'test'];

/** Types, lint and generated files: what can be said without running the product. @returns {Counts[]} */
export const staticStages = () => [
  ...PROJECTS.map((project) => command(`types: ${project}`, tool('typescript/bin/tsc', '-p', project))),
  command('lint', tool('@biomejs/biome/bin/biome', 'ci', '--colors=off')),
  command('generated files', [process.execPath, inRoot('test/tools/gen.mjs'), '--check']),
];
