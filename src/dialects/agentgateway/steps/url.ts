// What redirect and rewrite have in common (agentgateway 1.4: `authority` and `path` of `requestRedirect` and `urlRewrite`).
import { splitAuthority } from '../../../http/authority.ts';
import { splitTarget } from '../../../http/target.ts';
import type { AgwPolicy } from '../model.ts';
import { type At, child, isPresent, numberOf, textOf } from '../read/at.ts';
import { authorityFault, badCharacter } from '../read/uri.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';

export type AuthorityChange =
  | { readonly kind: 'full'; readonly value: string }
  | { readonly kind: 'host'; readonly value: string }
  | { readonly kind: 'port'; readonly value: number }
  | { readonly kind: 'auto' }
  | { readonly kind: 'none' };

export interface PathChange {
  readonly kind: 'full' | 'prefix';
  readonly value: string;
}

export function readAuthority(at: At): AuthorityChange | undefined {
  const word = textOf(at);
  if (word === 'auto' || word === 'none') return { kind: word };
  const full = textOf(child(at, 'full'));
  if (full !== undefined) return { kind: 'full', value: full };
  const host = textOf(child(at, 'host'));
  if (host !== undefined) return { kind: 'host', value: host };
  const port = numberOf(child(at, 'port'));
  return port === undefined ? undefined : { kind: 'port', value: port };
}

export function readPath(at: At): PathChange | undefined {
  if (!isPresent(at)) return undefined;
  const full = textOf(child(at, 'full'));
  if (full !== undefined) return { kind: 'full', value: full };
  const prefix = textOf(child(at, 'prefix'));
  return prefix === undefined ? undefined : { kind: 'prefix', value: prefix };
}

export type NewTarget = { readonly ok: true; readonly target: string } | { readonly ok: false; readonly error: string };

/**
 * The new path with query. The original query is kept; `full` gets it appended even where it has one itself, so a second `?` is possible.
 * `prefix` replaces what a prefix match matched: under an exact or regex match, or where an earlier policy has changed the path
 * so that the prefix is gone, the request fails.
 */
export function changedTarget(change: PathChange | undefined, x: Exchange): NewTarget {
  const { path, query } = splitTarget(x.request.target);
  const suffix = query === undefined ? '' : `?${query}`;
  if (change === undefined) return { ok: true, target: x.request.target };
  if (change.kind === 'full') return asTarget(`${change.value}${suffix}`);
  if (x.matched?.kind !== 'prefix') return { ok: false, error: 'invalid filter configuration: prefix redirect requires prefix match' };
  const matched = x.matched.value.replace(/\/+$/, '');
  const rest = path.startsWith(matched) ? path.slice(matched.length) : undefined;
  if (rest === undefined || (rest !== '' && !rest.startsWith('/'))) return { ok: false, error: 'invalid URI' };
  const joined = change.value.endsWith('/') && rest.startsWith('/') ? change.value + rest.slice(1) : change.value + rest;
  return asTarget(`${joined}${suffix}`);
}

/** As the gateway's URI library reads it: a fragment is cut off, nothing before the query is `/`, and the path begins with a slash or is `*`. */
export function asTarget(text: string): NewTarget {
  const [target = ''] = text.split('#', 1);
  const { path } = splitTarget(target);
  if (badCharacter(target) !== undefined) return { ok: false, error: 'invalid URI: invalid uri character' };
  if (path === '') return { ok: true, target: `/${target}` };
  if (path.startsWith('/') || target === '*') return { ok: true, target };
  return { ok: false, error: 'invalid URI: path does not start with slash' };
}

const DEFAULT_PORT: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * The authority of a redirect. `full` is used as written; `host` keeps the request's port unless the redirect sets http or https, or no scheme and the port is its scheme's default;
 * `port` is left out where it is the scheme's default; otherwise host and port stay as they came.
 */
export function redirectAuthority(change: AuthorityChange | undefined, x: Exchange, scheme: string | undefined): string {
  const { host, port } = splitAuthority(x.request.authority);
  const to = scheme ?? x.request.scheme;
  switch (change?.kind) {
    case 'full':
      return change.value;
    case 'host':
      return port === undefined || dropsPort(port, scheme, x.request.scheme) ? change.value : `${change.value}:${port}`;
    case 'port':
      return String(change.value) === DEFAULT_PORT[to] ? host : `${host}:${change.value}`;
    case 'auto':
    case 'none':
    case undefined:
      return x.request.authority;
  }
}

const dropsPort = (port: string, to: string | undefined, from: string): boolean =>
  to === undefined ? port === DEFAULT_PORT[from] : Object.hasOwn(DEFAULT_PORT, to);

/** Why an authority that a redirect or a rewrite makes cannot be one; undefined where it stays as it came. */
export function madeAuthorityFault(change: AuthorityChange | undefined, authority: string | undefined): string | undefined {
  if (change === undefined || !('value' in change) || authority === undefined) return undefined;
  const fault = authorityFault(authority);
  return fault === undefined ? undefined : `invalid URI: ${fault}`;
}

/** The authority of a rewrite. `host` always drops the port; undefined where it stays. */
export function rewrittenAuthority(change: AuthorityChange, x: Exchange): string | undefined {
  switch (change.kind) {
    case 'full':
    case 'host':
      return change.value;
    case 'port':
      return `${splitAuthority(x.request.authority).host}:${change.value}`;
    case 'auto':
    case 'none':
      return undefined;
  }
}

/** Answers 500, as the gateway does where no URI comes out. */
export function urlFailed(x: Exchange, { name, id, origin }: AgwPolicy, step: 'requestRedirect' | 'urlRewrite', error: string): Outcome {
  x.trace.record(() => ({ step, target: name, entity: id, result: 'respond', because: error, origin }));
  const what = step === 'urlRewrite' ? 'Rewrite' : 'Redirect';
  return failure(500, 'Internal', `failed to apply filters: ${error}`, `${what} failed on ${x.route?.name ?? name}`, error);
}

export function saysUrl(authority: AuthorityChange | undefined, path: PathChange | undefined): string {
  const host = authority === undefined ? '' : 'value' in authority ? `${authority.kind} ${authority.value}` : `host ${authority.kind}`;
  const to = path === undefined ? '' : `${path.kind === 'prefix' ? 'prefix → ' : 'path → '}${path.value}`;
  return [host, to].filter((part) => part !== '').join(', ');
}
