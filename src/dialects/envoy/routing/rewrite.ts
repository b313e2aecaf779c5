// Host and path rewrites, for forwarding and (paths) for redirects.

import type { FormatContext } from '../format/context.ts';
import { printFormat } from '../format/format.ts';
import { replaceAll } from '../match/regex.ts';
import { asciiLower } from '../match/string-matcher.ts';
import { rewriteTemplate } from '../match/uri-template.ts';
import { anyOf, child, chosen, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { addHeader } from './header-operations.ts';
import { pathOnly, queryOf, templateOf } from './path.ts';

const contextOf = (s: Stream): FormatContext => ({ stream: s, logType: 'NotSet', phase: 'request' });

/**
 * The path after the rewrite that a RouteAction or RedirectAction asks for; undefined when there is none. Envoy 1.40: prefix_rewrite
 * replaces the characters that matched (the whole path for a regex), whatever follows; the query stays.
 */
export function rewrittenPath(action: Message, match: Message, s: Stream, forRedirect = false): string | undefined {
  const full = s.headers.first(':path') ?? '';
  const path = pathOnly(full);
  const query = full.slice(path.length);
  const prefix = text(action, 'prefix_rewrite');
  if (prefix !== '') return replacePrefix(match, path, prefix, query);
  const regex = child(action, 'regex_rewrite');
  if (regex !== undefined) {
    const made = replaceAll(text(child(regex, 'pattern') ?? regex, 'regex'), path, text(regex, 'substitution'));
    // Envoy 1.40: a path of which nothing is left stays as it was, except for a redirect
    return made === '' && !forRedirect ? undefined : made + query;
  }
  const policy = anyOf(child(action, 'path_rewrite_policy'), 'typed_config')?.message;
  const template = templateOf(match);
  if (policy !== undefined && template !== undefined) {
    const made = rewriteTemplate(template, text(policy, 'path_template_rewrite'), path);
    return made === undefined ? undefined : made + query;
  }
  const format = text(action, 'path_rewrite');
  if (format === '') return undefined;
  const made = printFormat(format, contextOf(s), '');
  return made === '' ? undefined : made + (forRedirect && (made.includes('?') || flag(action, 'strip_query')) ? '' : queryOf(full));
}

function replacePrefix(match: Message, path: string, rewrite: string, query: string): string | undefined {
  const matched = matchedText(match, path);
  const fold = (t: string): string => (flag(match, 'case_sensitive', true) ? t : asciiLower(t));
  if (!fold(path).startsWith(fold(matched))) return undefined;
  return rewrite + path.slice(matched.length) + query;
}

/** What of the path the match took: the configured prefix or path; for a regex and CONNECT the whole path. */
function matchedText(match: Message, path: string): string {
  switch (chosen(match, 'path_specifier')) {
    case 'prefix':
      return text(match, 'prefix');
    case 'path':
      return text(match, 'path');
    case 'path_separated_prefix':
      return text(match, 'path_separated_prefix');
    default:
      return path;
  }
}

/** Applies a forwarding route's path rewrite; the old path is kept in x-envoy-original-path. */
export function applyPathRewrite(action: Message, match: Message, s: Stream, keepOriginal: boolean): void {
  const path = rewrittenPath(action, match, s);
  if (path === undefined) return;
  if (keepOriginal) s.headers.set('x-envoy-original-path', s.headers.first(':path') ?? '');
  s.headers.set(':path', path);
}

/** The new host that a RouteAction asks for before an endpoint is chosen, or undefined. */
export function rewrittenHost(action: Message, s: Stream): string | undefined {
  switch (chosen(action, 'host_rewrite_specifier')) {
    case 'host_rewrite_literal':
      return text(action, 'host_rewrite_literal');
    case 'host_rewrite_header':
      return s.headers.first(headerKey(text(action, 'host_rewrite_header')));
    case 'host_rewrite_path_regex': {
      const rule = child(action, 'host_rewrite_path_regex') as Message;
      return replaceAll(
        text(child(rule, 'pattern') ?? rule, 'regex'),
        pathOnly(s.headers.first(':path') ?? ''),
        text(rule, 'substitution'),
      );
    }
    case 'host_rewrite':
      return printFormat(text(action, 'host_rewrite'), contextOf(s), '-');
    default:
      return undefined;
  }
}

const headerKey = (name: string): string => (name.toLowerCase() === 'host' ? ':authority' : name);

/** Sets the authority; the old one goes to x-envoy-original-host, and to x-forwarded-host where that is asked for. */
export function applyHost(s: Stream, host: string | undefined, appendForwarded: boolean, keepOriginal: boolean): void {
  if (host === undefined || host === '') return;
  const old = s.headers.first(':authority') ?? '';
  if (appendForwarded && old !== '') {
    const forwarded = s.headers.first('x-forwarded-host');
    const last = forwarded === undefined ? undefined : forwarded.slice(forwarded.lastIndexOf(',') + 1);
    if (last !== old) addHeader(s.headers, 'x-forwarded-host', old);
  }
  if (keepOriginal && old !== '') s.headers.set('x-envoy-original-host', old);
  s.headers.set(':authority', host);
}
