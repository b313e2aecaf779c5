// Functions that cel-cpp gives to Envoy beyond the standard ones: re.extract, re.capture and re.captureN.

import { fn, type Library } from '../../lib/library.ts';
import { compileRegex } from '../../regex/regex.ts';
import { DYN, map, STRING } from '../../types/type.ts';
import { invalid } from '../../values/fault.ts';
import { CelError, type Value } from '../../values/value.ts';

/** The rewrite of a pattern's groups where the pattern is found: `re.extract('abc', '(b)', '\\1')` is `b`. */
function extract(target: string, pattern: string, rewrite: string): Value {
  const regex = compileRegex(pattern, 're2');
  if (regex instanceof CelError) return regex;
  const match = regex.find(target);
  if (match === undefined) return invalid('Unable to extract regex from target.');
  const groups = [target.slice(match.start, match.end), ...match.groups.map((g) => (g === undefined ? '' : target.slice(g.start, g.end)))];
  for (const found of rewrite.matchAll(/\\([0-9])/g))
    if (Number(found[1]) >= groups.length) return invalid('Unable to extract regex from target.');
  return rewrite.replace(/\\([0-9\\])/g, (_, n: string) => (n === '\\' ? '\\' : (groups[Number(n)] as string)));
}

/** Envoy 1.40: these load and always fail. */
const fails = (): Value => invalid('Unable to capture groups.');

export const re: Library = {
  id: 're',
  title: 'Envoy regex functions',
  overloads: [
    fn('re.extract', 're_extract', [STRING, STRING, STRING], STRING, (target, pattern, rewrite) =>
      extract(target as string, pattern as string, rewrite as string),
    ),
    fn('re.capture', 're_capture', [STRING, STRING], STRING, fails),
    fn('re.captureN', 're_captureN', [STRING, STRING], map(STRING, DYN), fails),
  ],
};
