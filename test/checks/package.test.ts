// The package as its users get it: every entry of `exports` resolves, runs in plain Node, and has types that compile strictly.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildLib } from '../tools/build-lib.mjs';
import { root } from '../tools/paths.mjs';

const CONSUMER = join(root, '.cache/consumer');
const INSTALLED = join(CONSUMER, 'node_modules/gateglass');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Readonly<Record<'types' | 'default', string>>>>;
};

const PROGRAM = `import { evaluate, type EvalAnswer, loadProfile } from 'gateglass/cel';
import { type Decision, open, route } from 'gateglass/gateway';
import * as whole from 'gateglass';

const cel = await loadProfile('cel');
if (cel === undefined) throw new Error('no profile');
const answer: EvalAnswer = evaluate(cel, '1 + 1');
const configuration = await open({ files: [{ name: 'a.yaml', text: 'binds: []' }] });
const decisions: readonly Decision[] = await route(configuration, [{ path: '/' }]);
const text: string = answer.ok ? answer.text : answer.message;
export const summary = [text, decisions.length, whole.buildLabel()];
`;

const node = (...args: readonly string[]): string => execFileSync(process.execPath, [...args], { cwd: CONSUMER, encoding: 'utf8' });

beforeAll(async () => {
  rmSync(CONSUMER, { recursive: true, force: true });
  mkdirSync(INSTALLED, { recursive: true });
  await buildLib(join(INSTALLED, 'dist/lib'));
  cpSync(join(root, 'package.json'), join(INSTALLED, 'package.json'));
  writeFileSync(join(CONSUMER, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(CONSUMER, 'program.mts'), PROGRAM);
}, 60_000);

describe('the package', () => {
  it.each(Object.entries(manifest.exports))('has the files of %s', (_name, { types, default: code }) => {
    expect(existsSync(join(INSTALLED, types)), types).toBe(true);
    expect(existsSync(join(INSTALLED, code)), code).toBe(true);
  });

  it('runs in plain Node', () => {
    const script = `const { evaluate, loadProfile } = await import('gateglass/cel'); console.log(evaluate(await loadProfile('cel'), '1 + 1').text);`;
    expect(node('--input-type=module', '-e', script)).toBe('2\n');
  });

  it('has types that compile strictly, without those of a browser or Node', () => {
    const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023', '--module', 'nodenext', '--types', ''];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    let said = '';
    try {
      node(tsc, ...flags, 'program.mts');
    } catch (error) {
      said = String((error as { readonly stdout?: unknown }).stdout ?? error);
    }
    expect(said).toBe('');
  });
});
