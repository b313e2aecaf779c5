// RE2 for everything in Envoy that takes a regular expression: values must match wholly, substitutions replace every match and
// write groups as \0 … \9.

const known = new Map<string, RegExp | string>();

/** RE2's text as a JavaScript pattern, or what is wrong with it. */
function compiled(pattern: string): RegExp | string {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  let made: RegExp | string;
  try {
    const flags = /^\(\?([ims]+)\)/.exec(pattern);
    const source = (flags === null ? pattern : pattern.slice(flags[0].length)).replaceAll('(?P<', '(?<').replaceAll('\\z', '$').replaceAll('\\A', '^');
    if (/\(\?[=!]|\(\?<[=!]|\\[1-9]/.test(source)) throw new Error('lookaround and backreferences are not supported');
    made = new RegExp(source, `u${(flags?.[1] ?? '').replace(/[^ims]/g, '')}`);
  } catch (error) {
    made = error instanceof Error ? error.message : 'invalid';
  }
  if (known.size > 5000) known.clear();
  known.set(pattern, made);
  return made;
}

/** Why RE2 refuses the pattern, or undefined. */
export function regexProblem(pattern: string): string | undefined {
  const made = compiled(pattern);
  return typeof made === 'string' ? made : undefined;
}

/** The groups of a match of the whole text, group 0 first. */
export function fullMatchGroups(pattern: string, text: string): readonly (string | undefined)[] | undefined {
  const made = compiled(`^(?:${pattern})$`.replace(/^\^\(\?:(\(\?[ims]+\))/, '$1^(?:'));
  if (typeof made === 'string') return undefined;
  return made.exec(text) ?? undefined;
}

export const fullMatch = (pattern: string, text: string): boolean => fullMatchGroups(pattern, text) !== undefined;

/** Every match replaced; \N is group N, and a group that does not exist leaves the text as it is. */
export function replaceAll(pattern: string, text: string, substitution: string): string {
  const made = compiled(pattern);
  if (typeof made === 'string') return text;
  const count = (new RegExp(`${made.source}|`, 'u').exec('')?.length ?? 1) - 1;
  for (const m of substitution.matchAll(/\\([0-9])/g)) if (Number(m[1]) > count) return text;
  return text.replace(new RegExp(made.source, `${made.flags}g`), (...args) =>
    substitution.replace(/\\([0-9\\])/g, (_, n: string) => (n === '\\' ? '\\' : typeof args[Number(n)] === 'string' ? (args[Number(n)] as string) : '')),
  );
}
