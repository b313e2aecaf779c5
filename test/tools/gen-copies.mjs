// The copies of src/cel/plan/nodes.ts (which says what they are for) and of what it is made of: the same texts in other modules, imports
// moved up a folder, except those of one another.
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

const COUNT = 7;
const FILES = ['nodes', 'numbers', 'loops'];

/** Texts of generated source files by their paths. */
export function copies() {
  return Object.fromEntries(
    Array.from({ length: COUNT }, (_, i) => FILES.map((file) => [`src/cel/plan/copies/${file}-${i + 1}.ts`, copyOf(file, i + 1)])).flat(),
  );
}

/**
 * @param {string} file
 * @param {number} n
 */
function copyOf(file, n) {
  const text = readFileSync(inRoot(`src/cel/plan/${file}.ts`), 'utf8');
  const header = `// Made from ${file}.ts by \`npm run gen\`: change that file, not this copy.\n`;
  const code = text.slice(text.indexOf('import ')).replaceAll("from '../", "from '../../").replaceAll("from './", "from '../");
  const own = FILES.reduce((made, other) => made.replaceAll(`from '../${other}.ts'`, `from './${other}-${n}.ts'`), code).split('\n');
  // Imports of this folder stand last.
  const isNear = (/** @type {string} */ line) => line.startsWith('import ') && line.includes("from './");
  const after = own.findLastIndex((line) => line.startsWith('import '));
  const [imports, rest] = [own.slice(0, after + 1), own.slice(after + 1)];
  return header + [...imports.filter((line) => !isNear(line)), ...imports.filter(isNear), ...rest].join('\n');
}
