// envoy.filters.http.jwt_authn: which token a request must carry, what of it is handed on, and the refusal.
import { CONTINUE, passes, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { conditionsOf } from '../lower/conditions.ts';
import { conditionHolds } from '../routing/conditions.ts';
import { child, children, chosen, flag, has, isMessage, type Message, mapOf, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { acceptToken } from './jwt-claims.ts';
import { type FoundToken, OK, parseToken, tokenStatus, tokensOf } from './jwt-token.ts';
import { originalUrl } from './original-url.ts';
import { note } from './rbac.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

const MISSING = 'Jwt is missing';
const UNKNOWN_ISSUER = 'Jwt issuer is not configured';

export const jwtAuthn: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const stats = `${statPrefix(s)}jwt_authn.${text(config, 'stat_prefix')}`;
    if (flag(config, 'bypass_cors_preflight') && isPreflight(s)) {
      s.counters.add(`${stats}cors_preflight_bypassed`);
      s.counters.add(`${stats}allowed`);
      return passes('a CORS preflight needs no token');
    }
    const requirement = requirementOf(config, perRoute(s, policy, '.PerRouteConfig')[0], s);
    if (requirement === undefined) {
      s.counters.add(`${stats}allowed`);
      return passes('nothing asks for a token here');
    }
    if (typeof requirement === 'string') return refused(s, config, stats, 403, `Failed JWT authentication: ${requirement}`, requirement);
    sanitise(config, s);
    const status = new Verification(config, s, stats).requirement(requirement);
    if (status === OK) {
      s.counters.add(`${stats}allowed`);
      return passes('what is required of the token holds');
    }
    return refused(s, config, stats, status === 'Audiences in Jwt are not allowed' ? 403 : 401, status, status);
  },
};

const isPreflight = (s: Stream): boolean =>
  s.headers.first(':method') === 'OPTIONS' &&
  (s.headers.first('origin') ?? '') !== '' &&
  (s.headers.first('access-control-request-method') ?? '') !== '';

/** The requirement for the request; undefined: none. A text says why the configuration cannot say. */
function requirementOf(config: Message, own: Message | undefined, s: Stream): Message | string | undefined {
  const named = (name: string): Message | string => {
    const found = mapOf(config, 'requirement_map').get(name);
    return isMessage(found)
      ? found
      : `Wrong requirement_name: ${name}. It should be one of [${[...mapOf(config, 'requirement_map').keys()].join(',')}]`;
  };
  if (own !== undefined) return flag(own, 'disabled') ? undefined : named(text(own, 'requirement_name'));
  for (const rule of children(config, 'rules')) {
    const match = child(rule, 'match');
    if (match === undefined || !conditionsOf(match).every((c) => conditionHolds(c, s, config))) continue;
    const name = text(rule, 'requirement_name');
    return name === '' ? child(rule, 'requires') : named(name);
  }
  return undefined;
}

/** Headers that the filter will set are removed first, so that nobody can forge them. */
function sanitise(config: Message, s: Stream): void {
  for (const provider of mapOf(config, 'providers').values()) {
    if (!isMessage(provider)) continue;
    const forward = text(provider, 'forward_payload_header');
    if (forward !== '') s.headers.remove(forward);
    for (const claim of children(provider, 'claim_to_headers')) s.headers.remove(text(claim, 'header_name'));
  }
}

class Verification {
  readonly #config: Message;
  readonly #s: Stream;
  readonly #stats: string;

  constructor(config: Message, s: Stream, stats: string) {
    this.#config = config;
    this.#s = s;
    this.#stats = stats;
  }

  /** OK, or what is wrong. */
  requirement(m: Message): string {
    const kind = chosen(m, 'requires_type');
    const inner = kind === undefined ? undefined : child(m, kind);
    switch (kind) {
      case 'provider_name':
        return this.#provider(text(m, 'provider_name'), undefined);
      case 'provider_and_audiences':
        return inner === undefined ? OK : this.#provider(text(inner, 'provider_name'), texts(inner, 'audiences'));
      case 'requires_any':
        return this.#any(children(inner, 'requirements'));
      case 'requires_all':
        return this.#all(children(inner, 'requirements'));
      case 'allow_missing_or_failed':
        this.#everyProvider();
        return OK;
      case 'allow_missing': {
        const status = this.#everyProvider();
        return status === MISSING ? OK : status;
      }
      case 'extract_only_without_validation':
        this.#extractOnly();
        return OK;
      default:
        return OK;
    }
  }

