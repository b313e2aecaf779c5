// Every layout; the page draws by the first.
import { columns } from './columns.ts';
import type { Layout } from './layout.ts';

export const layouts: readonly Layout[] = [columns];
