// Redirects: the Location of a RedirectAction. Envoy 1.40: the request's port stays unless the port or (for a default port) the
// scheme changes; path_redirect brings its own query or keeps the request's; a rewritten path gets a leading slash.
import { chosen, flag, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { rewrittenPath } from './rewrite.ts';

const CODES: Readonly<Record<string, number>> = {
  MOVED_PERMANENTLY: 301,
  FOUND: 302,
  SEE_OTHER: 303,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
};

export const redirectCode = (action: Message): number => CODES[text(action, 'response_code', 'MOVED_PERMANENTLY')] ?? 301;

/** The absolute URL of a redirect. */
export function redirectLocation(action: Message, match: Message, s: Stream): string {
  const scheme = text(action, 'scheme_redirect') || (flag(action, 'https_redirect') ? 'https' : (s.headers.first(':scheme') ?? ''));
  const port = optionalWhole(action, 'port_redirect') ?? 0;
  const host = text(action, 'host_redirect') || requestHost(s, scheme, port !== 0);
  return `${scheme}://${host}${port === 0 ? '' : `:${port}`}${redirectPath(action, match, s)}`;
}

function redirectPath(action: Message, match: Message, s: Stream): string {
  const current = s.headers.first(':path') ?? '';
  const kind = chosen(action, 'path_rewrite_specifier');
  const given = kind === 'path_redirect' ? text(action, 'path_redirect') : '';
  if (given.includes('?')) return slash(given);
  const question = current.indexOf('?');
  const made = given === '' ? rewrittenPath(action, match, s, true) : undefined;
  const path = given === '' ? slash(made ?? current) : slash(given) + (question < 0 ? '' : current.slice(question));
  // Envoy 1.40: a query that the format of path_rewrite brings is not stripped
  return flag(action, 'strip_query') && !(kind === 'path_rewrite' && made !== undefined) ? path.replace(/\?.*$/s, '') : path;
}

const slash = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

/** The request's host, its port dropped where the redirect makes it wrong. */
function requestHost(s: Stream, scheme: string, newPort: boolean): string {
  const host = s.headers.first(':authority') ?? '';
  const end = host.startsWith('[') ? (host.lastIndexOf(']:') < 0 ? -1 : host.lastIndexOf(']:') + 1) : host.lastIndexOf(':');
  if (end < 0) return host;
  const port = host.slice(end);
  const proto = s.headers.first('x-forwarded-proto') ?? '';
  const default_ = (proto === 'https' && port === ':443') || (proto === 'http' && port === ':80');
  return newPort || (scheme !== proto && default_) ? host.slice(0, end) : host;
}
