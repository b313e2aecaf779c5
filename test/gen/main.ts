// The generated parts of the documents, by name. `npm run gen` writes them in, `gen --check` (part of `npm test`) compares.
import { profileName, profileTable } from '../../src/base/profiles.ts';
import { loadProfile } from '../../src/cel/profiles/index.ts';
import { dialects } from '../../src/dialects/index.ts';
import { table as importTable } from '../checks/import-table.ts';

const code = (names: readonly string[]): string => (names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', '));

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Who may import whom. */
const imports = (): string =>
  markdown(
    ['folder', 'may import', 'types only', 'packages'],
    importTable.map((row) => [`\`${row.folder}\``, code(row.code), code(row.types ?? []), code(row.packages ?? [])]),
  );

/** Dialects that are answered, then those that are only recognised. */
const dialectRows = (): string =>
  markdown(
    ['dialect', 'answers as'],
    [
      ...dialects.filter(({ profiles }) => profiles.length > 0).map(({ title, profiles }) => [title, code(profiles)]),
      [
        dialects
          .filter(({ profiles }) => profiles.length === 0)
          .map(({ title }) => title)
          .join(', '),
        'recognised and named, not simulated yet',
      ],
    ],
  );

/** What each CEL profile has: libraries and what differs. */
async function profileRows(): Promise<string> {
  const rows = await Promise.all(
    profileTable.map(async (row) => {
      const loaded = await loadProfile(profileName(row));
      const { libraries, variables } = loaded?.profile ?? { libraries: [], variables: [] };
      const overloads = libraries.reduce((sum, library) => sum + library.overloads.length, 0);
      return [
        `\`${profileName(row)}\``,
        libraries.map(({ id }) => id).join(', '),
        String(overloads),
        code(variables.map(({ name }) => name)),
      ];
    }),
  );
  return markdown(['profile', 'libraries', 'overloads', 'variables'], rows);
}

export async function parts(): Promise<Readonly<Record<string, string>>> {
  return { imports: imports(), dialects: dialectRows(), profiles: await profileRows() };
}
