// Where a place of the text is on the screen, and back, found in what the light editor draws under its textarea: a textarea itself does
// not tell. Only lines on the screen are drawn, so only those are found.

/** The box of the caret at `offset`, in the viewport; undefined where that line is not drawn. */
export function caretBox(box: HTMLElement, offset: number): DOMRect | undefined {
  const row = rowsOf(box).findLast((line) => startOf(line) <= offset);
  if (row === undefined) return undefined;
  const place = placeIn(row, offset - startOf(row));
  if (place === undefined) {
    const { left, top, height } = row.getBoundingClientRect();
    const padding = Number.parseFloat(getComputedStyle(row).paddingLeft);
    return new DOMRect(left + padding, top, 0, Math.min(height, 20));
  }
  const range = document.createRange();
  range.setStart(place.node, place.at);
  const last = [...range.getClientRects()].at(-1);
  return last ?? range.getBoundingClientRect();
}

/** The offset of the character under a point of the viewport; undefined beside the text. */
export function offsetAt(box: HTMLElement, x: number, y: number): number | undefined {
  const row = rowsOf(box).find((line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return top <= y && y < bottom;
  });
  if (row === undefined) return undefined;
  const range = document.createRange();
  let before = 0;
  for (const node of textsOf(row)) {
    range.selectNodeContents(node);
    if ([...range.getClientRects()].some((rect) => contains(rect, x, y))) {
      const inside = characterAt(range, node, x, y);
      if (inside !== undefined) return startOf(row) + before + inside;
    }
    before += node.length;
  }
  return undefined;
}

const rowsOf = (box: HTMLElement): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('.light-overlay > .ln')];

const startOf = (row: HTMLElement): number => Number(row.dataset['at'] ?? 0);

function* textsOf(row: HTMLElement): Generator<Text> {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) yield node as Text;
}

function placeIn(row: HTMLElement, column: number): { readonly node: Text; readonly at: number } | undefined {
  let left = column;
  let last: Text | undefined;
  for (const node of textsOf(row)) {
    if (left <= node.length) return { node, at: left };
    left -= node.length;
    last = node;
  }
  return last === undefined ? undefined : { node: last, at: last.length };
}

const contains = ({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean => left <= x && x < right && top <= y && y < bottom;

/** Long lines are halved until one character is left. */
function characterAt(range: Range, node: Text, x: number, y: number): number | undefined {
  let [from, to] = [0, node.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    range.setStart(node, from);
    range.setEnd(node, middle);
    if ([...range.getClientRects()].some((rect) => contains(rect, x, y))) to = middle;
    else from = middle;
  }
  return to > from ? from : undefined;
}