  #provider(name: string, audiences: readonly string[] | undefined): string {
    const provider = mapOf(this.#config, 'providers').get(name);
    return isMessage(provider) ? this.#tokens([[name, provider]], audiences) : OK;
  }

  /** Without a provider: tokens of every provider's places, each judged by the provider of its issuer. */
  #everyProvider(): string {
    return this.#tokens(this.#providers(), undefined);
  }

  #providers(): readonly Provider[] {
    return [...mapOf(this.#config, 'providers')].flatMap(([name, p]) => (isMessage(p) ? [[name, p] as const] : []));
  }

  /** Envoy 1.40: all tokens that are found must be good; the last found is looked at first. */
  #tokens(providers: readonly Provider[], audiences: readonly string[] | undefined): string {
    const places = placesOf(providers, this.#s);
    if (places.length === 0) {
      if (providers.length === 1) this.#noteFailure((providers[0] as Provider)[1], MISSING);
      return MISSING;
    }
    for (const place of [...places].reverse()) {
      const status = this.#token(place, audiences);
      if (status !== OK) return status;
    }
    return OK;
  }

  #token({ found, providers }: Place, audiences: readonly string[] | undefined): string {
    const s = this.#s;
    const provider = forIssuer(found.token, providers);
    const cached = typeof provider !== 'string' && this.#isCached(provider, found.token);
    s.counters.add(`${this.#stats}jwt_cache_${cached ? 'hit' : 'miss'}`);
    if (typeof provider === 'string') return provider;
    const status = tokenStatus(found.token, provider[1], audiences, s);
    if (status === OK) {
      acceptToken(found, provider[0], provider[1], s);
      if (has(provider[1], 'jwt_cache_config')) s.shared.set(this.#cacheKey(provider, found.token), true);
    } else this.#noteFailure(provider[1], status);
    return status;
  }

  #cacheKey = ([name, provider]: Provider, token: string): string => `jwt:${provider.path}:${name}:${token}`;
  #isCached = (provider: Provider, token: string): boolean => this.#s.shared.get(this.#cacheKey(provider, token)) === true;

  #noteFailure(provider: Message, status: string): void {
    const key = text(provider, 'failed_status_in_metadata');
    if (key !== '') note(this.#s, 'envoy.filters.http.jwt_authn', { [key]: { code: statusCode(status), message: status } });
  }

  /** One of several: the first that is good; allow_missing in the list forgives that there is no token, not a bad one. */
  #any(list: readonly Message[]): string {
    const forgiving = list.map((m) => chosen(m, 'requires_type'));
    const real = list.filter((m) => !['allow_missing', 'allow_missing_or_failed'].includes(chosen(m, 'requires_type') ?? ''));
    if (real.length === 0) return list[0] === undefined ? OK : this.requirement(list[0]);
    let status = MISSING;
    for (const m of real) {
      const own = this.requirement(m);
      if (own === OK) return OK;
      if (own !== MISSING && (own !== UNKNOWN_ISSUER || status === MISSING)) status = own;
    }
    if (forgiving.includes('allow_missing_or_failed')) return OK;
    return forgiving.includes('allow_missing') && status === MISSING ? OK : status;
  }

  #all(list: readonly Message[]): string {
    for (const m of list) {
      const status = this.requirement(m);
      if (status !== OK) return status;
    }
    return OK;
  }

  /** Every token is tried; one that is not good stays where it is, and the last one's failure is told upstream. */
  #extractOnly(): void {
    const s = this.#s;
    let last = OK;
    for (const { found, providers } of [...placesOf(this.#providers(), s)].reverse()) {
      const provider = forIssuer(found.token, providers);
      last = typeof provider === 'string' ? provider : tokenStatus(found.token, provider[1], undefined, s);
      if (last === OK && typeof provider !== 'string') acceptToken(found, provider[0], provider[1], s);
    }
    if (last !== OK) s.headers.set('x-jwt-signature-verified', 'false');
  }
}

