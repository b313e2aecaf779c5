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

export function isUri(text: string): boolean {
  const whole = text.split('#', 1)[0] as string;
  if (text === '*') return true;
  if (text.startsWith('/')) return PATH.test(whole);
  const parts = SCHEME.exec(whole);
  if (parts !== null) return isAuthority(parts[2] as string) && PATH.test(parts[3] as string);
  return whole === text && isAuthority(text);
}
