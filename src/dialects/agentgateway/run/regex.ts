// Regular expressions of the configuration. A pattern of a match must span the whole text under leftmost-first search: `/a|/ab` finds `/a` in `/ab` and stops
// there, so it does not match (agentgateway 1.4).
import { regexes } from '../../../cel/parts.ts';
import { isError } from '../../../cel/values/value.ts';

/** Whether the leftmost match of a pattern is the whole text. A pattern that does not compile matches nothing. */
export function regexSpans(pattern: string, text: string): boolean {
  const regex = regexes().compileRegex(pattern, 'rust');
  if (isError(regex) || !regex.test(text)) return false;
  const match = regex.find(text);
  return match !== undefined && match.start === 0 && match.end === text.length;
}

export function regexTest(pattern: string, text: string): boolean {
  const regex = regexes().compileRegex(pattern, 'rust');
  return !isError(regex) && regex.test(text);
}

export function regexReplaceAll(pattern: string, text: string, replacement: string): string {
  const regex = regexes().compileRegex(pattern, 'rust');
  if (isError(regex)) return text;
  let out = '';
  let at = 0;
  for (const match of regex.findAll(text)) {
    out += text.slice(at, match.start) + replacement;
    at = match.end;
  }
  return out + text.slice(at);
}
