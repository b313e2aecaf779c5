// Tables in columns, as wide as their cells.
import { widthOf } from '../../diagnostics/excerpt.ts';
import type { Style } from './style.ts';

/** Columns are told by two blanks; `head` is printed dim. Cells must be without colours. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[], style: Style): readonly string[] {
  const widths = head.map((title, column) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return [style.dim(line(head)), ...rows.map(line)];
}
