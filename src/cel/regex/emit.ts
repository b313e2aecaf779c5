// A proven pattern as the source of a JavaScript RegExp with the flag `u`. No other flag is used: case-insensitivity, line
// mode and classes are spelt out, so that every part means what it means in its own dialect.
import { ANY, type CharSet, complement, onlyMember, rangesOf } from './char-set.ts';
import { unicodeWord } from './properties.ts';
import type { Assertion, Node } from './tree.ts';

export function sourceOf(node: Node): string {
  switch (node.kind) {
    case 'empty':
      return '(?:)';
    case 'set':
      return setSource(node.set);
    case 'assert':
      return assertionSource(node.what);
    case 'group':
      return `(${sourceOf(node.body)})`;
    case 'sequence':
      return node.items.map((item) => (item.kind === 'choice' ? `(?:${sourceOf(item)})` : sourceOf(item))).join('');
    case 'choice':
      return node.items.map(sourceOf).join('|');
    case 'repeat':
      return repeatSource(node);
  }
}

function repeatSource(node: Node & { kind: 'repeat' }): string {
  const { body, min, max, greedy } = node;
  const source = sourceOf(body);
  const item = body.kind === 'set' || body.kind === 'group' ? source : `(?:${source})`;
  const count =
    min === 0 && max === undefined ? '*' : min === 1 && max === undefined ? '+' : min === 0 && max === 1 ? '?' : `{${min},${max ?? ''}}`;
  return item + count + (greedy ? '' : '?');
}

const sources = new WeakMap<CharSet, string>();

/** A class as source; that of a Unicode property is long and made once. */
function setSource(set: CharSet): string {
  const known = sources.get(set) ?? makeSource(set);
  sources.set(set, known);
  return known;
}

function makeSource(set: CharSet): string {
  if (set.length === 0) return '[]';
  if (set.length === ANY.length && set[0] === 0 && set[1] === ANY[1]) return '[^]';
  const only = onlyMember(set);
  if (only !== undefined) return character(only);
  const rest = complement(set);
  return rest.length < set.length ? `[^${rangesSource(rest)}]` : `[${rangesSource(set)}]`;
}

const rangesSource = (set: CharSet): string =>
  [...rangesOf(set)].map(([first, last]) => (first === last ? character(first) : `${character(first)}-${character(last)}`)).join('');

function character(c: number): string {
  const plain = (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
  return plain ? String.fromCharCode(c) : `\\u{${c.toString(16)}}`;
}

function assertionSource(what: Assertion): string {
  switch (what) {
    case 'text-start':
      return '^';
    case 'text-end':
      return '$';
    case 'line-start':
      return '(?<![^\\n])';
    case 'line-end':
      return '(?![^\\n])';
    case 'word-boundary':
      return '\\b';
    case 'no-word-boundary':
      return '\\B';
    case 'unicode-word-boundary':
      return `(?:${wordEdge('start')}|${wordEdge('end')})`;
    case 'no-unicode-word-boundary':
      return `(?:(?<=${word()})(?=${word()})|(?<!${word()})(?!${word()}))`;
    case 'unicode-word-start':
      return wordEdge('start');
    case 'unicode-word-end':
      return wordEdge('end');
    case 'unicode-word-start-half':
      return `(?<!${word()})`;
    case 'unicode-word-end-half':
      return `(?!${word()})`;
    case 'crlf-line-start':
      return '(?:(?<![^\\n])|(?<=\\r)(?!\\n))';
    case 'crlf-line-end':
      return '(?:(?![^\\r])|(?<!\\r)(?=\\n))';
  }
}

const word = () => setSource(unicodeWord());
const wordEdge = (side: 'start' | 'end') => (side === 'start' ? `(?<!${word()})(?=${word()})` : `(?<=${word()})(?!${word()})`);
