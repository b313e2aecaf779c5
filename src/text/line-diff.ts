// Two texts line by line, with what is the same far from any change left out.
import { diffArrays } from 'diff';

export type DiffRow =
  | { readonly kind: 'same'; readonly before: number; readonly after: number; readonly text: string }
  | { readonly kind: 'removed'; readonly before: number; readonly text: string }
  | { readonly kind: 'added'; readonly after: number; readonly text: string }
  /** Lines that are the same and not shown. */
  | { readonly kind: 'gap'; readonly lines: number };

/** Most changed lines that are told apart; beyond it two texts are simply different ones. */
const MAX_EDITS = 4000;
const CONTEXT = 3;

/** Rows in reading order, lines counted from 1; undefined where the texts have too little in common. */
export function diffLines(before: string, after: string): readonly DiffRow[] | undefined {
  const parts = diffArrays(linesOf(before), linesOf(after), { maxEditLength: MAX_EDITS });
  if (parts === undefined) return undefined;
  const rows: DiffRow[] = [];
  let [was, is] = [1, 1];
  for (const [at, part] of parts.entries()) {
    if (part.removed) for (const text of part.value) rows.push({ kind: 'removed', before: was++, text });
    else if (part.added) for (const text of part.value) rows.push({ kind: 'added', after: is++, text });
    else {
      const same = part.value.map((text) => ({ kind: 'same', before: was++, after: is++, text }) as const);
      rows.push(...around(same, at > 0, at < parts.length - 1));
    }
  }
  return rows;
}

/** Same lines next to changes, and how many are between. */
function around(same: readonly DiffRow[], changeBefore: boolean, changeAfter: boolean): readonly DiffRow[] {
  const head = changeBefore ? CONTEXT : 0;
  const tail = changeAfter ? CONTEXT : 0;
  const lines = same.length - head - tail;
  if (lines < 2) return same;
  return [...same.slice(0, head), { kind: 'gap', lines }, ...same.slice(same.length - tail)];
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
