// The copies of nodes.ts, dealt out to plans in turn. A process that runs few expressions does without the others: until they are
// loaded, every plan takes the first.
import { type Nodes, nodes } from './nodes.ts';

let copies: readonly Nodes[] = [nodes];
let dealt = 0;

export const nextNodes = (): Nodes => copies[dealt++ % copies.length] as Nodes;

/** Loads the others; idempotent. */
export async function loadCopies(): Promise<void> {
  if (copies.length === 1) copies = [nodes, ...(await import('./copies/all.ts')).others];
}
