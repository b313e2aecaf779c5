// How much code the engine of CEL is, as gzip carries it. A number may only go down, and then is written down here. That the core answers
// without its parts is tested in test/cel/core.test.ts.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundleCode } from '../tools/bundle-code.mjs';

const KB = 1000;

/** Code that exports from modules of src/cel, and the parts of it that load later but are counted all the same. */
const BUNDLES: readonly { readonly what: string; readonly code: string; readonly counted: RegExp; readonly most: number }[] = [
  {
    what: 'the core: parser, checker, closures, standard library',
    code: `export { compile } from './src/cel/compile.ts';
      export { check } from './src/cel/check/check.ts';
      export { standard } from './src/cel/lib/standard/index.ts';`,
    counted: /^$/,
    most: 29.2 * KB,
  },
  {
    what: 'compiling and evaluating with every library of the specification',
    code: `export { check, compile, evaluate, loadProfile, parse } from './src/cel/index.ts';`,
    counted: /^(cel|check|extensions)-/,
    most: 50.5 * KB,
  },
];

async function sizeOf(code: string, counted: RegExp): Promise<number> {
  const output = await bundleCode(code);
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])));
  const taken = new Set<string>();
  const take = (name: string): void => {
    if (taken.has(name)) return;
    taken.add(name);
    for (const imported of chunks.get(name)?.imports ?? []) take(imported);
  };
  for (const [name, { isEntry }] of chunks) if (isEntry || counted.test(name)) take(name);
  return gzipSync([...taken].map((name) => chunks.get(name)?.code).join('\n'), { level: 9 }).length;
}

describe('the size of CEL', () => {
  it.each(BUNDLES)('$what', async ({ code, counted, most }) => {
    const size = await sizeOf(code, counted);
    expect(size).toBeGreaterThan(most / 2);
    expect(size).toBeLessThanOrEqual(most);
  });
});
