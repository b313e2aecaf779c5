// A bundler plugin that writes THIRD-PARTY-NOTICES.txt: name, version, licence and licence text of every package with code
// or fonts in the bundle. Workers are bundled apart, before the page that starts them, so both note into one set.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { root } from './paths.mjs';

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

/** Notes the packages of a bundle; writes nothing. For the bundles of workers.
 * @param {Set<string>} seen folders of packages @returns {import('rolldown').Plugin} */
export const noteNotices = (seen) => ({
  name: 'note-third-party-notices',
  generateBundle(_options, bundle) {
    // A font is no module: it is known by the file that it was copied from.
    const assets = Object.values(bundle).flatMap((part) => (part.type === 'asset' ? part.originalFileNames : []));
    for (const id of [...this.getModuleIds(), ...assets.map((name) => resolve(root, name))]) {
      const folder = packageFolder(id);
      if (folder !== undefined && existsSync(join(folder, 'package.json'))) seen.add(folder);
    }
  },
});

/** Writes the notices of a bundle, and of the workers that noted into the same set before.
 * @param {Set<string>} [seen] @returns {import('rolldown').Plugin[]} */
export const notices = (seen = new Set()) => [
  noteNotices(seen),
  {
    name: 'third-party-notices',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: noticesText(seen) });
    },
  },
];
