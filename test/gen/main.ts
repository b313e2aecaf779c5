// The generated parts of the documents, by name. `npm run gen` writes them in, `gen --check` (part of `npm test`) compares.
import { table } from '../checks/import-table.ts';

const code = (names: readonly string[]): string => (names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', '));

/** Who may import whom. */
function importRows(): string {
  const head = ['| folder | may import | types only | packages |', '| --- | --- | --- | --- |'];
  const rows = table.map((row) => `| \`${row.folder}\` | ${code(row.code)} | ${code(row.types ?? [])} | ${code(row.packages ?? [])} |`);
  return [...head, ...rows].join('\n');
}

export async function parts(): Promise<Readonly<Record<string, string>>> {
  return { imports: importRows() };
}
