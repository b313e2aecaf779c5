// How well a name fits what has been typed so far.

/** 0: begins with it. 1: begins with it but for case. 2: a part of the name does. 3: has its letters in order. Undefined: not at all. */
export function matchRank(label: string, typed: string): number | undefined {
  if (typed === '' || label.startsWith(typed)) return 0;
  const lower = label.toLowerCase();
  const wanted = typed.toLowerCase();
  if (lower.startsWith(wanted)) return 1;
  if (partsOf(label).some((part) => part.startsWith(wanted))) return 2;
  // Two letters in order are in almost everything.
  return wanted.length > 2 && hasInOrder(lower, wanted) ? 3 : undefined;
}

/** What begins after a dot, a dash, an underscore or at a capital letter. */
const partsOf = (label: string): readonly string[] =>
  [...label.matchAll(/[A-Z]|(?<=[._\-/:])[^._\-/:]/g)].map((match) => label.slice(match.index).toLowerCase());

function hasInOrder(text: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
