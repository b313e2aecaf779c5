// Lines of a text, as the light editor draws them.

export interface TextLines {
  /** Offsets at which the lines begin. */
  readonly starts: readonly number[];
  /** The longest line, in columns of the mono font; a wide character takes two. */
  readonly columns: number;
}

const TAB = 2;

export function linesOf(text: string): TextLines {
  const starts = [0];
  let longest = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    longest = Math.max(longest, at - (starts.at(-1) as number));
    starts.push(at + 1);
  }
  longest = Math.max(longest, text.length - (starts.at(-1) as number));
  return { starts, columns: hasWide(text) ? longest * TAB : longest };
}

/** The lines after a part of the text was replaced, where `now` is the text as it has become. Only what is new is looked at. */
export function linesAfter(before: TextLines, now: string, { start, end, text }: { start: number; end: number; text: string }): TextLines {
  const first = lineAt(before.starts, start);
  const last = lineAt(before.starts, end);
  const from = before.starts[first] as number;
  const by = text.length - (end - start);
  const to = last + 1 < before.starts.length ? (before.starts[last + 1] as number) + by : now.length;
  const part = linesOf(now.slice(from, to));
  // the line break at its end begins the line that follows
  const inside = last + 1 >= before.starts.length ? part.starts : part.starts.slice(0, -1);
  const starts = before.starts.slice(0, first);
  for (const at of inside) starts.push(from + at);
  for (let i = last + 1; i < before.starts.length; i++) starts.push((before.starts[i] as number) + by);
  return { starts, columns: Math.max(before.columns, part.columns) };
}

/** Of a longer line only what is around the screen is drawn. */
const LONG = 4000;
const AROUND = 200;
/** More columns than a screen shows. */
const SEEN = 2400;

/** Whether the lines can be drawn: of a long one with other than plain characters nobody knows which of them are on the screen. */
export const isDrawn = (text: string, { columns }: TextLines): boolean => columns <= LONG || !/[^\n -~]/.test(text);

/** The columns to draw of a line of this length, where the screen begins at `left`: 0 to 1, of the width of all `columns`. */
export function drawnColumns(length: number, left: number, columns: number): { readonly start: number; readonly end: number } {
  if (length <= LONG) return { start: 0, end: length };
  const start = Math.max(0, Math.min(Math.floor(left * columns) - AROUND, length));
  return { start, end: Math.min(length, start + SEEN) };
}

/** Tabs and characters of double width: then the width is estimated from above. */
const hasWide = (text: string): boolean =>
  /[\t\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(text);

/** Index of the line that holds an offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const lineText = (text: string, starts: readonly number[], line: number): string =>
  text.slice(starts[line] as number, line + 1 < starts.length ? (starts[line + 1] as number) - 1 : text.length);
