// Every layout, in the order of the menu.
import { layered } from './layered.ts';
import type { Layout } from './layout.ts';

export const layouts: readonly Layout[] = [layered];
