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
