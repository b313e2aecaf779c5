// Imports go one way. The table is import-table.ts; a failure names the file, the line and the row to read.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../tools/paths.mjs';
import { type Row, table } from './import-table.ts';
import { filesOf, type Import, importsOf } from './imports.ts';

const files = [...filesOf('src'), ...filesOf('web')];
const below = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

function rowOf(file: string): Row | undefined {
  return table.filter((row) => below(file, row.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** Why an import is not allowed; undefined when it is. */
function fault(row: Row, file: string, found: Import): string | undefined {
  const says = `row '${row.folder}' of test/checks/import-table.ts`;
  if (!found.own) {
    const allowed = row.packages ?? [];
    return allowed.some((name) => found.target === name || found.target.startsWith(name.endsWith(':') ? name : `${name}/`))
      ? undefined
      : `package '${found.target}' is not among the packages [${allowed.join(', ')}] of ${says}`;
  }
  if (below(found.target, row.folder) && rowOf(found.target) === row) return undefined;
  if (row.code.some((folder) => below(found.target, folder))) return undefined;
  if (found.typeOnly && (row.types ?? []).some((folder) => below(found.target, folder))) return undefined;
  const types = row.types === undefined ? '' : `, types of [${row.types.join(', ')}]`;
  return `${found.target} is not among [${row.code.join(', ')}]${types} of ${says} (${file})`;
}

describe('imports', () => {
  it('follow the table', () => {
    const faults = files.flatMap((file) => {
      const row = rowOf(file);
      if (row === undefined) return [`${file}: no row of test/checks/import-table.ts covers it`];
      return importsOf(file).flatMap((found) => {
        const why = fault(row, file, found);
        return why === undefined ? [] : [`${file}:${found.line}: ${why}`];
      });
    });
    expect(faults).toEqual([]);
  });

  it('never cross from one dialect to another', () => {
    const dialectOf = (path: string): string | undefined => /^src\/dialects\/([^/]+)\//.exec(path)?.[1];
    const faults = files.flatMap((file) => {
      const home = dialectOf(file);
      return importsOf(file)
        .filter((found) => found.own && home !== undefined && ![undefined, home, 'shared'].includes(dialectOf(found.target)))
        .map((found) => `${file}:${found.line}: ${found.target}`);
    });
    expect(faults).toEqual([]);
  });

  it('load a heavy package from its one folder only, and there on demand', () => {
    const homes: Readonly<Record<string, string>> = { 'monaco-editor': 'web/editor', '@xyflow/react': 'web/canvas' };
    for (const [name, home] of Object.entries(homes)) {
      const users = files.filter((file) => importsOf(file).some((found) => found.target === name || found.target.startsWith(`${name}/`)));
      expect(users.filter((file) => !below(file, home))).toEqual([]);
    }
  });

  it('have a row for every folder', () => {
    const folders = ['src', 'web'].flatMap((top) =>
      readdirSync(join(root, top), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${top}/${entry.name}`),
    );
    const rows = table.map((row) => row.folder);
    expect(folders.filter((folder) => !rows.includes(folder))).toEqual([]);
  });

  it('are found by the reader', () => {
    const text = `import type { A } from '../a.ts';\nimport { b } from 'b';\nexport * from './c.ts';\nconst d = () => import('./d.ts');\nnew Worker(new URL('./e.ts', import.meta.url));\nimport './f.css';\n`;
    expect(importsOf('src/x/y.ts', text).map((found) => [found.target, found.typeOnly, found.line])).toEqual([
      ['src/a.ts', true, 1],
      ['b', false, 2],
      ['src/x/c.ts', false, 3],
      ['src/x/d.ts', false, 4],
      ['src/x/e.ts', false, 5],
      ['src/x/f.css', false, 6],
    ]);
  });
});
