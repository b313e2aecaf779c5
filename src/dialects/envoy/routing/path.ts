// Paths as routes see them, and each kind of path condition.
import { once } from '../compiled.ts';
import { fullMatch } from '../match/regex.ts';
import { asciiLower } from '../match/string-matcher.ts';
import { parseTemplate, templateMatches } from '../match/uri-template.ts';
import { anyOf, child, chosen, flag, type Message, text } from '../schema/message.ts';

/** The path without query and fragment. */
export function pathOnly(path: string): string {
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

/** The query with its `?`, else empty. */
export const queryOf = (path: string): string => {
  const start = path.indexOf('?');
  return start < 0 ? '' : path.slice(start);
};

/** Envoy 1.40: `/foo;v=1/bar` is matched as `/foo/bar`; with the guard off everything from the first `;` on goes. */
export const withoutParameters = (path: string, perSegment: boolean): string =>
  perSegment ? path.replace(/;[^/]*/g, '') : path.replace(/;.*$/s, '');

export type PathTest = (path: string) => boolean;

/** The test of a RouteMatch's path specifier, on a path without its query. */
export const pathTest = once((match: Message): PathTest => {
  const sensitive = flag(match, 'case_sensitive', true);
  const fold = (s: string): string => (sensitive ? s : asciiLower(s));
  const kind = chosen(match, 'path_specifier');
  const wanted = kind === undefined ? '' : fold(text(match, kind));
  switch (kind) {
    case 'prefix':
      return (path) => fold(path).startsWith(wanted);
    case 'path':
      return (path) => fold(path) === wanted;
    case 'path_separated_prefix':
      return (path) => fold(path).startsWith(wanted) && (path.length === wanted.length || path[wanted.length] === '/');
    case 'safe_regex': {
      const pattern = text(child(match, 'safe_regex') ?? match, 'regex');
      return (path) => fullMatch(pattern, path);
    }
    case 'path_match_policy': {
      const template = templateOf(match);
      return template === undefined ? () => false : (path) => templateMatches(template, path);
    }
    default:
      return () => false;
  }
});

/** The URI template of a RouteMatch. */
export const templateOf = once((match: Message) => {
  const typed = anyOf(child(match, 'path_match_policy'), 'typed_config')?.message;
  const parsed = typed === undefined ? undefined : parseTemplate(text(typed, 'path_template'));
  return parsed === undefined || typeof parsed === 'string' ? undefined : parsed;
});
