// The copies of nodes.ts, dealt out to plans in turn.
import { nodes as copy1 } from './copies/nodes-1.ts';
import { nodes as copy2 } from './copies/nodes-2.ts';
import { nodes as copy3 } from './copies/nodes-3.ts';
import { nodes as copy4 } from './copies/nodes-4.ts';
import { nodes as copy5 } from './copies/nodes-5.ts';
import { nodes as copy6 } from './copies/nodes-6.ts';
import { nodes as copy7 } from './copies/nodes-7.ts';
import { type Nodes, nodes } from './nodes.ts';

const copies: readonly Nodes[] = [nodes, copy1, copy2, copy3, copy4, copy5, copy6, copy7];
let dealt = 0;

export const nextNodes = (): Nodes => copies[dealt++ % copies.length] as Nodes;
