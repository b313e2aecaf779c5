// RE2 for everything in Envoy that takes a regular expression: values must match wholly, substitutions replace every match and
// write groups as \0 … \9. The engine is that of the CEL core: RE2's syntax, linear time.
import { programSize } from '../../../cel/regex/program-size.ts';
import { compileRegex, type Match, type Regex } from '../../../cel/regex/regex.ts';

const known = new Map<string, Regex | string>();
const MOST = 50_000;

/** The compiled pattern, or why RE2 refuses it. */
function compiled(pattern: string): Regex | string {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  const made = compileRegex(pattern, 're2-cpp');
  const kept = 'message' in made ? made.message : made;
  if (known.size > MOST) known.clear();
  known.set(pattern, kept);
  return kept;
}

/** The limit on a pattern's program where the runtime key `re2.max_program_size.error_level` does not set another. */
const MOST_INSTRUCTIONS = 100;

/** ASCII without counted repeats: what can be read of these can be compiled, too. */
const PLAIN = /^[ -z|}~]*$/;

/** Why Envoy refuses the pattern: RE2 does, or its program has more instructions than `most`. */
export function regexProblem(pattern: string, most: number = MOST_INSTRUCTIONS): string | undefined {
  const size = programSize(pattern);
  if (size === undefined || !PLAIN.test(pattern)) {
    const made = compiled(pattern);
    if (typeof made === 'string') return made;
  }
  if (size === undefined || size <= most) return undefined;
  return `regex '${pattern}' RE2 program size of ${size} > max program size of ${most} set for the error level threshold. Increase configured max program size if necessary.`;
}

/** Whether the whole text matches. A pattern that does not compile matches nothing. */
export function fullMatch(pattern: string, text: string): boolean {
  const made = compiled(pattern);
  return typeof made !== 'string' && made.testWhole(text);
}

/** The groups of a match of the whole text, group 0 first. */
export function fullMatchGroups(pattern: string, text: string): readonly (string | undefined)[] | undefined {
  const made = compiled(`^(?:${pattern})$`);
  const match = typeof made === 'string' ? undefined : made.find(text);
  return match === undefined ? undefined : [text, ...groupsOf(match, text)];
}

const groupsOf = (match: Match, text: string): readonly (string | undefined)[] =>
  match.groups.map((g) => (g === undefined ? undefined : text.slice(g.start, g.end)));

/** Every match replaced; \N is group N, and a group that the pattern does not have leaves the text as it is. */
export function replaceAll(pattern: string, text: string, substitution: string): string {
  const made = compiled(pattern);
  if (typeof made === 'string') return text;
  for (const m of substitution.matchAll(/\\([0-9])/g)) if (Number(m[1]) > made.groups) return text;
  let out = '';
  let from = 0;
  for (const match of made.findAll(text)) {
    const groups = [text.slice(match.start, match.end), ...groupsOf(match, text)];
    out +=
      text.slice(from, match.start) +
      substitution.replace(/\\([0-9\\])/g, (_, n: string) => (n === '\\' ? '\\' : (groups[Number(n)] ?? '')));
    from = match.end;
  }
  return out + text.slice(from);
}
