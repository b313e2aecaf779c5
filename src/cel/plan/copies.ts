// The copies of nodes.ts, dealt out to plans in turn.
import { type Nodes, nodes } from './nodes.ts';

const copies: readonly Nodes[] = [nodes];
let dealt = 0;

export const nextNodes = (): Nodes => copies[dealt++ % copies.length] as Nodes;
