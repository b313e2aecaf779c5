// A bundler plugin that writes THIRD-PARTY-NOTICES.txt: name, version, licence and licence text of every package with code
// or fonts in the bundle, and of what packages carry of others. Workers are bundled apart, before the page that starts them, so both
// note into one set.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inRoot, root } from './paths.mjs';

/** Files that carry a package's own licence, or those of code that it carries in turn. */
const LICENCE_FILE = /^(licen[cs]e|copying|notice|third-?party-?notices)([.-].*)?$/i;

const CODICONS = `Codicons, the icon font of monaco-editor (CC-BY-4.0)
https://github.com/microsoft/vscode-codicons

Copyright (c) Microsoft Corporation. Licensed under the Creative Commons Attribution 4.0 International Public License,
https://creativecommons.org/licenses/by/4.0/legalcode. The font is used as it is.`;

const ENVOY_WORDS = `Envoy API and xDS API, carried by @grpc/grpc-js-xds (Apache-2.0)
https://github.com/envoyproxy/envoy/tree/main/api
https://github.com/cncf/xds

Copyright The Envoy Project Authors, Copyright The xDS Authors. Their comments on messages and fields are shortened here.`;

/** What a module brings that is not the work of its own package, by its path: a package's folder, or the notice itself.
 * @type {readonly { path: RegExp, folder?: string, text?: string }[]} */
const CARRIED = [
  { path: /monaco-editor\/.*\/dompurify\//, folder: 'node_modules/dompurify' },
  { path: /monaco-editor\/.*\/marked\//, folder: 'node_modules/marked' },
  { path: /\/codicon\.ttf$/, text: CODICONS },
  { path: /grpc-js-xds\/envoy-words/, text: ENVOY_WORDS },
  // What bundlers add themselves.
  { path: /^vite\//, folder: 'node_modules/vite' },
  { path: /^rolldown\//, folder: 'node_modules/rolldown' },
];

/** The folder of the package that a module belongs to; undefined for our own modules.
 * @param {string} path */
function packageFolder(path) {
  const mark = '/node_modules/';
  const start = path.lastIndexOf(mark);
  if (start < 0) return undefined;
  const parts = path.slice(start + mark.length).split('/');
  const name = parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1);
  return path.slice(0, start) + mark + name.join('/');
}

/** @param {string} folder @returns {{ name: string, text: string }} */
function packageNotice(folder) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const texts = files.sort().map((file) => licenceText(readFileSync(join(folder, file), 'utf8')));
  // Some packages name the licence and leave out its text. Ours is the same.
  if (texts.length === 0 && license === 'Apache-2.0') texts.push(readFileSync(inRoot('LICENSE'), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} has no licence text: write its notice into test/tools/notices.mjs.`);
  const title = `${name} ${version} (${license})${homepage ? `\n${homepage}` : ''}`;
  return { name, text: [title, ...texts].join('\n\n') };
}

/** Without the licences of what a bundler itself is bundled from: none of that is in what it writes.
 * @param {string} text */
const licenceText = (text) => (text.split('\n# Licenses of bundled dependencies')[0] ?? '').trim();

/** The whole document, packages in order of name.
 * @param {Iterable<string>} modules ids of modules and paths of assets */
export function noticesText(modules) {
  /** @type {Set<string>} */
  const folders = new Set();
  /** @type {Set<string>} */
  const texts = new Set();
  for (const id of modules) {
    const path = id.replace(/^\0/, '').replace(/\?.*$/s, '').replaceAll('\\', '/');
    const own = packageFolder(path);
    if (own !== undefined && existsSync(join(own, 'package.json'))) folders.add(own);
    for (const carried of CARRIED.filter((row) => row.path.test(path))) {
      if (carried.folder !== undefined) folders.add(inRoot(carried.folder));
      if (carried.text !== undefined) texts.add(carried.text);
    }
  }
  const found = [...[...folders].map(packageNotice), ...[...texts].map((text) => ({ name: text.toLowerCase(), text }))];
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const head = 'Gateglass contains the following works of others, each under its own licence.';
  return `${[head, ...new Set(found.map(({ text }) => text))].join(rule)}\n`;
}

/** Notes the modules and assets of a bundle; writes nothing. For the bundles of workers.
 * @param {Set<string>} seen @returns {import('rolldown').Plugin} */
export const noteNotices = (seen) => ({
  name: 'note-third-party-notices',
  generateBundle(_options, bundle) {
    for (const id of this.getModuleIds()) seen.add(id);
    // A font is no module: it is known by the file that it was copied from.
    for (const part of Object.values(bundle)) {
      if (part.type === 'asset') for (const name of part.originalFileNames) seen.add(resolve(root, name));
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
