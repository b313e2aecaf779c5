// What the loader takes for a URI (the Rust `http` crate): `*`, a path, a bare authority, or scheme, authority, path and query. What follows `#` is not read.

const AUTHORITY = /^[A-Za-z0-9\-._~!$&'()*+,;=:@[\]%]+$/;
const SCHEME = /^([A-Za-z0-9+.~-]{1,64}):\/\/([^/?#]*)(.*)$/s;
/** Without blanks, control characters, `<`, `>` and, in front of the query, the grave accent. */
const PATH = /^(?:\/[!-;=@-_a-~\x80-\uffff]*)?(?:\?[!-;=?-~\x80-\uffff]*)?$/;

/** At most one colon outside brackets, no `%` but in front of an `@`, and something behind the last `@`. */
function isAuthority(text: string): boolean {
  if (!AUTHORITY.test(text) || text.endsWith('@')) return false;
  const host = text.slice(text.lastIndexOf('@') + 1);
  const [opened, closed] = [text.split('[').length, text.split(']').length];
  if (opened !== closed || opened > 2 || host.replace(/\[.*\]/, '').includes('%')) return false;
  return host.replace(/\[.*\]/, '').split(':').length <= 2;
}

/** What is wrong with an authority, in the library's words. */
export function authorityFault(text: string): string | undefined {
  if (text === '') return 'empty string';
  if (!AUTHORITY.test(text)) return 'invalid uri character';
  return isAuthority(text) ? undefined : 'invalid authority';
}

/** The first character of a path, or of a query, that cannot stand there; undefined where all can. Beyond ASCII everything can. */
export function badCharacter(target: string): { readonly character: string; readonly part: 'path' | 'query' } | undefined {
  const mark = target.indexOf('?');
  const end = mark < 0 ? target.length : mark;
  const inPath = BAD_IN_PATH.exec(target.slice(0, end));
  if (inPath !== null) return { character: inPath[0], part: 'path' };
  const inQuery = BAD_IN_QUERY.exec(target.slice(end));
  return inQuery === null ? undefined : { character: inQuery[0], part: 'query' };
}

/** Blanks and control characters, and those that the library has in its table. */
const BAD_IN_PATH = /[^!-~\u0080-\u{10ffff}]|[<>`]/u;
const BAD_IN_QUERY = /[^!-~\u0080-\u{10ffff}]|[<>"]/u;

export function isUri(text: string): boolean {
  const whole = text.split('#', 1)[0] as string;
  if (text === '*') return true;
  if (text.startsWith('/')) return PATH.test(whole);
  const parts = SCHEME.exec(whole);
  if (parts !== null) return isAuthority(parts[2] as string) && PATH.test(parts[3] as string);
  return whole === text && isAuthority(text);
}
