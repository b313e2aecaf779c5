// A bundler plugin for `virtual:node-copies`: src/cel/plan/nodes.ts several times over, each with its own plain.ts, numbers.ts and loops.ts, which
// are then other functions to the engine that runs them (nodes.ts says why). A copy is the file under another name: `nodes.ts?copy=3`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';

const ID = 'virtual:node-copies';
const COUNT = 7;
const NODES = inRoot('src/cel/plan/nodes.ts');
/** What nodes.ts imports that is copied with it. */
const WITH_IT = ['./plain.ts', './numbers.ts', './loops.ts'];
const MARK = /\?copy=\d+$/;

/** @returns {import('rolldown').Plugin} */
export const nodeCopies = () => ({
  name: 'node-copies',
  resolveId(id, importer) {
    if (id === ID) return `\0${ID}`;
    if (MARK.test(id)) return id;
    const mark = MARK.exec(importer ?? '')?.[0];
    return mark !== undefined && importer !== undefined && WITH_IT.includes(id) ? join(dirname(importer), id) + mark : undefined;
  },
  load(id) {
    if (id === `\0${ID}`) return allCopies();
    return MARK.test(id) ? { code: readFileSync(id.replace(MARK, ''), 'utf8'), moduleType: 'ts' } : undefined;
  },
});

function allCopies() {
  const numbers = Array.from({ length: COUNT }, (_, i) => i + 1);
  const imports = numbers.map((n) => `import { nodes as copy${n} } from ${JSON.stringify(`${NODES}?copy=${n}`)};`);
  return `${imports.join('\n')}\nexport const others = [${numbers.map((n) => `copy${n}`).join(', ')}];\n`;
}