/** Envoy's numbers of what can be wrong with a token, as failed_status_in_metadata holds them. */
const CODES: readonly (readonly [beginning: string, code: number])[] = [
  [MISSING, 1],
  ['Jwt not yet valid', 2],
  ['Jwt is expired', 3],
  ['Jwt is not in the form', 4],
  ['Jwt header is an invalid Base64url', 5],
  ['Jwt header is an invalid JSON', 6],
  ['Jwt header [alg] field is not', 7],
  ['Jwt header [alg] is not supported', 8],
  ['Jwt header [kid]', 9],
  ['Jwt payload is an invalid Base64url', 10],
  ['Jwt ED25519 signature', 11],
  ['Jwt payload is an invalid JSON', 12],
  ['Jwt payload [iss]', 13],
  ['Jwt payload [sub]', 14],
  ['Jwt payload [iat] field is not an', 15],
  ['Jwt payload [iat]', 16],
  ['Jwt payload [nbf] field is not an', 17],
  ['Jwt payload [nbf]', 18],
  ['Jwt payload [exp] field is not an', 19],
  ['Jwt payload [exp]', 20],
  ['Jwt payload [jti]', 21],
  ['Jwt payload [aud]', 22],
  ['Jwt signature is an invalid', 23],
  [UNKNOWN_ISSUER, 24],
  ['Audiences in Jwt', 25],
  ['Jwt verification fails', 26],
  ['Jwks is an invalid JSON', 28],
  ["Jwks doesn't have key", 32],
];
const statusCode = (status: string): number => CODES.find(([beginning]) => status.startsWith(beginning))?.[1] ?? 16;

type Provider = readonly [name: string, config: Message];

/** A token at a place, and the providers that look there. */
interface Place {
  readonly found: FoundToken;
  readonly providers: readonly Provider[];
}

function placesOf(providers: readonly Provider[], s: Stream): readonly Place[] {
  const places = new Map<string, { readonly found: FoundToken; readonly providers: Provider[] }>();
  for (const provider of providers)
    for (const found of tokensOf(provider[1], s.headers)) {
      const known = places.get(found.place);
      if (known === undefined) places.set(found.place, { found, providers: [provider] });
      else known.providers.push(provider);
    }
  return [...places.values()];
}

function forIssuer(token: string, providers: readonly Provider[]): Provider | string {
  if (providers.length === 1) {
    const [only] = providers as readonly [Provider];
    const parsed = parseToken(token);
    const issuer = text(only[1], 'issuer');
    return typeof parsed !== 'string' && issuer !== '' && parsed.payload.iss !== issuer ? UNKNOWN_ISSUER : only;
  }
  const parsed = parseToken(token);
  if (typeof parsed === 'string') return parsed;
  return providers.find(([, p]) => text(p, 'issuer') === '' || text(p, 'issuer') === parsed.payload.iss) ?? UNKNOWN_ISSUER;
}

function refused(s: Stream, config: Message, stats: string, status: number, body: string, details: string): StepOutcome<Reply> {
  s.counters.add(`${stats}denied`);
  const strip = flag(config, 'strip_failure_response');
  const error = details === MISSING ? '' : ', error="invalid_token"';
  const url = originalUrl(s.headers);
  return {
    kind: 'reply',
    reply: {
      status,
      body: strip ? '' : body,
      details: `jwt_authn_access_denied{${details}}`,
      headers: (h) => {
        if (!strip && status === 401) h.set('www-authenticate', `Bearer realm="${url}"${error}`);
        else if (!strip && status === 403 && details === 'Audiences in Jwt are not allowed')
          h.set('www-authenticate', `Bearer realm="${url}"${error}`);
      },
    },
  };
}
