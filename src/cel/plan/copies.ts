// The copies of nodes.ts, dealt out: each use of a function of it takes the next copy, so that a function is made of one copy twice only
// when many expressions use it. What reads by a name takes the same copy for the same name: the engine then knows what it reads.
// A process that runs few expressions does without the others: until they are loaded, everything is of the first.
import { type Nodes, nodes } from './nodes.ts';

let copies: readonly Nodes[] = [nodes];

/** Loads the others; idempotent. */
export async function loadCopies(): Promise<void> {
  if (copies.length === 1) copies = [nodes, ...(await import('./copies/all.ts')).others];
}

/** A table like that of nodes.ts; what is read from it comes of another copy each time. */
export const dealtNodes: Nodes = dealing();

function dealing(): Nodes {
  const dealt = { ...nodes };
  for (const name of Object.keys(nodes) as (keyof Nodes)[]) {
    let turn = 0;
    Object.defineProperty(dealt, name, { get: () => copies[turn++ % copies.length]?.[name] });
  }
  return dealt;
}

const names = new Map<string, number>();
const MOST_NAMES = 1000;

/** The copy for what reads by these names. */
export function nodesFor(...path: readonly string[]): Nodes {
  const key = path.join('.');
  let turn = names.get(key);
  if (turn === undefined) {
    turn = names.size;
    if (turn < MOST_NAMES) names.set(key, turn);
  }
  return copies[turn % copies.length] ?? nodes;
}
