// A bundler plugin that writes THIRD-PARTY-NOTICES.txt: name, version, licence and licence text of every package with code
// or fonts in the bundle. Workers are bundled apart, so both plugins share one set: `notices(seen)`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Files that carry a package's own licence, or those of code that it carries in turn. */
const LICENCE_FILE = /^(licen[cs]e|copying|notice|third-?party-?notices)([.-].*)?$/i;

/** The folder of the package that a module belongs to; undefined for our own modules.
 * @param {string} id */
function packageFolder(id) {
  const path = id.replace(/^\0/, '').split('?')[0] ?? '';
  const mark = `${sep}node_modules${sep}`;
  const start = path.lastIndexOf(mark);
  if (start < 0) return undefined;
  const parts = path.slice(start + mark.length).split(sep);
  const name = parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1);
  return path.slice(0, start) + mark + name.join(sep);
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const title = `${name} ${version} (${license})${homepage ? `\n${homepage}` : ''}`;
  return { name, text: [title, ...texts].join('\n\n') };
}

/** The whole document, packages in order of name.
 * @param {Iterable<string>} folders */
export function noticesText(folders) {
  const found = [...folders].map(notice).sort((a, b) => (a.name < b.name ? -1 : 1));
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `${['Gateglass contains the following packages, each under its own licence.', ...found.map((n) => n.text)].join(rule)}\n`;
}

/** @param {Set<string>} [seen] folders of packages, shared by the bundles of one build
 * @returns {import('rolldown').Plugin} */
export function notices(seen = new Set()) {
  return {
    name: 'third-party-notices',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const folder = packageFolder(id);
        if (folder !== undefined && existsSync(join(folder, 'package.json'))) seen.add(folder);
      }
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: noticesText(seen) });
    },
  };
}
