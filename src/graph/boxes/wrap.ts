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

/** Advances of the sans face's medium weight from the space on, in hundredths of its size. */
const SANS = [
  24, 30, 45, 68, 60, 95, 71, 25, 34, 34, 51, 60, 29, 40, 29, 42, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 31, 31, 60, 60, 60, 49, 90, 66,
  66, 63, 68, 59, 57, 70, 71, 41, 53, 66, 51, 81, 71, 71, 63, 71, 65, 60, 58, 68, 63, 93, 64, 62, 59, 32, 42, 32, 60, 56, 60, 55, 59, 51,
  59, 55, 34, 54, 58, 26, 26, 55, 28, 88, 58, 56, 59, 59, 38, 49, 36, 58, 51, 80, 53, 51, 49, 35, 35, 35, 60,
];
/** Where the face is not installed another takes its place, which may be wider. */
const SPARE = 1.05;

/** The sans face at a size. */
export const sans =
  (size: number): Face =>
  (codePoint) =>
    isWide(codePoint) ? size * 1.1 : (size * SPARE * (SANS[codePoint - 32] ?? 62)) / 100;

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
