// Every copy of nodes.ts, in one place to load.

import type { Nodes } from '../nodes.ts';
import { nodes as copy1 } from './nodes-1.ts';
import { nodes as copy2 } from './nodes-2.ts';
import { nodes as copy3 } from './nodes-3.ts';
import { nodes as copy4 } from './nodes-4.ts';
import { nodes as copy5 } from './nodes-5.ts';
import { nodes as copy6 } from './nodes-6.ts';
import { nodes as copy7 } from './nodes-7.ts';

export const others: readonly Nodes[] = [copy1, copy2, copy3, copy4, copy5, copy6, copy7];
