// The copies of src/cel/plan/nodes.ts (which says what they are for): the same text in other modules, imports moved up a folder.
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

const COUNT = 7;

/** Texts of generated source files by their paths. */
export function copies() {
  const text = readFileSync(inRoot('src/cel/plan/nodes.ts'), 'utf8');
  const code = text.slice(text.indexOf('import ')).replaceAll("from '../", "from '../../").replaceAll("from './", "from '../");
  const header = '// Made from nodes.ts by `npm run gen`: change that file, not this copy.\n';
  return Object.fromEntries(Array.from({ length: COUNT }, (_, i) => [`src/cel/plan/copies/nodes-${i + 1}.ts`, header + code]));
}
