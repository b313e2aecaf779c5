// What the functions of Envoy do, where they differ from those of the specification.

import { macros, standardDocs } from '../../lib/docs/standard.ts';
import type { LibraryDocs } from '../../lib/docs.ts';

/** Loops are off unless the runtime of Envoy switches them on. */
const loops: LibraryDocs = Object.fromEntries(
  Object.entries(macros)
    .filter(([name]) => name !== 'has')
    .map(([name, { doc }]) => [name, { doc: `${doc} Off unless comprehensions are switched on.` }]),
);

export const envoyDocs: LibraryDocs = {
  ...standardDocs,
  ...loops,
  '_+_': {
    doc: 'Adds numbers of one type; moves a timestamp by a duration. Strings, bytes and lists are joined only where concatenation is switched on.',
    examples: { '1 + 2': '3', '"a" + "b"': 'error' },
  },
  're.extract': {
    doc: 'Rewrites the first match: \\1 in the third argument is the first capture group.',
    examples: { 're.extract("/v1/users", "^/v([0-9]+)/", "version \\\\1")': '"version 1"' },
  },
  're.capture': {
    doc: 'The first capture group of a match. In Envoy 1.40 it always fails; re.extract does the same.',
    examples: { 're.capture("/v1/users", "^/v([0-9]+)/")': 'error' },
  },
  're.captureN': {
    doc: 'The named capture groups of a match, as a map. In Envoy 1.40 it always fails.',
    examples: { 're.captureN("/v1/users", "^/v(?P<version>[0-9]+)/")': 'error' },
  },
};
