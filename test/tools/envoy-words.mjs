// A bundler plugin for `virtual:envoy-words`: what Envoy's API says about its messages, fields and values, taken at build time from the
// protos that the package @grpc/grpc-js-xds ships (mid 2024), shortened to what a hover shows. Nothing of it is committed.
//
// The module exports one text: a line `<full name>` begins a message or enum, ` <field or value>\t<words>` follow; a message's own
// words stand in its line after a tab.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

const ID = 'virtual:envoy-words';
const PACKAGE = inRoot('node_modules/@grpc/grpc-js-xds');
/** Longer comments are cut at a sentence. */
const LONGEST = 420;

/** Bundlers see a place in the package, so that the notices name it; the test runner would look for a file there. */
const MODULE = process.env.VITEST === undefined ? `\0${join(PACKAGE, 'envoy-words.js')}` : `\0${ID}`;

/** @returns {import('rolldown').Plugin} */
export const envoyWords = () => ({
  name: 'envoy-words',
  resolveId: { filter: { id: /^virtual:envoy-words$/ }, handler: () => MODULE },
  load: {
    filter: { id: /envoy-words(?:\.js)?$/ },
    handler: (id) => (id === MODULE ? `export const WORDS = ${JSON.stringify(wordsText())};` : undefined),
  },
});

/** @type {string | undefined} */
let made;

/** The text of all protos. Empty without the package. */
export function wordsText() {
  made ??= ['deps/envoy-api', 'deps/xds']
    .flatMap((folder) => protosIn(join(PACKAGE, folder)).map((file) => wordsOf(readFileSync(file, 'utf8'))))
    .join('');
  return made;
}

/** @param {string} folder @returns {string[]} */
function protosIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.proto') && !/(^|\/)(api|service|data)\/|\/v2(alpha)?\//.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The lines of one file. Protos are formatted by a tool: one declaration begins a line, its comment stands above it.
 * @param {string} proto */
export function wordsOf(proto) {
  const pkg = /^package ([\w.]+);/m.exec(proto)?.[1];
  if (pkg === undefined) return '';
  /** @type {Map<string, string[]>} */
  const found = new Map();
  /** @type {{ name: string, kind: string }[]} */
  const open = [];
  /** @type {string[]} */
  let comment = [];
  const owner = () => [pkg, ...open.filter((o) => o.kind === 'message' || o.kind === 'enum').map((o) => o.name)].join('.');
  for (const raw of proto.split(/\r?\n/)) {
    const line = raw.trim();
    if (line.startsWith('//')) {
      comment.push(line.replace(/^\/\/ ?/, ''));
      continue;
    }
    const block = /^(message|enum|oneof|extend|service)\s+([\w.]+)\s*\{/.exec(line);
    const declares = open.at(-1)?.kind !== 'other' && !line.startsWith('option ');
    const member = /^(?:repeated |optional )?(?:map<[^>]+>|[\w.]+)\s+(\w+)\s*=\s*\d+/.exec(line) ?? /^(\w+)\s*=\s*-?\d+/.exec(line);
    const text = block === null && member === null ? '' : tidy(comment);
    if (member !== null && declares && text !== '') found.get(owner())?.push(` ${member[1]}\t${text}`);
    let first = block;
    for (const brace of line.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[{}]/g)) {
      if (brace[0] === '}') open.pop();
      else {
        open.push({ kind: first?.[1] ?? 'other', name: first?.[2] ?? '' });
        if (first?.[1] === 'message' || first?.[1] === 'enum') found.set(owner(), [owner() + tabbed(text)]);
        first = null;
      }
    }
    if (line === '' || block !== null || member !== null || line.endsWith(';')) comment = [];
  }
  return [...found.values()].map((lines) => `${lines.join('\n')}\n`).join('');
}

/** @param {string} text */
const tabbed = (text) => (text === '' ? '' : `\t${text}`);

/** A comment as plain sentences: marks of the documentation's format taken out, one line, cut where it is long.
 * @param {string[]} lines */
function tidy(lines) {
  const text = lines
    .filter((line) => !/^\s*(\.\. |\[#|:|#)/.test(line) && !/^\s*(\.\.)/.test(line))
    .join('\n')
    .replace(/\[#(?:[^\][]|\[[^\]]*\])*\]/g, '')
    .replace(/:\w+:`([^`<]*?)\s*<[^>]*>`/g, '$1')
    .replace(/:\w+:`([^`]*)`/g, '$1')
    .replace(/`([^`<]+?)\s*<[^>]*>`_+/g, '$1')
    .replace(/``/g, '`')
    .replace(/::\s*$/gm, ':')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  const end = cut.lastIndexOf('. ');
  return end > 80 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}
