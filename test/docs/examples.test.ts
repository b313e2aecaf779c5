// The examples in the documents run and print what they say: a `// …` after `console.log(…)` is the line that it prints.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { textOf } from '../checks/imports.ts';
import { ENTRIES } from '../tools/build-lib.mjs';
import { madeModules } from '../tools/made-modules.mjs';
import { root } from '../tools/paths.mjs';

const DOCUMENTS = ['src/README.md', 'README.md'];
const OUT = join(root, '.cache/docs');

interface Example {
  readonly document: string;
  readonly line: number;
  readonly code: string;
}

const examples: readonly Example[] = DOCUMENTS.flatMap((document) => {
  const text = textOf(document);
  return [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map((match) => ({
    document,
    line: text.slice(0, match.index).split('\n').length,
    code: match[1] ?? '',
  }));
});

/** What the example says that it prints. */
const promised = (code: string): readonly string[] => [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1] ?? '');

beforeAll(async () => {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(root, file)])),
    cwd: root,
    platform: 'node',
    plugins: madeModules(),
  });
  await bundle.write({ dir: OUT, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
  await bundle.close();
});

describe('the example', () => {
  it.each(examples)('in $document, line $line', async ({ line, code, document }) => {
    // The package's name is its build: `gateglass/cel` is cel.mjs.
    const local = code.replaceAll(
      /from 'gateglass(?:\/([\w/]+))?'/g,
      (_all, part?: string) => `from './${(part ?? 'index').replaceAll('/', '-')}.mjs'`,
    );
    const file = join(OUT, `${document.replaceAll(/\W/g, '-')}-${line}.mjs`);
    mkdirSync(OUT, { recursive: true });
    writeFileSync(file, local);
    const printed: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => {
      printed.push(values.map(String).join(' '));
    });
    try {
      await import(/* @vite-ignore */ `${pathToFileURL(file).href}?${Date.now()}`);
    } finally {
      log.mockRestore();
    }
    expect(promised(code).length).toBeGreaterThan(0);
    expect(printed).toEqual(promised(code));
  });

  it('is found in the documents', () => {
    expect(examples.length).toBeGreaterThan(4);
  });
});
