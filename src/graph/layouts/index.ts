// Every layout, in the order of the menu.
import { columns } from './columns.ts';
import { layered } from './layered.ts';
import type { Layout } from './layout.ts';

export const layouts: readonly Layout[] = [columns, layered];
