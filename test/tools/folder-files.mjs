// The files of a folder with what each says of itself at its top, for the folder's README.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} folder @returns {string} A Markdown table; pages of messages stand beside what they explain and are left out. */
export function folderFiles(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.page.ts'));
  const rows = names
    .sort()
    .map((name) => `| [${name}](${name}) | ${opening(readFileSync(join(folder, name), 'utf8')).replaceAll('|', '\\|')} |`);
  return ['| file | what it holds |', '| --- | --- |', ...rows].join('\n');
}

/** The first sentence of a module's opening comment; with the next one where the first is only a name. */
function opening(/** @type {string} */ text) {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const comment = lines
    .slice(0, end)
    .map((line) => line.slice(2).trim())
    .join(' ');
  const [, sentence] = /^(\S+\. .*?\.|.*?\.)(?: |$)/.exec(comment) ?? [];
  return sentence ?? comment;
}
