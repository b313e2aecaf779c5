// Envoy's HeaderMatcher over the headers of an answer.
import { compileRegex } from '../../cel/regex/regex.ts';
import { CelError } from '../../cel/values/value.ts';
import type { HeaderMatcher, StringMatcher } from './tests-file.ts';

/** Whether the values of a header satisfy the matcher; several values are one, joined by commas. */
export function headerMatches(matcher: HeaderMatcher, values: readonly string[]): boolean {
  const value = values.length === 0 ? undefined : values.join(',');
  const holds =
    matcher.present_match !== undefined
      ? (value !== undefined) === matcher.present_match
      : value !== undefined && valueMatches(matcher, value);
  return holds !== (matcher.invert_match ?? false);
}

function valueMatches(matcher: HeaderMatcher, value: string): boolean {
  const { range_match: range } = matcher;
  if (range !== undefined)
    return /^[-+]?\d+$/.test(value) && Number(value) >= Number(range.start ?? 0) && Number(value) < Number(range.end ?? 0);
  return stringMatches(matcher.string_match ?? oldForm(matcher), value);
}

function oldForm({ exact_match, prefix_match, suffix_match, contains_match, safe_regex_match }: HeaderMatcher): StringMatcher {
  if (exact_match !== undefined) return { exact: exact_match };
  if (prefix_match !== undefined) return { prefix: prefix_match };
  if (suffix_match !== undefined) return { suffix: suffix_match };
  if (contains_match !== undefined) return { contains: contains_match };
  return safe_regex_match === undefined ? {} : { safe_regex: safe_regex_match };
}

function stringMatches(matcher: StringMatcher, given: string): boolean {
  const fold = (text: string): string => (matcher.ignore_case === true ? text.toLowerCase() : text);
  const value = fold(given);
  if (matcher.exact !== undefined) return value === fold(matcher.exact);
  if (matcher.prefix !== undefined) return value.startsWith(fold(matcher.prefix));
  if (matcher.suffix !== undefined) return value.endsWith(fold(matcher.suffix));
  if (matcher.contains !== undefined) return value.includes(fold(matcher.contains));
  if (matcher.safe_regex === undefined) return true;
  const regex = compileRegex(`^(?:${matcher.safe_regex.regex})$`, 're2');
  return !(regex instanceof CelError) && regex.test(given) === true;
}
