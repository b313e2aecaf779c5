// What every text that a pattern matches begins with: so routes by pattern can be found by their beginning, like routes by prefix.
// Where in doubt the answer is shorter, down to nothing: it may only leave routes out that cannot match.

/** Of a regular expression that must match the whole text. */
export function regexPrefix(pattern: string): string {
  if (hasTopLevelChoice(pattern)) return '';
  let out = '';
  let at = pattern.startsWith('^') ? 1 : 0;
  for (;;) {
    const char = pattern[at];
    const escaped = char === '\\' && /[^A-Za-z0-9]/.test(pattern[at + 1] ?? 'x');
    if (char === undefined || (!escaped && /[\\^$.|?*+()[\]{}]/.test(char))) break;
    out += escaped ? pattern[at + 1] : char;
    at += escaped ? 2 : 1;
  }
  // a quantifier speaks of the last character, which may be half of a pair
  return /[?*{]/.test(pattern[at] ?? '') ? out.replace(/[\s\S]$/u, '') : out;
}

/** Whether a `|` stands outside every group. Classes and escapes are passed over; what is unclear counts as one. */
function hasTopLevelChoice(pattern: string): boolean {
  if (!pattern.includes('|')) return false;
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '[') return true;
    if (char === '\\') at++;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) return true;
  }
  return false;
}

/** Of a URI template. Envoy 1.40: a `*` inside a literal repeats the character before it. */
export function templatePrefix(template: string): string {
  const plain = /^[A-Za-z0-9/_-]*/.exec(template)?.[0] ?? '';
  return /[?*+]/.test(template[plain.length] ?? '') ? plain.slice(0, -1) : plain;
}
