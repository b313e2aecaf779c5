// Text in lines, known before anything is drawn: a box is as high as its text needs, so no text is cut that could be read on the next line.

/** What the character with a code point takes in a face, in pixels. */
export type Face = (codePoint: number) => number;

/** Letters of East Asian scripts, and pictures, stand in two cells. */
const isWide = (codePoint: number): boolean =>
  codePoint >= 0x1100 &&
  (codePoint <= 0x115f ||
    (codePoint >= 0x2e80 && codePoint <= 0xa4cf) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0xfe30 && codePoint <= 0xfe6f) ||
    (codePoint >= 0xff00 && codePoint <= 0xff60) ||
    codePoint > 0xffff);

/** The mono face at 11.5 px. */
export const mono: Face = (codePoint) => (isWide(codePoint) ? 13.9 : 6.95);

/** The sans face at a size, a little wider than it is: labels are half bold. */
export function sans(size: number): Face {
  const widths = Array.from({ length: 128 }, (_, codePoint) => size * shareOfSize(String.fromCharCode(codePoint)));
  return (codePoint) => widths[codePoint] ?? size * (isWide(codePoint) ? 1.1 : 0.62);
}

function shareOfSize(character: string): number {
  if ("ijl|!.,:;'`".includes(character)) return 0.3;
  if (' frtI()[]{}"/-'.includes(character)) return 0.42;
  if ('mwMW@%'.includes(character)) return 0.94;
  return /[A-Z0-9_]/.test(character) ? 0.66 : 0.59;
}

export const widthOf = (text: string, face: Face): number => [...text].reduce((sum, character) => sum + takes(character, face), 0);

const takes = (character: string, face: Face): number => face(character.codePointAt(0) ?? 0);

/** Longer texts are cut before they are looked at. */
const LONGEST = 400;

/**
 * At most `most` lines of at most `room` pixels; together they are the text, so a space at the end of a line stays there. A line ends after a space or
 * a sign that separates parts of a name or path, within a word only where none fits; what does not fit into the last ends with an ellipsis.
 */
export function wrap(text: string, face: Face, room: number, most: number): readonly string[] {
  const lines: string[] = [];
  let rest = [...text.slice(0, LONGEST)];
  while (rest.length > 0 && lines.length < most) {
    const fits = countThatFits(rest, face, room);
    if (fits === rest.length && text.length <= LONGEST) return [...lines, rest.join('')];
    if (lines.length === most - 1) return [...lines, `${rest.slice(0, countThatFits(rest, face, room - takes('…', face))).join('')}…`];
    let end = endOfLine(rest, fits);
    while (rest[end] === ' ') end++;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(end);
  }
  return lines;
}

/** How many characters fit, at least one. */
function countThatFits(characters: readonly string[], face: Face, room: number): number {
  let used = 0;
  for (const [at, character] of characters.entries()) {
    used += takes(character, face);
    if (used > room) return Math.max(1, at);
  }
  return characters.length;
}

/** A line may end behind a space, else behind a sign, else within a word of several (`requestRedirect`). */
const ENDS: readonly ((before: string, behind: string) => boolean)[] = [
  (before) => before === ' ',
  (before, behind) => '.,;/?&=|_-'.includes(before) || behind === ':',
  (before, behind) => /[a-z0-9]/.test(before) && /[A-Z]/.test(behind),
];

/** The last place up to `fits` where a line may end; a line that is nearly empty is none. */
function endOfLine(characters: readonly string[], fits: number): number {
  if (characters[fits] === ' ') return fits;
  for (const ends of ENDS) for (let at = fits; at > fits * 0.4; at--) if (ends(characters[at - 1] ?? '', characters[at] ?? '')) return at;
  return fits;
}
