// The operators that the fork shares with the specification, as rows for the checker that warns.
import { operatorRows } from '../../lib/standard/operators.ts';

const ABSENT: ReadonlySet<string> = new Set(['add_bytes']);

export const standardOperatorRows = operatorRows.filter((row) => !ABSENT.has(row.id));
