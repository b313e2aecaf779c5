// envoy.filters.http.oauth2: sends a browser without a session to the authorization endpoint, takes it back at the callback, signs it
// out. Envoy 1.40. Whether a session is good is between Envoy and its secrets: the sample declares it (`verdicts`), `allow: true` with
// the `token` that is handed on; without it there is none.
import { decodeBase64 } from '../../../http/base64.ts';
import type { Headers } from '../../../http/headers.ts';
import { CONTINUE, type StepOutcome } from '../../../simulate/phases.ts';
import { printFormat } from '../format/format.ts';
import type { Reply } from '../hcm/reply.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { firstQuery } from '../match/query-matcher.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import type { EnvoyPolicy } from '../model.ts';
import { cookieOf } from '../routing/conditions.ts';
import { child, children, flag, has, type Message, milliseconds, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard } from '../world.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

export const oauth2: EnvoyStep = {
  request: (policy, s) => {
    const config = child(perRoute(s, policy, '.OAuth2PerRoute')[0] ?? configOf(policy), 'config');
    if (config === undefined) return CONTINUE;
    const count = (name: string): void => {
      const own = text(config, 'stat_prefix');
      s.counters.add(`${statPrefix(s)}${own === '' ? '' : `${own}.`}${name}`);
    };
    if (fits(config, 'pass_through_matcher', s)) {
      count('oauth_passthrough');
      return CONTINUE;
    }
    const path = (s.headers.first(':path') ?? '').replace(/[?#].*$/s, '');
    if (pathFits(config, 'signout_path', path)) return signOut(config, s);
    if (s.sample.verdicts.get(policy.name)?.allow === true) return admitted(config, policy, s, count);
    if (pathFits(config, 'redirect_path_matcher', path)) return callback(config, policy, s, count);
    assumeNoSession(config, policy, s);
    if (fits(config, 'deny_redirect_matcher', s))
      return failure(count, `Unauthorized, and redirecting to OAuth server is not allowed: ${s.headers.first(':path') ?? ''}`);
    return authorize(config, s, count);
  },
};

type Count = (name: string) => void;

const fits = (config: Message, field: string, s: Stream): boolean =>
  children(config, field).some((m) => headerMatcher(m).test(s.headers, guard(s.world, 'match_headers_individually')));

function pathFits(config: Message, field: string, path: string): boolean {
  const matcher = child(child(config, field), 'path');
  return matcher !== undefined && stringMatcher(matcher).test(path);
}

const urlEncoded = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Redirects of this filter are written as they are: neither local_reply_config nor gRPC changes them. */
const found = (details: string, headers: (h: Headers) => void): StepOutcome<Reply> => ({
  kind: 'reply',
  reply: { status: 302, body: '', details, verbatim: true, headers },
});

function failure(count: Count, details: string): StepOutcome<Reply> {
  count('oauth_failure');
  return { kind: 'reply', reply: { status: 401, body: 'OAuth flow failed.', details } };
}

const origin = (s: Stream): string => `${s.headers.first(':scheme') ?? 'http'}://${s.headers.first(':authority') ?? ''}`;

interface CookieName {
  readonly field: string;
  readonly otherwise: string;
}

const HMAC: CookieName = { field: 'oauth_hmac', otherwise: 'OauthHMAC' };
const BEARER: CookieName = { field: 'bearer_token', otherwise: 'BearerToken' };
const ID: CookieName = { field: 'id_token', otherwise: 'IdToken' };
const REFRESH: CookieName = { field: 'refresh_token', otherwise: 'RefreshToken' };
const EXPIRES: CookieName = { field: 'oauth_expires', otherwise: 'OauthExpires' };
const NONCE: CookieName = { field: 'oauth_nonce', otherwise: 'OauthNonce' };
const VERIFIER: CookieName = { field: 'code_verifier', otherwise: 'CodeVerifier' };

function cookieName(config: Message, { field, otherwise }: CookieName): string {
  const names = child(child(config, 'credentials'), 'cookie_names');
  return (names === undefined ? '' : text(names, field)) || otherwise;
}

const domainOf = (config: Message): string => {
  const credentials = child(config, 'credentials');
  return credentials === undefined ? '' : text(credentials, 'cookie_domain');
};

function signOut(config: Message, s: Stream): StepOutcome<Reply> {
  const domain = domainOf(config);
  const end = text(config, 'end_session_endpoint');
  const home = `${origin(s)}/`;
  const credentials = child(config, 'credentials');
  const client = credentials === undefined ? '' : text(credentials, 'client_id');
  const toProvider = end !== '' && texts(config, 'auth_scopes').includes('openid');
  const location = toProvider
    ? `${end}?id_token_hint=${cookieOf(s, cookieName(config, ID)) ?? ''}&client_id=${client}&post_logout_redirect_uri=${urlEncoded(home)}`
    : home;
  return found('oauth.sign_out', (h) => {
    for (const name of [HMAC, BEARER, ID, REFRESH, EXPIRES])
      h.add(
        'set-cookie',
        `${cookieName(config, name)}=deleted; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT${domain === '' ? '' : `;domain=${domain}`}`,
      );
    h.add('location', location);
  });
}

/** A declared session: the request goes on, with the token where that is asked for. */
function admitted(config: Message, policy: EnvoyPolicy, s: Stream, count: Count): StepOutcome<Reply> {
  count('oauth_success');
  if (!flag(config, 'preserve_authorization_header')) s.headers.remove('authorization');
  const token = s.sample.verdicts.get(policy.name)?.token;
  if (flag(config, 'forward_bearer_token')) s.headers.set('authorization', `Bearer ${typeof token === 'string' ? token : '*'}`);
  return CONTINUE;
}

/** The browser comes back: what is wrong with the query is known, whether the code is good is the provider's. */
function callback(config: Message, policy: EnvoyPolicy, s: Stream, count: Count): StepOutcome<Reply> {
  const path = s.headers.first(':path') ?? '';
  const query = path.includes('?') ? path.slice(path.indexOf('?')) : '';
  if (firstQuery(path, 'error') !== undefined) return failure(count, `OAuth server returned an error: ${query}`);
  const code = firstQuery(path, 'code');
  const state = firstQuery(path, 'state');
  if (code === undefined || state === undefined) return failure(count, `Code or state query param does not exist: ${query}`);
  const bytes = decodeBase64(state);
  const decoded = bytes === undefined ? '' : new TextDecoder().decode(bytes);
  const content = objectOf(decoded);
  if (content === undefined) return failure(count, `State query param is not a valid JSON: ${bytes === undefined ? '' : decoded}`);
  if (typeof content.url !== 'string' || typeof content.csrf_token !== 'string')
    return failure(count, `State query param does not contain url or CSRF token: ${decoded}`);
  const { url, csrf_token: token } = content;
  const nonce = typeof content.flow_id === 'string' ? `${cookieName(config, NONCE)}.${content.flow_id}` : cookieName(config, NONCE);
  if ((cookieOf(s, nonce) ?? cookieOf(s, cookieName(config, NONCE))) !== token) return failure(count, 'CSRF token validation failed');
  s.trace.assume({
    code: 'oauth-token',
    what: `${policy.name} asks the token endpoint; it is taken to give a token`,
    target: policy.name,
    origin: policy.origin,
  });
  count('oauth_success');
  return found('oauth.access_token_updated', (h) => h.add('location', url));
}

function objectOf(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** A request that brings what a session is made of may have one. */
function assumeNoSession(config: Message, policy: EnvoyPolicy, s: Stream): void {
  const brings = (name: CookieName): boolean => cookieOf(s, cookieName(config, name)) !== undefined;
  const refreshes = brings(REFRESH) && (!has(config, 'use_refresh_token') || flagOf(config, 'use_refresh_token'));
  if (!(brings(HMAC) && brings(EXPIRES)) && !refreshes) return;
  s.trace.assume({
    code: 'oauth-session',
    what: `the session cookies that ${policy.name} set are taken as no longer good`,
    target: policy.name,
    origin: policy.origin,
  });
}

const flagOf = (m: Message, field: string): boolean => {
  const wrapped = child(m, field);
  return wrapped === undefined ? flag(m, field) : flag(wrapped, 'value');
};

/** Envoy 1.40: parameters in the order of their names, then the resources; nonce, verifier and state are random. */
function authorize(config: Message, s: Stream, count: Count): StepOutcome<Reply> {
  count('oauth_unauthorized_rq');
  const [endpoint = '', given = ''] = text(config, 'authorization_endpoint').split('?');
  const scopes = texts(config, 'auth_scopes');
  const credentials = child(config, 'credentials');
  const redirect = printFormat(text(config, 'redirect_uri'), { stream: s, logType: 'NotSet', phase: 'request' }, '');
  const parameters: (readonly [string, string])[] = [
    ...given
      .split('&')
      .filter((p) => p !== '')
      .map((p): readonly [string, string] => {
        const at = p.indexOf('=');
        return at < 0 ? [p, ''] : [p.slice(0, at), p.slice(at + 1)];
      }),
    ['client_id', credentials === undefined ? '' : text(credentials, 'client_id')],
    ['code_challenge', '*'],
    ['code_challenge_method', 'S256'],
    ['redirect_uri', urlEncoded(redirect)],
    ['response_type', 'code'],
    ['scope', urlEncoded((scopes.length === 0 ? ['user'] : scopes).join(' '))],
    ['state', '*'],
  ];
  const query = parameters
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const resources = texts(config, 'resources').map((r) => `&resource=${urlEncoded(r)}`);
  const nonce = attributes(config, 'csrf_token_expires_in', 'oauth_nonce_cookie_config');
  const verifier = attributes(config, 'code_verifier_token_expires_in', 'code_verifier_cookie_config');
  return found('oauth.missing_credentials', (h) => {
    for (const name of [`${cookieName(config, NONCE)}.*`, cookieName(config, NONCE)]) h.add('set-cookie', `${name}=*.*=${nonce}`);
    for (const name of [`${cookieName(config, VERIFIER)}.*`, cookieName(config, VERIFIER)]) h.add('set-cookie', `${name}=*${verifier}`);
    h.add('location', `${endpoint}?${query}${resources.join('')}`);
  });
}

const SAME_SITE: Readonly<Record<string, string>> = { STRICT: 'Strict', LAX: 'Lax', NONE: 'None' };

/** The attributes of a short-lived cookie: ten minutes unless said otherwise. */
function attributes(config: Message, expiry: string, cookie: string): string {
  const domain = domainOf(config);
  const seconds = Math.floor((milliseconds(config, expiry) ?? 600_000) / 1000);
  const own = child(child(config, 'cookie_configs'), cookie);
  const site = own === undefined ? undefined : SAME_SITE[text(own, 'same_site')];
  return `${domain === '' ? '' : `;domain=${domain}`};path=/;Max-Age=${seconds};secure;HttpOnly${site === undefined ? '' : `;SameSite=${site}`}`;
}
