// The standard library of the specification.

import type { ZoneOffsets } from '../../values/zone.ts';
import type { Library, Overload } from '../library.ts';
import { conversionRows } from './conversions.ts';
import { operatorRows } from './operators.ts';
import { textRows } from './text.ts';
import { type DurationMilliseconds, timeRows } from './time.ts';

export interface StandardOptions {
  readonly durationMilliseconds: DurationMilliseconds;
  /** Whether fixed time zones must be below 24 hours; default: they must. */
  readonly zoneOffsets?: ZoneOffsets;
  /** Rows beside those of the specification, or in place of rows with the same id. */
  readonly rows?: readonly Overload[];
}

export function standard(options: StandardOptions): Library {
  const own = options.rows ?? [];
  const replaced = new Set(own.map((row) => row.id));
  const rows = [
    ...operatorRows,
    ...conversionRows,
    ...textRows,
    ...timeRows(options.durationMilliseconds, options.zoneOffsets ?? 'below-a-day'),
  ];
  return {
    id: 'standard',
    title: 'Standard library',
    overloads: [...rows.filter((row) => !replaced.has(row.id)), ...own],
    macros: ['has', 'all', 'exists', 'exists_one', 'map', 'filter'],
  };
}
