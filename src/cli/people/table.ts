// Tables in columns, as wide as their cells; on a terminal that is too narrow for them the widest are cut, in their middle: paths
// are told by their ends.
import { visible, widthOf } from '../../diagnostics/excerpt.ts';
import type { Style } from './style.ts';

const GAP = '  ';
/** No column is cut below it. */
const NARROWEST = 8;

/** Columns are told by two blanks; `head` is printed dim. Cells must be without colours. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[], style: Style): readonly string[] {
  const shown = [head, ...rows].map((row) => row.map(visible));
  const needed = head.map((_, column) => shown.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0));
  const widths = style.columns === undefined ? needed : fitted(needed, style.columns - GAP.length * (head.length - 1));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        const text = cutTo(cell, width);
        return text + ' '.repeat(width - widthOf(text));
      })
      .join(GAP)
      .trimEnd();
  return shown.map(line).map((text, i) => (i === 0 ? style.dim(text) : text));
}

/** Takes columns from the widest until all have room, or none can give more. */
function fitted(needed: readonly number[], room: number): readonly number[] {
  const widths = [...needed];
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** A text in at most `width` columns: its begin and its end, an ellipsis between them. */
function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const chars = [...text];
  const head = taken(chars, Math.ceil((width - 1) / 3));
  const tail = taken(chars.toReversed(), width - 1 - widthOf(head.join('')));
  return `${head.join('')}…${tail.toReversed().join('')}`;
}

/** The first of some characters, as many as have room. */
function taken(chars: readonly string[], width: number): readonly string[] {
  let room = width;
  const end = chars.findIndex((char) => {
    room -= widthOf(char);
    return room < 0;
  });
  return chars.slice(0, end < 0 ? undefined : end);
}
