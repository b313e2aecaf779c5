// Files that a person picks or drops, as texts. Binary and very large ones are refused by name.
import type { ConfigFile } from '../../state/workspace.ts';

const MOST = 16 * 1024 * 1024;

export async function readFiles(
  list: Iterable<File>,
): Promise<{ readonly files: readonly ConfigFile[]; readonly refused: readonly string[] }> {
  const files: ConfigFile[] = [];
  const refused: string[] = [];
  for (const file of list) {
    if (file.size > MOST) refused.push(`${file.name} (larger than 16 MiB)`);
    else {
      const text = new TextDecoder().decode(await file.arrayBuffer());
      if (text.includes('\0')) refused.push(`${file.name} (not text)`);
      else files.push({ name: file.name, text: text.replaceAll('\r\n', '\n') });
    }
  }
  return { files, refused };
}
