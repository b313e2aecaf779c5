// The package as its users get it: every entry of `exports` resolves, runs in plain Node, and has types that compile strictly.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ProfileName, profiles } from '../../src/cel/index.ts';
import { buildLib } from '../tools/build-lib.mjs';
import { root } from '../tools/paths.mjs';

const CONSUMER = join(root, '.cache/consumer');
const INSTALLED = join(CONSUMER, 'node_modules/gateglass');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Readonly<Record<'types' | 'default', string>>>>;
};

/** What the package's own document shows to users of TypeScript, and a look at every other entry. */
const EXAMPLE = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'src/README.md'), 'utf8'))?.[1] ?? '';
const PROGRAM = `import { buildLabel, type LoadedProfile, loadProfile } from 'gateglass';
import { profiles, type ProfileName } from 'gateglass/cel';
import { messageOf } from 'gateglass/cel/protobuf';

export const label: string = buildLabel();
export const known: ProfileName = 'envoy';
export const other: Promise<LoadedProfile | undefined> = loadProfile(profiles[0]?.id ?? '');
export const more: unknown = messageOf;
`;

const node = (...args: readonly string[]): string => execFileSync(process.execPath, [...args], { cwd: CONSUMER, encoding: 'utf8' });

beforeAll(async () => {
  rmSync(CONSUMER, { recursive: true, force: true });
  mkdirSync(INSTALLED, { recursive: true });
  await buildLib(join(INSTALLED, 'dist/lib'));
  cpSync(join(root, 'package.json'), join(INSTALLED, 'package.json'));
  writeFileSync(join(CONSUMER, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(CONSUMER, 'example.mts'), EXAMPLE);
  writeFileSync(join(CONSUMER, 'program.mts'), PROGRAM);
});

describe('the package', () => {
  it.each(Object.entries(manifest.exports))('has the files of %s', (_name, { types, default: code }) => {
    expect(existsSync(join(INSTALLED, types)), types).toBe(true);
    expect(existsSync(join(INSTALLED, code)), code).toBe(true);
  });

  it('runs in plain Node', () => {
    const script = `const { evaluate, loadProfile } = await import('gateglass/cel'); console.log(evaluate(await loadProfile('cel'), '1 + 1').text);`;
    expect(node('--input-type=module', '-e', script)).toBe('2\n');
  });

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has types that compile strictly, without those of a browser or Node: module %s, resolution %s', (module, moduleResolution) => {
    const flags = Object.entries({ module, moduleResolution, target: 'es2022', lib: 'es2022', types: '' });
    const strict = ['noEmit', 'strict', 'exactOptionalPropertyTypes', 'noUncheckedIndexedAccess', 'verbatimModuleSyntax'];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const words = [...strict.map((flag) => `--${flag}`), ...flags.flatMap(([flag, value]) => [`--${flag}`, value])];
    let said = '';
    try {
      // The declarations themselves are checked, too.
      node(tsc, ...words, '--skipLibCheck', 'false', 'example.mts', 'program.mts');
    } catch (error) {
      said = String((error as { readonly stdout?: unknown }).stdout ?? error);
    }
    expect(said).toBe('');
  });

  it('loads by name the profiles that it knows', () => {
    const names: Readonly<Record<ProfileName, true>> = { cel: true, agentgateway: true, envoy: true, kubernetes: true };
    expect(profiles.map(({ id }) => id).sort()).toEqual(Object.keys(names).sort());
  });
});
