// Files that a person picks or drops, as texts. Binary and very large ones are refused by name.
import type { ConfigFile } from '../../state/workspace.ts';

/** As large as the engine reads; admin dumps of large gateways are. */
const MOST = 32 * 1024 * 1024;

export async function readFiles(
  list: Iterable<File>,
): Promise<{ readonly files: readonly ConfigFile[]; readonly refused: readonly string[] }> {
  const files: ConfigFile[] = [];
  const refused: string[] = [];
  for (const file of list) {
    if (file.size > MOST) refused.push(`${file.name} (larger than 32 MiB)`);
    else {
      const text = await file.text();
      if (text.includes('\0')) refused.push(`${file.name} (not text)`);
      else files.push({ name: file.name, text });
    }
  }
  return { files, refused };
}
