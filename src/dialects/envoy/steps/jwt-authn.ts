// envoy.filters.http.jwt_authn: which token a request must carry, what of it is handed on, and the refusal.
import { CONTINUE, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { conditionsOf } from '../lower/conditions.ts';
import { conditionHolds } from '../routing/conditions.ts';
import { child, children, chosen, flag, isMessage, type Message, mapOf, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { acceptToken } from './jwt-claims.ts';
import { OK, parseToken, tokenStatus, tokensOf } from './jwt-token.ts';
import { note } from './rbac.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

export const MISSING = 'Jwt is missing';
const UNKNOWN_ISSUER = 'Jwt issuer is not configured';

export const jwtAuthn: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const stats = `${statPrefix(s)}jwt_authn.${text(config, 'stat_prefix')}`;
    if (flag(config, 'bypass_cors_preflight') && isPreflight(s)) {
      s.counters.add(`${stats}cors_preflight_bypassed`);
      s.counters.add(`${stats}allowed`);
      return CONTINUE;
    }
    const requirement = requirementOf(config, perRoute(s, policy, '.PerRouteConfig')[0], s);
    if (requirement === undefined) {
      s.counters.add(`${stats}allowed`);
      return CONTINUE;
    }
    if (typeof requirement === 'string') return refused(s, config, stats, 403, `Failed JWT authentication: ${requirement}`, requirement);
    sanitise(config, s);
    const status = new Verification(config, s, stats).requirement(requirement);
    if (status === OK) {
      s.counters.add(`${stats}allowed`);
      return CONTINUE;
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
    const providers = [...mapOf(this.#config, 'providers')].flatMap(([n, p]) => (isMessage(p) ? [[n, p] as const] : []));
    return this.#tokens(providers, undefined);
  }

  /** Envoy 1.40: all tokens that are found must be good; the last found is looked at first. */
  #tokens(providers: readonly (readonly [string, Message])[], audiences: readonly string[] | undefined): string {
    const s = this.#s;
    const found = providers.flatMap(([, provider]) => tokensOf(provider, s.headers));
    const seen = new Set<string>();
    const tokens = found.filter((t) => !seen.has(t.token) && seen.add(t.token));
    if (tokens.length === 0) return MISSING;
    for (const found_ of [...tokens].reverse()) {
      s.counters.add(`${this.#stats}jwt_cache_miss`);
      const provider = this.#forIssuer(found_.token, providers);
      const status = typeof provider === 'string' ? provider : tokenStatus(found_.token, provider[1], audiences, s);
      if (status !== OK) {
        if (typeof provider !== 'string') this.#noteFailure(provider[1], status);
        return status;
      }
      if (typeof provider !== 'string') acceptToken(found_, provider[0], provider[1], s);
    }
    return OK;
  }

  #forIssuer(token: string, providers: readonly (readonly [string, Message])[]): readonly [string, Message] | string {
    if (providers.length === 1) return providers[0] as readonly [string, Message];
    const parsed = parseToken(token);
    if (typeof parsed === 'string') return parsed;
    return providers.find(([, p]) => text(p, 'issuer') === '' || text(p, 'issuer') === parsed.payload.iss) ?? UNKNOWN_ISSUER;
  }

  #noteFailure(provider: Message, status: string): void {
    const key = text(provider, 'failed_status_in_metadata');
    if (key !== '') note(this.#s, 'envoy.filters.http.jwt_authn', { [key]: { code: 16, message: status } });
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

  #extractOnly(): void {
    const s = this.#s;
    for (const [name, provider] of mapOf(this.#config, 'providers')) {
      if (!isMessage(provider)) continue;
      for (const token of tokensOf(provider, s.headers)) {
        s.counters.add(`${this.#stats}jwt_cache_miss`);
        const parsed = parseToken(token.token);
        if (typeof parsed === 'string') continue;
        acceptToken({ ...token, remove: () => undefined }, name, provider, s);
      }
    }
    s.headers.set('x-jwt-signature-verified', 'false');
  }
}

/** Envoy 1.40: the realm is the whole URL, query included. */
function refused(s: Stream, config: Message, stats: string, status: number, body: string, details: string): StepOutcome<Reply> {
  s.counters.add(`${stats}denied`);
  const strip = flag(config, 'strip_failure_response');
  const error = details === MISSING ? '' : ', error="invalid_token"';
  const url = `${s.headers.first(':scheme') ?? 'http'}://${s.headers.first(':authority') ?? ''}${s.headers.first(':path') ?? ''}`;
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
